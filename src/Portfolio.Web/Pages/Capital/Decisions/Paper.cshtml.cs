using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Closings;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Reporting.Trail;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Capital.Decisions;

/// <summary>A decision on capital: what it does, the way it went, and the steps that are next.</summary>
internal sealed class PaperModel(
    PaperReports reports, ClosingReports closings, DecisionPapers papers, DecisionFlow flow, ContingencyDraws draws, TrailNames trail, ActorSource actors, ErrorText errors,
    IStringLocalizer<Texts> texts) : PageModel
{
    private const int LongestName = 200;

    /// <summary>Only projects of this programme.</summary>
    [FromQuery(Name = "programme")]
    public string? Programme { get; set; }

    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>Version of the paper that the form was filled from.</summary>
    [BindProperty]
    public string? Version { get; set; }

    /// <summary>When the form was filled.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public PaperForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public PaperReport Report { get; private set; } = null!;

    /// <summary>Of a closing, what is unspent and what becomes of it.</summary>
    public ClosingReport? Closing { get; private set; }

    public FormFaults Faults { get; } = new(errors);

    /// <summary>What others did to the paper while the form was open, newest first.</summary>
    public IReadOnlyList<AuditEntry> Meanwhile { get; private set; } = [];

    public NameBook Names { get; private set; } = NameBook.Empty;

    public Decision Decision => Report.Head.Decision;

    public bool MayChange => actors.Current.May(Permission.AllocateCapital, Report.Head.Place);

    public bool MayEdit => MayChange && Decision.Editable;

    /// <summary>Address of the paper with other projects shown.</summary>
    public string Address(string? programme, int page = 1)
    {
        string?[] parts = [programme is null ? null : "programme=" + Uri.EscapeDataString(programme), page > 1 ? FormattableString.Invariant($"page={page}") : null];
        var query = string.Join('&', parts.Where(part => part is not null));
        return FormattableString.Invariant($"/capital/decisions/{Decision.Id}{(query.Length == 0 ? "" : "?" + query)}");
    }

    /// <summary>Whether the form that was refused is that of a new name: then what was typed into it stays.</summary>
    public bool Renaming { get; private set; }

    public async Task OnGetAsync(long id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        (Form.Name, Form.Reason) = (Decision.Name, Decision.Reason);
    }

    public Task<IActionResult> OnPostRenameAsync(long id, CancellationToken ct)
    {
        Renaming = true;
        return StepAsync(
            id, (actor, version) => papers.RenameAsync(actor, new RenameDecision(id, version, Form.Name ?? "", Blank(Form.Reason)), ct), "capital.done_renamed", ct);
    }

    public Task<IActionResult> OnPostSubmitAsync(long id, CancellationToken ct) =>
        StepAsync(id, (actor, version) => flow.SubmitAsync(actor, id, version, ct), "capital.done_submitted", ct);

    public Task<IActionResult> OnPostReturnAsync(long id, CancellationToken ct) => StepAsync(
        id, (actor, version) => flow.ReturnAsync(actor, new ReturnDecision(id, version, Form.ReturnReason ?? ""), ct), "capital.done_returned", ct,
        field => field == nameof(ReturnDecision.Reason) ? nameof(Form.ReturnReason) : field);

    public Task<IActionResult> OnPostApproveAsync(long id, CancellationToken ct)
    {
        var unread = DateText.TryParse(Form.DecidedOn, out var day);
        return StepAsync(
            id, (actor, version) => unread is null
                ? flow.ApproveAsync(actor, new ApproveDecision(id, version, Form.Number ?? "", day, Form.Signer ?? ""), ct)
                : throw new ValidationFailedException([new FieldFailure(nameof(Form.DecidedOn), unread, new Dictionary<string, object?>())]),
            "capital.done_approved", ct);
    }

    public Task<IActionResult> OnPostDiscardAsync(long id, CancellationToken ct) =>
        StepAsync(id, (actor, version) => papers.DiscardAsync(actor, id, version, ct), "capital.done_discarded", ct);

    /// <summary>Says how much the paper draws on a contingency.</summary>
    public Task<IActionResult> OnPostDrawAsync(long id, CancellationToken ct)
    {
        var unread = VndText.TryParse(Form.Draw, out var amount);
        return StepAsync(
            id, (actor, version) => unread is null
                ? draws.SetAsync(actor, new DrawContingency(id, version, Form.Contingency, amount), ct)
                : throw new ValidationFailedException([new FieldFailure(nameof(Form.Draw), unread, new Dictionary<string, object?>())]),
            "capital.done_drawn", ct, field => field == nameof(DrawContingency.Amount) ? nameof(Form.Draw) : field);
    }

    /// <summary>Begins another paper with the same lines.</summary>
    public async Task<IActionResult> OnPostCopyAsync(long id, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        var from = await papers.GetAsync(actor, id, ct);
        var name = string.IsNullOrWhiteSpace(Form.CopyName) ? texts["capital.copy_of", from.Name].Value : Form.CopyName;
        Decision? begun = null;
        if (await Faults.TryAsync(async () => begun = await papers.BeginAsync(
            actor, new BeginDecision(from.PlanCode, from.Kind, name.Length > LongestName ? name[..LongestName] : name, from.Reason, id), ct)))
        {
            Notice = texts["capital.done_copied"].Value;
            return Redirect(FormattableString.Invariant($"/capital/decisions/{begun!.Id}"));
        }
        return await RefusedAsync(id, ct);
    }

    private async Task<IActionResult> StepAsync(
        long id, Func<Actor, long, Task> step, string notice, CancellationToken ct, Func<string, string>? fieldOf = null)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        await papers.GetAsync(actor, id, ct);
        // Who has not seen a version must not take a step: a form that lost its fields on the way does nothing.
        if (!long.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return BadRequest();
        if (await Faults.TryAsync(() => step(actor, version), fieldOf))
        {
            Notice = texts[notice].Value;
            return Redirect(FormattableString.Invariant($"/capital/decisions/{id}"));
        }
        return await RefusedAsync(id, ct);
    }

    private async Task<IActionResult> RefusedAsync(long id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        // The other forms of the page know nothing of the name: to send it blank would be to erase it.
        if (!Renaming)
            (Form.Name, Form.Reason) = (Decision.Name, Decision.Reason);
        if (Faults.Stale && DateTimeOffset.TryParseExact(Seen, "o", CultureInfo.InvariantCulture, DateTimeStyles.None, out var seen))
        {
            Meanwhile = await reports.ChangesAsync(actors.Current, id, seen, ct);
            Names = await trail.OfAsync(actors.Current, Meanwhile, ct);
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(long id, CancellationToken ct)
    {
        Report = await reports.GetAsync(actors.Current, new PaperRequest(id, Blank(Programme), Number ?? 1), ct);
        Closing = Decision.Kind == DecisionKind.Closing ? await closings.GetAsync(actors.Current, id, Number ?? 1, ct) : null;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What is typed into the forms of a paper's page. One form at a time is sent.</summary>
internal sealed class PaperForm
{
    public string? Name { get; set; }

    /// <summary>What a paper is for.</summary>
    public string? Reason { get; set => field = TypedText.Plain(value); }

    /// <summary>Why it is returned.</summary>
    public string? ReturnReason { get; set => field = TypedText.Plain(value); }

    public string? Number { get; set; }

    public string? DecidedOn { get; set; }

    public string? Signer { get; set; }

    public long Contingency { get; set; }

    public string? Draw { get; set; }

    public string? CopyName { get; set; }
}
