using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Dashboard;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages;

internal sealed class IndexModel(DashboardService dashboard, ActorSource actors) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Plan { get; set; }

    public DashboardReport Report { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Report = await dashboard.GetAsync(actors.Current, Plan, ct);
}
