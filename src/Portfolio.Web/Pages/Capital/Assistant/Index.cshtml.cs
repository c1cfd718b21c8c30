using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Capital.Assistant;

/// <summary>Asks the assistant for a proposal, or for an adjustment of a budget year; what it finds becomes a paper.</summary>
internal sealed class IndexModel(
    AssistantService assistant, CeilingService ceilings, BusinessCalendar calendar, ActorSource actors, ErrorText errors,
    IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public ProposeForm Propose { get; set; } = new();

    [BindProperty]
    public ReplanForm Replan { get; set; } = new();

    public PlanCeilings Plan { get; private set; } = null!;

    /// <summary>Closed years and thresholds.</summary>
    public AssistantDefaults Defaults { get; private set; } = null!;

    /// <summary>The last day that can be asked about, as a date field takes it.</summary>
    public string Today => calendar.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The years in which something can still be given.</summary>
    public IEnumerable<int> Years => Plan.Years.Where(year => Defaults.ClosedTo is not { } closed || year > closed);

    /// <summary>What is wrong with the first form.</summary>
    public FormFaults ProposeFaults { get; } = new(errors);

    /// <summary>What is wrong with the second.</summary>
    public FormFaults ReplanFaults { get; } = new(errors);

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        SuggestProposal();
        SuggestReplan();
    }

    public async Task<IActionResult> OnPostProposeAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        SuggestReplan();
        if (VndText.TryParse(Propose.Minimum, out var minimum) is { } unread)
            ProposeFaults.Add(nameof(Propose.Minimum), unread);
        var year = Whole(ProposeFaults, nameof(Propose.FromYear), Propose.FromYear);
        return await AskAsync(ProposeFaults, () => assistant.ProposeAsync(
            actors.Current, new Propose(code, Propose.Name ?? "", year, minimum), ct));
    }

    public async Task<IActionResult> OnPostReplanAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        SuggestProposal();
        if (DateText.TryParse(Replan.On, out var day) is { } unread)
            ReplanFaults.Add(nameof(Replan.On), unread);
        var (behind, late, safety) = (
            Whole(ReplanFaults, nameof(Replan.BehindPoints), Replan.BehindPoints), Whole(ReplanFaults, nameof(Replan.DaysLate), Replan.DaysLate),
            Whole(ReplanFaults, nameof(Replan.SafetyPercent), Replan.SafetyPercent));
        return await AskAsync(ReplanFaults, () => assistant.ReplanAsync(
            actors.Current, new ReplanYear(code, Replan.Name ?? "", day, behind, late, safety), ct));
    }

    private async Task<IActionResult> AskAsync(FormFaults faults, Func<Task<Decision>> ask)
    {
        Decision? paper = null;
        if (!faults.Any && await faults.TryAsync(async () => paper = await ask()))
            return Redirect(FormattableString.Invariant($"/capital/decisions/{paper!.Id}/findings"));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private static int Whole(FormFaults faults, string field, string? text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number))
            faults.Add(field, "capital.not_a_number");
        return number;
    }

    private void SuggestProposal()
    {
        Propose.Name = texts["assistant.propose_name", Display.Date(calendar.Today)];
        Propose.FromYear = Math.Clamp(calendar.Today.Year, Years.FirstOrDefault(Plan.PeriodTo), Plan.PeriodTo).ToString(CultureInfo.InvariantCulture);
    }

    private void SuggestReplan()
    {
        Replan.Name = texts["assistant.replan_name", Display.Date(calendar.Today)];
        Replan.On = Today;
        Replan.BehindPoints = Defaults.Thresholds.BehindPoints?.ToString(CultureInfo.InvariantCulture);
        Replan.DaysLate = Defaults.Thresholds.DaysLate?.ToString(CultureInfo.InvariantCulture);
        Replan.SafetyPercent = Defaults.Thresholds.SafetyPercent?.ToString(CultureInfo.InvariantCulture);
    }

    private async Task LoadAsync(string code, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        Plan = await ceilings.GetAsync(actor, code, ct);
        actor.Demand(Permission.AllocateCapital, Place.In(Plan.Province));
        Defaults = await assistant.DefaultsAsync(actor, code, ct);
    }
}

/// <summary>What is typed to ask for a proposal.</summary>
internal sealed class ProposeForm
{
    public string? Name { get; set; }

    public string? FromYear { get; set; }

    public string? Minimum { get; set; } = "1.000.000.000";
}

/// <summary>What is typed to ask for an adjustment of a budget year.</summary>
internal sealed class ReplanForm
{
    public string? Name { get; set; }

    public string? On { get; set; }

    public string? BehindPoints { get; set; }

    public string? DaysLate { get; set; }

    public string? SafetyPercent { get; set; }
}
