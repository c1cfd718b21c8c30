using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Work;
using Portfolio.Web.Api;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.Pages.Work;

/// <summary>"Việc của tôi": what waits for whoever asks, what hangs most on it first; milestones are updated in place.</summary>
[TakesFiles(3)]
internal sealed class WorkModel(
    WorkReports reports, OpenMilestones milestones, MilestoneUpdates updates, FileIntake intake, ActorSource actors, ErrorText errors,
    IStringLocalizer<Texts> texts) : PageModel
{
    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    [BindProperty]
    public WorkForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Page of what was just saved; null = it still stands in the list.</summary>
    [TempData]
    public string? NoticeAddress { get; set; }

    /// <summary>Place in the list of what was just saved; null = it was saved elsewhere.</summary>
    [TempData]
    public int? NoticeAt { get; set; }

    public WorkReport Report { get; private set; } = null!;

    /// <summary>What was just saved; null = nothing was.</summary>
    public SaidNotice? Said => Notice is null ? null : new SaidNotice(Notice, NoticeAddress);

    public FormFaults Faults { get; } = new(errors);

    /// <summary>What was refused; null = nothing was.</summary>
    public WorkRow? Refused { get; private set; }

    /// <summary>Address of what is shown now: where one comes back to from an update.</summary>
    public string Here => Address(Asked, Number);

    /// <summary>The kind that is asked for; null = all.</summary>
    public WorkKind? Asked => Enum.TryParse<WorkKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    /// <summary>Whether what was refused stands in the list no more.</summary>
    public bool RefusedAlone => Refused is not null && !Report.Items.Items.Any(i => Is(i, Form));

    /// <summary>Address of a page of a kind.</summary>
    public static string Address(WorkKind? kind, int page)
    {
        var asked = new[]
        {
            kind is { } k ? "kind=" + k.ToString().ToLowerInvariant() : null,
            page > 1 ? "page=" + page.ToString(CultureInfo.InvariantCulture) : null,
        }.OfType<string>().ToList();
        return "/work" + (asked.Count > 0 ? "?" + string.Join('&', asked) : "");
    }

    /// <summary>Where an item is dealt with.</summary>
    public static string Address(WorkItem item) => item.Kind switch
    {
        WorkKind.Land or WorkKind.Step => $"/projects/{item.ProjectCode}/land/{item.Code}",
        WorkKind.Obstacle => $"/obstacles/{item.Code}",
        WorkKind.Payment => $"/projects/{item.ProjectCode}/capital/payments/{item.Code}",
        _ => $"/projects/{item.ProjectCode}/schedule" + (item.Code is null ? "" : "/" + item.Code),
    };

    /// <summary>Where what is typed of an item of a list is sent.</summary>
    public static string SayAt(string list) => list + (list.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=Say";

    /// <summary>The row of an item: as it is, or as it was typed and refused.</summary>
    public WorkRow Row(WorkItem item, int at) => Refused is { } refused && Is(item, Form) ? refused with { Item = item } : new WorkRow(item, at, Report.Today, Here);

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>Says something of one item. The page's own script names what it sends, and takes the item alone for an answer.</summary>
    public async Task<IActionResult> OnPostSayAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.UpdateMilestones);
        var key = Once.KeyOf(Request);
        var done = await Form.ReadAsync(intake, Faults, ct) is { } said && await Faults.TryAsync(() => updates.UpdateOneAsync(
            key is null ? actor : actor with { Once = WorkForm.Once(key, said) }, said, ct));
        return done ? await SavedAsync(actor, key is not null, ct) : await RefuseAsync(actor, key is not null, ct);
    }

    private async Task<IActionResult> SavedAsync(Actor actor, bool inPlace, CancellationToken ct)
    {
        var notice = await NoticeAsync(actor, ct);
        if (!inPlace)
        {
            (Notice, NoticeAddress, NoticeAt) = (notice.Text, notice.Address, Form.At);
            return LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"{Here}#work-{Form.At}"));
        }
        await LoadAsync(ct);
        var item = Report.Items.Items.FirstOrDefault(i => Is(i, Form));
        return item is null ? Partial("_Said", notice) : Partial("_Item", new WorkRow(item, Form.At, Report.Today, Here) { Notice = notice });
    }

    // What is done leaves the list: the sentence is all that is left of it there.
    private async Task<SaidNotice> NoticeAsync(Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Form.Said.On)
            || (await milestones.StandingAsync(actor, [(Form.Project, Form.Milestone)], ct)).Values.FirstOrDefault() is not { } standing)
            return new SaidNotice(texts["work.said"].Value);
        var address = $"/projects/{Uri.EscapeDataString(standing.ProjectCode)}/schedule/{Uri.EscapeDataString(standing.Code)}";
        return new SaidNotice(texts[standing.MetOn is null ? "work.said_waits" : "work.said_done", standing.Name].Value, address);
    }

    private async Task<IActionResult> RefuseAsync(Actor actor, bool inPlace, CancellationToken ct)
    {
        var standing = (await milestones.StandingAsync(actor, [(Form.Project, Form.Milestone)], ct)).Values.FirstOrDefault()
            ?? throw new NotFoundException("milestone", Form.Milestone);
        await LoadAsync(ct);
        // What is sent again is based on what stands there now, which is shown beside it.
        if (Faults.Stale)
            Form.Said.Revision = standing.Revision;
        Refused = new WorkRow(WorkRow.Of(standing, Report.Today), Form.At, Report.Today, Here)
        {
            Form = Form,
            Faults = Faults,
            Present = Faults.Stale || !standing.IsOpen ? standing : null,
        };
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return inPlace ? Partial("_Item", Report.Items.Items.FirstOrDefault(i => Is(i, Form)) is { } item ? Row(item, Form.At) : Refused) : Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Report = await reports.GetAsync(actors.Current, new WorkRequest(Asked, Number), ct);
        // One comes back to the page that was shown.
        Number = Report.Items.Number;
    }

    private static bool Is(WorkItem item, WorkForm form) =>
        item.Kind is WorkKind.Late or WorkKind.Due && item.ProjectCode == form.Project && item.Code == form.Milestone;
}
