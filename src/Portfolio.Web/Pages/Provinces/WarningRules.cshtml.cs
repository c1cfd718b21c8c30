using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Reporting.Provinces;
using Portfolio.Slippage.Rulings;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Provinces;

/// <summary>The rules of early warning with the limits that hold in a province, and what it has ruled.</summary>
internal sealed class WarningRulesModel(ProvinceRuleReports reports, RuleService rules, ActorSource actors) : PageModel
{
    public ProvinceRules Province { get; private set; } = null!;

    public IReadOnlyList<ProvinceRule> Rules { get; private set; } = [];

    public IReadOnlyList<PastRuling> Rulings { get; private set; } = [];

    public bool MayRule => actors.Current.May(Permission.RuleWarnings, Place.In(Province.Code));

    public async Task OnGetAsync(string province, CancellationToken ct)
    {
        Province = await reports.GetAsync(actors.Current, province, ct);
        Rules = await rules.RulesAsync(actors.Current, province, ct);
        Rulings = await rules.RulingsAsync(actors.Current, province, ct);
    }
}
