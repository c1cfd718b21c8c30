using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Reporting.Work;
using Portfolio.Web.Api;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Work;

/// <summary>Many milestones at once: one row each, all saved by one button. Works as a plain form, and as a sheet where scripts run.</summary>
internal sealed class WorkGridModel(OpenMilestones milestones, GridSave save, ActorSource actors, IStringLocalizer<Texts> texts) : PageModel
{
    private static readonly string[] Spoken = ["unsaved", "elsewhere", "sending", "kept", "signed_out", "failed", "unkept", "pasted", "clear_sure"];

    /// <summary>Which milestones are shown: all, late, due, stale.</summary>
    [FromQuery(Name = "show")]
    public string? Show { get; set; }

    [FromQuery(Name = "project")]
    public string? Project { get; set; }

    [FromQuery(Name = "body")]
    public string? Body { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    [BindProperty]
    public List<GridRow> Rows { get; set; } = [];

    [TempData]
    public string? Notice { get; set; }

    /// <summary>What was saved; null = nothing was sent.</summary>
    public string? Said { get; private set; }

    /// <summary>The rows shown, refused ones first.</summary>
    public IReadOnlyList<GridRow> Shown { get; private set; } = [];

    public Common.Page<OpenMilestone> List { get; private set; } = null!;

    public IReadOnlyList<WorkBody> Bodies { get; private set; } = [];

    /// <summary>How many rows were not saved.</summary>
    public int Refused { get; private set; }

    public IEnumerable<string> Reasons => save.Reasons.Keys;

    /// <summary>What the script says, as JSON.</summary>
    public string ScriptTexts => JsonSerializer.Serialize(Spoken.ToDictionary(name => name, name => texts["work_grid.say." + name].Value));

    /// <summary>Whose rows the browser keeps.</summary>
    public long? Account => actors.Current.AccountId;

    public OpenKind Kind => Enum.TryParse<OpenKind>(Show, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : OpenKind.All;

    /// <summary>Address of a page of what is shown.</summary>
    public string Address(int page)
    {
        var asked = new[]
        {
            Kind != OpenKind.All ? "show=" + Kind.ToString().ToLowerInvariant() : null,
            string.IsNullOrWhiteSpace(Project) ? null : "project=" + Uri.EscapeDataString(Project.Trim()),
            string.IsNullOrWhiteSpace(Body) ? null : "body=" + Uri.EscapeDataString(Body),
            page > 1 ? "page=" + page.ToString(CultureInfo.InvariantCulture) : null,
        }.OfType<string>().ToList();
        return "/work/grid" + (asked.Count > 0 ? "?" + string.Join('&', asked) : "");
    }

    public Task OnGetAsync(CancellationToken ct)
    {
        Said = Notice;
        return LoadAsync([], ct);
    }

    /// <summary>Saves what is sound. The page's own script names what it sends and takes the page at once for an answer.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.UpdateMilestones);
        var key = Once.KeyOf(Request);
        var typed = Rows.Where(r => r.Says).ToList();
        var saved = await save.RunAsync(actor, key, typed, ct);
        var refused = typed.Where(r => !saved.Contains(r)).ToList();
        Refused = refused.Count;
        Said = typed.Count == 0 ? texts["work_grid.nothing"].Value
            : refused.Count == 0 ? texts["work_grid.saved", saved.Count].Value : texts["work_grid.saved_some", saved.Count, refused.Count].Value;
        if (refused.Count == 0 && key is null)
        {
            Notice = Said;
            return LocalRedirect(Address(Number));
        }
        await LoadAsync(refused, ct);
        if (refused.Count > 0)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(List<GridRow> refused, CancellationToken ct)
    {
        var actor = actors.Current;
        List = await milestones.ListAsync(
            actor, new OpenRequest(Kind, string.IsNullOrWhiteSpace(Project) ? null : Project.Trim(), string.IsNullOrWhiteSpace(Body) ? null : Body, Number), ct);
        Bodies = await milestones.BodiesAsync(actor, ct);
        var standing = await milestones.StandingAsync(actor, [.. refused.Select(r => (r.Project, r.Milestone))], ct);
        foreach (var row in refused)
            row.Now = standing.GetValueOrDefault((row.Project, row.Milestone));
        var named = refused.Select(r => (r.Project, r.Milestone)).ToHashSet();
        Shown =
        [
            .. refused,
            .. List.Items.Where(m => !named.Contains((m.ProjectCode, m.Code)))
                .Select(m => new GridRow { Project = m.ProjectCode, Milestone = m.Code, Revision = m.Revision, Now = m }),
        ];
    }
}
