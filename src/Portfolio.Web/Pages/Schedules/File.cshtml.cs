using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Milestones.Updates;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>A photo or file of what was said of a milestone.</summary>
internal sealed class FileModel(MilestoneFiles files, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string code, string milestone, long file, CancellationToken ct)
    {
        await Response.SendAsync(await files.OpenAsync(actors.Current, code, milestone, file, ct), ct);
        return new EmptyResult();
    }
}
