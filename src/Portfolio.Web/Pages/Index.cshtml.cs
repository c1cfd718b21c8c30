using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Dashboard;
using Portfolio.Reporting.Plans;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages;

internal sealed class IndexModel(DashboardService dashboard, ActorSource actors) : PageModel
{
    private const int PlansShown = 8;

    [BindProperty(SupportsGet = true)]
    public string? Plan { get; set; }

    public DashboardReport Report { get; private set; } = null!;

    /// <summary>Whether the view holds amounts made up for demonstration.</summary>
    public bool Illustrative => Report.Plan?.Illustrative ?? Report.Plans.Any(p => p.Illustrative);

    /// <summary>A few plans beside the one shown, those of its province first.</summary>
    public List<PlanCard> OtherPlans =>
    [
        .. Report.Plans.Where(p => p.Code != Report.Plan?.Code).OrderBy(p => p.ProvinceCode != Report.Plan?.ProvinceCode).Take(PlansShown),
    ];

    public async Task OnGetAsync(CancellationToken ct) => Report = await dashboard.GetAsync(actors.Current, Plan, ct);

    /// <summary>Number of projects in a cell of the table sector × stage.</summary>
    public int Count(string sector, string? stage) => Report.Shape.Where(s => s.Sector == sector && s.Stage == stage).Sum(s => s.Projects);
}
