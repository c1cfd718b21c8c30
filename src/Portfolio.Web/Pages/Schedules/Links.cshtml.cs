using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Links;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>What a milestone waits for is changed from its page; what is refused is shown here with what was typed.</summary>
internal sealed class LinksModel(
    ScheduleReports reports, MilestoneLinks links, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public LinkForm Form { get; set; } = new();

    /// <summary>Where the page of the milestone goes back to.</summary>
    [BindProperty]
    public string? ReturnUrl { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public ScheduleReport Report { get; private set; } = null!;

    public ScheduleMilestone Milestone { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    /// <summary>Which of the forms was sent: Link, Land; null = none.</summary>
    public string? Sent { get; private set; }

    /// <summary>The page of the milestone, which goes on back to where one came from.</summary>
    public string Back
    {
        get
        {
            var page = $"{Schedule}/{Uri.EscapeDataString(Milestone.Code)}";
            var from = LocalAddress.Of(ReturnUrl, Schedule);
            return from == Schedule ? page : $"{page}?from={Uri.EscapeDataString(from)}";
        }
    }

    public bool MayUpdate => actors.Current.May(Permission.UpdateMilestones, new Place(Report.Project.ProvinceCode, Report.Project.Bodies));

    private string Schedule => $"/projects/{Uri.EscapeDataString(Report.Project.Code)}/schedule";

    public Task OnGetAsync(string code, string milestone, CancellationToken ct) => LoadAsync(code, milestone, ct);

    public Task<IActionResult> OnPostLinkAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        "Link", code, milestone, () => links.LinkAsync(actors.Current, new LinkMilestones(code, milestone, Form.Revision, Form.Of ?? "", Lag()), ct), ct);

    public Task<IActionResult> OnPostUnlinkAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        "Link", code, milestone, () => links.UnlinkAsync(actors.Current, new LinkMilestones(code, milestone, Form.Revision, Form.Of ?? ""), ct), ct);

    public Task<IActionResult> OnPostLandAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        "Land", code, milestone, () => links.LinkLandAsync(actors.Current, new LinkLand(code, milestone, Form.Revision, Package(), Lag()), ct), ct);

    public Task<IActionResult> OnPostUnlinkLandAsync(string code, string milestone, CancellationToken ct) => DoAsync(
        "Land", code, milestone, () => links.UnlinkLandAsync(actors.Current, new LinkLand(code, milestone, Form.Revision, Package()), ct), ct);

    private async Task<IActionResult> DoAsync(string form, string code, string milestone, Func<Task> work, CancellationToken ct)
    {
        actors.Current.Demand(Permission.UpdateMilestones);
        await LoadAsync(code, milestone, ct);
        actors.Current.Demand(Permission.UpdateMilestones, new Place(Report.Project.ProvinceCode, Report.Project.Bodies));
        Sent = form;
        if (string.IsNullOrWhiteSpace(Form.Of))
            Faults.Add(nameof(LinkForm.Of), "validation.missing");
        else if (await Faults.TryAsync(work, field => field == "LagDays" ? nameof(LinkForm.Lag) : field))
        {
            Notice = texts["links.said"].Value;
            return LocalRedirect(Back);
        }
        await LoadAsync(code, milestone, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(string code, string milestone, CancellationToken ct)
    {
        Report = await reports.GetAsync(actors.Current, code, ct);
        Milestone = Report.Milestones.FirstOrDefault(m => m.Code == milestone) ?? throw new NotFoundException("milestone", milestone);
    }

    // What is no number is none the service takes.
    private int Lag() => string.IsNullOrWhiteSpace(Form.Lag) ? 0 : Whole.Of(Form.Lag) ?? -1;

    private long Package() => long.TryParse(Form.Of, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : 0;
}
