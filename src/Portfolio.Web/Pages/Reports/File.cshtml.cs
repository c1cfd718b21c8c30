using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Plans.Reports;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Reports;

/// <summary>A report that was handed in.</summary>
internal sealed class FileModel(ReportDesk desk, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        await Response.SendAsync(await desk.OpenFileAsync(actors.Current, id, ct), ct);
        return new EmptyResult();
    }
}
