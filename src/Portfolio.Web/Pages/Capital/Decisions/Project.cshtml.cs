using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Capital.Decisions;

/// <summary>The plain form of one project in a paper. What was typed stays on it until it is accepted.</summary>
internal sealed class ProjectModel(ProjectPapers reports, DraftService drafts, ActorSource actors, ErrorText errors) : PageModel
{
    private const int LongestReason = 500;

    [BindProperty]
    public CellForm Form { get; set; } = new();

    /// <summary>Whether the form was just saved, or had nothing to save.</summary>
    [TempData]
    public string? Done { get; set; }

    public ProjectPaper Paper { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    /// <summary>Cells that somebody else changed while the form was open, as they were when it was filled.</summary>
    public Dictionary<string, FormCell> Others { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there are fields to type into.</summary>
    public bool Typing { get; private set; }

    public Decision Decision => Paper.Head.Decision;

    /// <summary>Whether there is a column for what goes down: an allocation that only gives needs none.</summary>
    public bool GoesDown => Decision.Kind == DecisionKind.Adjustment || Paper.Cells.Any(c => c.Change < Vnd.Zero)
        || Form.Down.Values.Any(typed => !string.IsNullOrWhiteSpace(typed));

    public async Task<IActionResult> OnGetAsync(long id, string project, CancellationToken ct)
    {
        await LoadAsync(id, project, ct);
        // What a decision in force gave stands on its page; there is nothing to fill any more.
        if (Decision.Status == DecisionStatus.Approved)
            return Redirect(string.Create(CultureInfo.InvariantCulture, $"/capital/decisions/{id}#{Uri.EscapeDataString(Paper.Code)}"));
        foreach (var cell in Paper.Cells)
            Form.Take(Of(cell));
        Form.Reason = CommonReason();
        Typing = Decision.Editable && actors.Current.May(Permission.AllocateCapital, Paper.Head.Place);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, string project, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        await LoadAsync(id, project, ct);
        actor.Demand(Permission.AllocateCapital, Paper.Head.Place);
        if (!Form.Keys.Any() || Form.Keys.Any(key => !Form.Holds(key)))
            return BadRequest();
        TellGone();
        var edits = Read();
        if (!Faults.Any && edits.Count == 0)
            return Saved("unchanged");
        if (!Faults.Any && await SaveAsync(actor, edits, ct))
            return Saved("saved");
        await MergeAsync(id, project, ct);
        Typing = true;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>What stands at a cell that cannot be read or that a rule refuses.</summary>
    public string? FaultAt(PaperCell cell) => Faults.Of(cell.Key);

    /// <summary>Whether a rule refuses just this cell; the sentence stands above the form.</summary>
    public bool IsRefused(PaperCell cell) => Faults.Broken.Any(rule =>
        Says(rule, "year", cell.Year.ToString(CultureInfo.InvariantCulture)) && Says(rule, "source", cell.Source)
        && (!rule.Arguments.ContainsKey("project") || Says(rule, "project", Paper.Code)));

    private static bool Says(RuleException rule, string name, string value) => rule.Arguments.GetValueOrDefault(name) as string == value;

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

    /// <summary>What was typed into cells that are open no more, because their year was closed or their need taken away meanwhile, is told and not dropped.</summary>
    private void TellGone()
    {
        var open = Paper.Cells.Where(c => !c.Closed).Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var key in Form.Keys.Where(key => !open.Contains(key)))
        {
            if (Form.Typed(key) is not { } typed || key.Split('/') is not [var code, var year])
                continue;
            var source = Paper.Sources.FirstOrDefault(s => s.Source == code);
            Faults.Say(errors.Of(new FieldFailure(key, "capital.cell_gone", new Dictionary<string, object?>
            {
                ["source"] = code,
                ["sourceName"] = source?.Name ?? code,
                ["sourceNameEn"] = source?.NameEn,
                ["year"] = year,
                ["typed"] = typed,
            })));
        }
    }

    /// <summary>The cells that the officer changed; with another reason also those that only keep their figures.</summary>
    private List<LineEdit> Read()
    {
        var reason = string.IsNullOrWhiteSpace(Form.Reason) ? null : Form.Reason.Trim();
        var said = reason is not null && reason != CommonReason();
        if (reason is { Length: > LongestReason })
            Faults.Add(new FieldFailure("Reason", "validation.too_long", new Dictionary<string, object?> { ["MaxLength"] = LongestReason }));
        var edits = new List<LineEdit>();
        foreach (var cell in Paper.Cells.Where(c => !c.Closed && Form.Knows(c.Key)))
        {
            if (Form.Read(cell.Key, out var change) is { } fault)
                Faults.Add(cell.Key, fault);
            var loaded = Form.Loaded(Of(cell));
            if (change != loaded.Change || (said && change != Vnd.Zero))
                edits.Add(new LineEdit(Paper.Code, cell.Source, cell.Year, change, loaded.Change, loaded.InForce, reason));
        }
        return edits;
    }

    private async Task MergeAsync(long id, string project, CancellationToken ct)
    {
        await LoadAsync(id, project, ct);
        foreach (var cell in Paper.Cells)
            if (Form.Merge(Of(cell)) is { } loaded)
                Others[cell.Key] = loaded;
    }

    private static FormCell Of(PaperCell cell) => new(cell.Key, cell.Change, cell.InForce);

    private string? CommonReason() =>
        Paper.Cells.Where(c => c.Change != Vnd.Zero).Select(c => c.Reason).Distinct().ToList() is [var only] ? only : null;

    private RedirectResult Saved(string done)
    {
        Done = done;
        return Redirect(string.Create(CultureInfo.InvariantCulture, $"/capital/decisions/{Decision.Id}/projects/{Uri.EscapeDataString(Paper.Code)}"));
    }

    private async Task LoadAsync(long id, string project, CancellationToken ct)
    {
        Paper = await reports.GetAsync(actors.Current, id, project, ct);
        // The lines of a closing are of another kind and have a form of their own.
        if (Decision.Kind == DecisionKind.Closing)
            throw new NotFoundException("decision", id.ToString(CultureInfo.InvariantCulture));
    }
}
