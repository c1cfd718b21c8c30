using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Projects;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Projects;

/// <summary>The filtered list as a file that Excel opens with its accents right.</summary>
internal sealed class CsvModel(ProjectListService projects, ProjectCsv csv, ActorSource actors, BusinessCalendar calendar) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ProjectQuery Query { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        // Asking for the first rows before anything is sent lets a wrong filter still be refused with its status.
        var rows = projects.AllAsync(actors.Current, Query.ToFilter(), ct).GetAsyncEnumerator(ct);
        var any = await rows.MoveNextAsync();
        Response.Attach($"du-an-{calendar.Today:yyyy-MM-dd}.csv", CsvFile.ContentType);
        await csv.WriteAsync(Response.Body, any, rows, ct);
        return new EmptyResult();
    }
}
