using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Plans;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Plans;

internal sealed class PlanModel(PlanReports plans, ActorSource actors, BusinessCalendar calendar) : PageModel
{
    public PlanReport Report { get; private set; } = null!;

    public DateOnly Today => calendar.Today;

    public async Task OnGetAsync(string code, CancellationToken ct) => Report = await plans.GetAsync(actors.Current, code, ct);
}
