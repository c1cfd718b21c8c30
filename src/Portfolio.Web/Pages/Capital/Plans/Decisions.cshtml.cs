using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Decisions;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Capital.Plans;

/// <summary>The decisions of a plan; a paper or the closing of a year is begun here.</summary>
internal sealed class DecisionsModel(
    PlanDecisionReports lists, DecisionPapers papers, YearClosing closing, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Only decisions that touch this project.</summary>
    [FromQuery(Name = "project")]
    public string? Project { get; set; }

    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    [BindProperty]
    public BeginForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public PlanDecisions List { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MayChange => actors.Current.May(Permission.AllocateCapital, List.Place);

    /// <summary>Whether papers are shown to who looks.</summary>
    public bool MayViewPapers => actors.Current.May(Permission.ViewCapitalDrafts, List.Place);

    /// <summary>The paper that closes a year at the moment.</summary>
    public PlanDecision? Closing => List.Papers.FirstOrDefault(d => d.Kind == DecisionKind.Closing);

    /// <summary>Address of another page of the same list.</summary>
    public string Address(int page) => FormattableString.Invariant(
        $"/plans/{Uri.EscapeDataString(List.PlanCode)}/capital/decisions?page={page}{(List.Project is { } project ? "&project=" + Uri.EscapeDataString(project.Code) : "")}");

    public Task OnGetAsync(string code, CancellationToken ct) => LoadAsync(code, ct);

    public Task<IActionResult> OnPostBeginAsync(string code, CancellationToken ct) => BeginAsync(
        code, actor => papers.BeginAsync(actor, new BeginDecision(code, Form.Kind ?? "", Form.Name ?? "", Blank(Form.Reason), Form.CopyFrom), ct), ct);

    public Task<IActionResult> OnPostCloseAsync(string code, CancellationToken ct)
    {
        // A blank comes as nothing; that a name was sent tells which of the forms is refused.
        Form.ClosingName ??= "";
        return BeginAsync(code, actor => closing.BeginAsync(actor, code, Form.Year, Form.ClosingName, ct), ct);
    }

    private async Task<IActionResult> BeginAsync(string code, Func<Actor, Task<Decision>> begin, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        await LoadAsync(code, ct);
        actor.Demand(Permission.AllocateCapital, List.Place);
        Decision? begun = null;
        if (await Faults.TryAsync(async () => begun = await begin(actor)))
        {
            Notice = texts["capital.done_begun"].Value;
            return Redirect(string.Create(CultureInfo.InvariantCulture, $"/capital/decisions/{begun!.Id}"));
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(string code, CancellationToken ct) => List = await lists.GetAsync(actors.Current, code, Blank(Project), Number ?? 1, ct);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What is typed to begin a paper or a closing.</summary>
internal sealed class BeginForm
{
    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? Reason { get; set => field = TypedText.Plain(value); }

    public long? CopyFrom { get; set; }

    public int Year { get; set; }

    public string? ClosingName { get; set; }
}
