using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Reporting.Dashboard;
using Portfolio.Reporting.Warnings;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages;

internal sealed class IndexModel(DashboardService dashboard, TopReports warnings, ActorSource actors) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Plan { get; set; }

    public DashboardReport Report { get; private set; } = null!;

    /// <summary>What hangs on warnings; null for whoever may not see them.</summary>
    public BoardCapital? Warned { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Report = await dashboard.GetAsync(actors.Current, Plan, ct);
        Warned = actors.Current.May(Permission.ViewWarnings) ? await warnings.SumAsync(actors.Current, ct) : null;
    }
}
