using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Milestones.Confirmation;
using Portfolio.Milestones.Plan;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>One milestone: done, expected, how far; its plan moved, confirmed, dropped. What was typed stays until it is accepted.</summary>
[TakesFiles(most: 5)]
internal sealed class MilestoneModel(
    ScheduleReports reports, MilestoneThreads threads, MilestoneUpdates updates, MilestonePlans plans, MilestoneConfirmation confirmation, FileIntake intake, ActorSource actors,
    ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public MilestoneForm Form { get; set; } = new();

    /// <summary>Where one came from, and goes back to.</summary>
    [BindProperty]
    public string? ReturnUrl { get; set; }

    [FromQuery(Name = "from")]
    public string? From { get; set; }

    /// <summary>Page of the thread.</summary>
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    [TempData]
    public string? Notice { get; set; }

    public ScheduleReport Report { get; private set; } = null!;

    public ScheduleMilestone Milestone { get; private set; } = null!;

    /// <summary>What was said of it; null for who may not see that.</summary>
    public MilestoneThread? Thread { get; private set; }

    public FormFaults Faults { get; } = new(errors);

    /// <summary>Which of the forms was sent; null = none yet.</summary>
    public string? Sent { get; private set; }

    public Place Place => new(Report.Project.ProvinceCode, Report.Project.Bodies);

    public bool MayUpdate => actors.Current.May(Permission.UpdateMilestones, Place);

    public bool MayConfirm => actors.Current.May(Permission.ConfirmMilestones, Place);

    public bool MayRebaseline => actors.Current.May(Permission.Rebaseline, Place);

    public async Task OnGetAsync(string code, string milestone, CancellationToken ct)
    {
        await LoadAsync(code, milestone, ct);
        ReturnUrl = LocalAddress.Of(From, Back(code));
        Form = new MilestoneForm
        {
            Revision = Milestone.Revision,
            On = Day(Report.Today),
            Percent = Milestone.Percent > 0 ? Milestone.Percent.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    public Task<IActionResult> OnPostDoneAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.UpdateMilestones, "done", code, milestone, async () =>
        {
            if (Form.Done(code, milestone, Faults) is { } done)
                await updates.ReportDoneAsync(actors.Current, done, ct);
        }, ct);

    public Task<IActionResult> OnPostForecastAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.UpdateMilestones, "forecast", code, milestone,
        () => updates.StateForecastAsync(actors.Current, new StateForecast(code, milestone, Form.Revision, Form.Forecast, Form.ReasonCode, Form.Note), ct), ct);

    public Task<IActionResult> OnPostProgressAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.UpdateMilestones, "progress", code, milestone, async () =>
        {
            if (await Form.ProgressAsync(code, milestone, intake, Faults, ct) is { } progress)
                await updates.ReportProgressAsync(actors.Current, progress, ct);
        }, ct);

    public Task<IActionResult> OnPostPlannedAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.UpdateMilestones, "planned", code, milestone,
        () => plans.MovePlannedAsync(actors.Current, new MovePlanned(code, milestone, Form.Revision, Form.Planned, Form.ReasonCode, Form.Note), ct), ct);

    public Task<IActionResult> OnPostUndoAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.UpdateMilestones, "undo", code, milestone,
        () => updates.UndoDoneAsync(actors.Current, new UndoDone(code, milestone, Form.Revision, Form.Reason), ct), ct);

    public Task<IActionResult> OnPostConfirmAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.ConfirmMilestones, "confirm", code, milestone,
        () => confirmation.ConfirmAsync(actors.Current, new ConfirmMilestone(code, milestone, Form.Revision, Form.Note), ct), ct);

    public Task<IActionResult> OnPostReturnAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.ConfirmMilestones, "return", code, milestone,
        () => confirmation.ReturnAsync(actors.Current, new ConfirmMilestone(code, milestone, Form.Revision, Form.Note), ct), ct);

    public Task<IActionResult> OnPostRebaselineAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.Rebaseline, "rebaseline", code, milestone,
        () => plans.RebaselineAsync(actors.Current, new Rebaseline(code, [milestone], Form.Reason), ct), ct);

    public Task<IActionResult> OnPostDropAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.UpdateMilestones, "drop", code, milestone,
        () => plans.DropAsync(actors.Current, new DropMilestone(code, milestone, Form.Revision, Form.Reason), ct), ct);

    public Task<IActionResult> OnPostRestoreAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        Permission.UpdateMilestones, "restore", code, milestone,
        () => plans.RestoreAsync(actors.Current, new DropMilestone(code, milestone, Form.Revision, Form.Reason), ct), ct);

    private async Task<IActionResult> DoAsync(Permission permission, string form, string code, string milestone, Func<Task> work, CancellationToken ct)
    {
        actors.Current.Demand(permission);
        await LoadAsync(code, milestone, ct);
        actors.Current.Demand(permission, Place);
        Sent = form;
        ReturnUrl = LocalAddress.Of(ReturnUrl, Back(code));
        if (await Faults.TryAsync(work) && !Faults.Any)
        {
            Notice = texts["milestone.said_" + form].Value;
            return LocalRedirect(ReturnUrl);
        }
        // Somebody may have said something of it meanwhile: what stands beside what was typed is what is there now.
        await LoadAsync(code, milestone, ct);
        if (Faults.Stale)
            Form.Revision = Milestone.Revision;
        // The other forms stand as they did before one of them was sent.
        if (form != "done")
            Form.On = Day(Report.Today);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(string code, string milestone, CancellationToken ct)
    {
        Report = await reports.GetAsync(actors.Current, code, ct);
        Milestone = Report.Milestones.FirstOrDefault(m => m.Code == milestone) ?? throw new NotFoundException("milestone", milestone);
        if (actors.Current.May(Permission.ViewHistory, Place))
            Thread = new MilestoneThread($"{Back(code)}/{milestone}", await threads.GetAsync(actors.Current, Report.Project, milestone, Number, ct));
    }

    private static string Back(string code) => $"/projects/{Uri.EscapeDataString(code)}/schedule";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
