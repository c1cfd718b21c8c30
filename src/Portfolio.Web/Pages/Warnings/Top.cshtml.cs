using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Warnings;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Warnings;

/// <summary>The ten projects that matter most, on one screen.</summary>
internal sealed class TopModel(TopReports reports, ActorSource actors) : PageModel
{
    public TopReport Report { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Report = await reports.GetAsync(actors.Current, ct);
}
