using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Provinces;
using Portfolio.Slippage.Rules;
using Portfolio.Slippage.Rulings;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Provinces;

/// <summary>A rule of early warning in a province; the construction department tries other limits on the past and rules on them.</summary>
internal sealed class WarningRuleModel(
    ProvinceRuleReports reports, RuleService rules, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Value of <see cref="Do"/> that tries the limits and saves nothing.</summary>
    public const string Try = "try";

    // What is no number is no limit the service takes.
    private const int NoLimit = -1;

    [BindProperty]
    public string? Do { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Version of the rule the form was filled from.</summary>
    [BindProperty]
    public long Version { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public ProvinceRules Province { get; private set; } = null!;

    public ProvinceRule Rule { get; private set; } = null!;

    public IReadOnlyList<PastRuling> Rulings { get; private set; } = [];

    /// <summary>The limits as they are typed, by name.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; private set; } = new Dictionary<string, string>();

    /// <summary>What the limits that are tried would have raised; null = nothing is tried.</summary>
    public Trial? Trial { get; private set; }

    public FormFaults Faults { get; } = new(errors);

    public bool MayRule => actors.Current.May(Permission.RuleWarnings, Place.In(Province.Code));

    /// <summary>Name of the field of a limit.</summary>
    public static string Field(string limit) => "Limits." + limit;

    public async Task OnGetAsync(string province, string rule, CancellationToken ct)
    {
        await ReadAsync(province, rule, ct);
        Typed = Rule.Limits.ToDictionary(l => l.Name, l => LimitWords.Typed(l.Unit, l.Value));
        Version = Rule.Version;
    }

    public async Task<IActionResult> OnPostAsync(string province, string rule, CancellationToken ct)
    {
        actors.Current.Demand(Permission.RuleWarnings);
        actors.Current.Demand(Permission.RuleWarnings, Place.In(province));
        var asked = new RuleLimits(province, rule, ReadLimits(rule), Version, Reason);
        var done = Do == Try
            ? await Faults.TryAsync(async () => Trial = await rules.TryAsync(actors.Current, asked, ct))
            : await Faults.TryAsync(() => rules.RuleAsync(actors.Current, asked, ct));
        if (done && Trial is null)
        {
            Notice = texts["warning_rules.saved"].Value;
            return Redirect(Request.Path);
        }
        await ReadAsync(province, rule, ct);
        // Who is told of what somebody else ruled sees it beside what was typed, and may send that again.
        if (Faults.Stale)
            Version = Rule.Version;
        if (!done)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private Dictionary<string, int> ReadLimits(string rule)
    {
        var form = Request.HasFormContentType ? Request.Form : FormCollection.Empty;
        var sent = RuleLimit.All.Where(l => l.Rule == rule && form.ContainsKey(Field(l.Name))).ToList();
        Typed = sent.ToDictionary(l => l.Name, l => form[Field(l.Name)].ToString());
        return sent.ToDictionary(l => l.Name, l => LimitWords.Read(l.Unit, Typed[l.Name]) ?? NoLimit);
    }

    private async Task ReadAsync(string province, string rule, CancellationToken ct)
    {
        Province = await reports.GetAsync(actors.Current, province, ct);
        Rule = (await rules.RulesAsync(actors.Current, province, ct)).SingleOrDefault(r => r.Code == rule) ?? throw new NotFoundException("rule", rule);
        Rulings = [.. (await rules.RulingsAsync(actors.Current, province, ct)).Where(r => r.Rule == rule)];
    }
}
