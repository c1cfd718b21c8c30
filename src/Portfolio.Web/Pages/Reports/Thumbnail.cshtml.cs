using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Plans.Reports;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Reports;

/// <summary>The small picture of a report that was handed in as a photo.</summary>
internal sealed class ThumbnailModel(ReportDesk desk, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        await Response.SendAsync(await desk.ThumbnailAsync(actors.Current, id, ct), ct);
        return new EmptyResult();
    }
}
