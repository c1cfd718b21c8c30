using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Capital.Assistant;

/// <summary>Asks the assistant for a proposal, or for an adjustment of a budget year; what it finds becomes a paper.</summary>
internal sealed class IndexModel(
    AssistantService assistant, CeilingService ceilings, BusinessCalendar calendar, ActorSource actors, ErrorText errors) : PageModel
{
    [BindProperty]
    public AssistantForm Form { get; set; } = new();

    public PlanCeilings Plan { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    /// <summary>Which of the two forms was sent.</summary>
    public bool Replanning { get; private set; }

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        Form.FromYear = Math.Clamp(calendar.Today.Year, Plan.PeriodFrom, Plan.PeriodTo);
        Form.On = calendar.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task<IActionResult> OnPostProposeAsync(string code, CancellationToken ct)
    {
        if (VndText.TryParse(Form.Minimum, out var minimum) is { } unread)
            Faults.Add(nameof(Form.Minimum), unread);
        return AskAsync(code, () => assistant.ProposeAsync(actors.Current, new Propose(code, Form.Name ?? "", Form.FromYear, minimum), ct), ct);
    }

    public Task<IActionResult> OnPostReplanAsync(string code, CancellationToken ct)
    {
        Replanning = true;
        var day = DayField.Read(Form.On, out var unread);
        if (unread is not null)
            Faults.Add(nameof(Form.On), unread);
        return AskAsync(code, () => assistant.ReplanAsync(
            actors.Current, new ReplanYear(code, Form.Name ?? "", day, Form.BehindPoints, Form.DaysLate, Form.SafetyPercent), ct), ct);
    }

    private async Task<IActionResult> AskAsync(string code, Func<Task<Decision>> ask, CancellationToken ct)
    {
        actors.Current.Demand(Permission.AllocateCapital);
        // What cannot be read as a number at all leaves the field as it was.
        foreach (var field in ModelState.Where(s => s.Value is { Errors.Count: > 0 }))
            Faults.Add(field.Key[(field.Key.LastIndexOf('.') + 1)..], "capital.not_a_number");
        Decision? paper = null;
        if (!Faults.Any && await Faults.TryAsync(async () => paper = await ask()))
            return Redirect(FormattableString.Invariant($"/capital/decisions/{paper!.Id}/findings"));
        await LoadAsync(code, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(string code, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        Plan = await ceilings.GetAsync(actor, code, ct);
        actor.Demand(Permission.AllocateCapital, Place.In(Plan.Province));
    }
}

/// <summary>What is typed into the forms of the assistant.</summary>
internal sealed class AssistantForm
{
    public string? Name { get; set; }

    public int FromYear { get; set; }

    public string? Minimum { get; set; } = "1.000.000.000";

    public string? On { get; set; }

    public int BehindPoints { get; set; } = 20;

    public int DaysLate { get; set; } = 15;

    public int SafetyPercent { get; set; } = 10;
}
