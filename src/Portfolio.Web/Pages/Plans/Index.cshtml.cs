using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Plans;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Plans;

internal sealed class IndexModel(PlanReports plans, ActorSource actors) : PageModel
{
    public IReadOnlyList<PlanCard> Plans { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Plans = await plans.ListAsync(actors.Current, ct);
}
