using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Land;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Land;

/// <summary>The land of the projects a body answers for, and the obstacles on which it must act.</summary>
internal sealed class BodyModel(BodyLandReports reports, ActorSource actors) : PageModel
{
    public BodyLand Land { get; private set; } = null!;

    public async Task OnGetAsync(string code, CancellationToken ct) => Land = await reports.OfBodyAsync(actors.Current, code, ct);
}
