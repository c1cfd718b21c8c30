using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Milestones.Updates;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>The small picture of a photo of a milestone.</summary>
internal sealed class ThumbnailModel(MilestoneFiles files, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string code, string milestone, long file, CancellationToken ct)
    {
        await Response.SendAsync(await files.ThumbnailAsync(actors.Current, code, milestone, file, ct), ct);
        return new EmptyResult();
    }
}
