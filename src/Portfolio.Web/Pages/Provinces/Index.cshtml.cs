using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Provinces;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Provinces;

/// <summary>What provinces have ruled on the watch over their projects.</summary>
internal sealed class IndexModel(ProvinceRuleReports reports, ActorSource actors) : PageModel
{
    public IReadOnlyList<ProvinceRules> Provinces { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Provinces = await reports.ListAsync(actors.Current, ct);
}
