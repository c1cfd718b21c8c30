using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Audit;

/// <summary>The filtered trail as a file that Excel opens with its accents right.</summary>
internal sealed class CsvModel(AuditService audit, AuditCsv csv, ActorSource actors, BusinessCalendar calendar) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public AuditQuery Query { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        // Asking for the first event before anything is sent lets a wrong filter still be refused with its status.
        var events = audit.AllAsync(actors.Current, Query.ToFilter(), ct).GetAsyncEnumerator(ct);
        var any = await events.MoveNextAsync();
        Response.Attach($"nhat-ky-{calendar.Today:yyyy-MM-dd}.csv", CsvFile.ContentType);
        await csv.WriteAsync(Response.Body, actors.Current, any, events, ct);
        return new EmptyResult();
    }
}
