using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Closings;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Capital.Decisions;

/// <summary>The form of a closing: what is carried over, project by project. What was typed stays on it until it is accepted.</summary>
internal sealed class CarryModel(
    ClosingReports closings, DraftService drafts, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    private const int LongestReason = 500;

    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    [BindProperty]
    public CellForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public ClosingReport Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    /// <summary>Cells that somebody else changed while the form was open, as they were when it was filled.</summary>
    public Dictionary<string, FormCell> Others { get; } = new(StringComparer.Ordinal);

    public Decision Decision => Report.Head.Decision;

    public string Address(int page) => FormattableString.Invariant($"/capital/decisions/{Decision.Id}/carry?page={page}");

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        actors.Current.Demand(Permission.AllocateCapital, Report.Head.Place);
        if (!Decision.Editable)
            return Redirect(FormattableString.Invariant($"/capital/decisions/{id}"));
        foreach (var cell in Cells())
            Form.Take(Of(cell));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        await LoadAsync(id, ct);
        actor.Demand(Permission.AllocateCapital, Report.Head.Place);
        // Projects may have spent the rest or come in since; the form speaks of those it holds.
        if (Form.Up.Count == 0)
            return BadRequest();
        var edits = Read();
        if (!Faults.Any && (edits.Count == 0 || await SaveAsync(actor, edits, ct)))
        {
            Notice = texts[edits.Count == 0 ? "capital.project_unchanged" : "capital.project_saved"].Value;
            return Redirect(Address(Report.Projects.Number));
        }
        await LoadAsync(id, ct);
        foreach (var cell in Cells())
            if (Form.Merge(Of(cell)) is { } loaded)
                Others[cell.Key] = loaded;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Whether a rule refuses just this cell; the sentence stands above the form.</summary>
    public bool IsRefused(ClosingCell cell) => Faults.Broken.Any(rule =>
        rule.Arguments.GetValueOrDefault("project") as string == cell.Project && rule.Arguments.GetValueOrDefault("source") as string == cell.Source);

    private async Task<bool> SaveAsync(Actor actor, List<LineEdit> edits, CancellationToken ct)
    {
        try
        {
            return await Faults.TryAsync(() => drafts.EditAsync(actor, new EditLines(Decision.Id, null, edits), ct));
        }
        catch (StaleCellsException stale)
        {
            Faults.Add(stale);
            return false;
        }
    }

    private List<LineEdit> Read()
    {
        var reason = string.IsNullOrWhiteSpace(Form.Reason) ? null : Form.Reason.Trim();
        if (reason is { Length: > LongestReason })
            Faults.Add(new FieldFailure("Reason", "validation.too_long", new Dictionary<string, object?> { ["MaxLength"] = LongestReason }));
        var edits = new List<LineEdit>();
        foreach (var cell in Cells().Where(c => Form.Holds(Of(c))))
        {
            if (Form.Read(cell.Key, out var carried) is { } fault)
                Faults.Add(cell.Key, fault);
            var loaded = Form.Loaded(Of(cell));
            if (carried != loaded.Change)
                edits.Add(new LineEdit(cell.Project, cell.Source, Report.Year, carried, loaded.Change, loaded.InForce, reason));
        }
        foreach (var key in Form.Keys.Except(Cells().Select(c => c.Key)).Order(StringComparer.Ordinal))
            if (Form.Typed(key) is { } typed)
                Faults.Say(Gone(key, typed));
        return edits;
    }

    // The rest was paid meanwhile, or other projects moved it to another page: what was typed is not dropped without a word.
    private string Gone(string key, string typed)
    {
        var (project, source) = key.Split('/', 2) is [var first, var second] ? (first, second) : (key, "");
        var named = Report.Sources.FirstOrDefault(s => s.Source == source);
        return texts["capital.carry_gone", project, named is null ? source : Display.Name(named.Name, named.NameEn), typed.Length == 0 ? "0" : typed].Value;
    }

    private IEnumerable<ClosingCell> Cells() => Report.Projects.Items.SelectMany(p => p.Cells);

    private static FormCell Of(ClosingCell cell) => new(cell.Key, cell.Carried, cell.Allocated);

    private async Task LoadAsync(long id, CancellationToken ct) => Report = await closings.GetAsync(actors.Current, id, Number ?? 1, ct);
}
