using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Land;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Land;

/// <summary>The land of a province, and its latest packages.</summary>
internal sealed class ProvinceModel(ProvinceLandReports reports, ActorSource actors) : PageModel
{
    public ProvinceLand Land { get; private set; } = null!;

    public async Task OnGetAsync(string province, CancellationToken ct) => Land = await reports.OfProvinceAsync(actors.Current, province, ct);
}
