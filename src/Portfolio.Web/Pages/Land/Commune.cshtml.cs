using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Land;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Land;

/// <summary>The land of a commune over all projects: where its officer begins the day.</summary>
internal sealed class CommuneModel(CommuneLandReports reports, ActorSource actors) : PageModel
{
    public CommuneLand Land { get; private set; } = null!;

    public async Task OnGetAsync(string code, CancellationToken ct) => Land = await reports.OfCommuneAsync(actors.Current, code, ct);
}
