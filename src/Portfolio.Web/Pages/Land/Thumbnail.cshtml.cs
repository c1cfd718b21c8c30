using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.LandClearance.Obstacles;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Land;

/// <summary>The small picture of a photo of an answer.</summary>
internal sealed class ThumbnailModel(ObstacleService obstacles, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(long id, long answer, CancellationToken ct)
    {
        await Response.SendAsync(await obstacles.ThumbnailAsync(actors.Current, id, answer, ct), ct);
        return new EmptyResult();
    }
}
