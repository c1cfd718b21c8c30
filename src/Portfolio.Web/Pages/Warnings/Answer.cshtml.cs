using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Accounts.Links;
using Portfolio.Common;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Warnings;
using Portfolio.Slippage.Answers;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Pages.Schedules;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Warnings;

/// <summary>
/// Answers one warning by the link of a mail, for the account of the link, whoever else may have signed in here. Opening it changes nothing.
/// </summary>
[SecretAddress]
internal sealed class AnswerModel(
    AnswerLinks links, WarningReports reports, AskedMilestones milestones, WarningAnswers answers, MilestoneUpdates updates, ErrorText errors,
    IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>The latest of what was said; all of it stands on the page of the warning.</summary>
    public const int RemarksShown = 3;

    /// <summary>Token of the link.</summary>
    [BindProperty(Name = "t", SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>By when it is expected to be put right.</summary>
    [BindProperty]
    public string? ExpectedOn { get; set; }

    /// <summary>What is said of its milestone, and the note of whichever form was sent.</summary>
    [BindProperty]
    public MilestoneForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public FormFaults Faults { get; } = new(errors);

    public AnswerLink Link { get; private set; } = AnswerLink.None;

    /// <summary>The warning; null = the link serves no more.</summary>
    public WarningReport? Report { get; private set; }

    /// <summary>The milestone it is about; null = none, or he may not update it.</summary>
    public AskedMilestone? Milestone { get; private set; }

    /// <summary>Which of the forms was sent; null = none yet.</summary>
    public string? Sent { get; private set; }

    public LinkHolder Holder => Link.Holder!;

    /// <summary>Name of whoever else has signed in here; null = nobody else.</summary>
    public string? Other => Visit.Of(HttpContext).Identity is { } identity && identity.AccountId != Holder.AccountId ? identity.DisplayName : null;

    public string Address => $"{AnswerLinks.Page}?t={Uri.EscapeDataString(Token ?? "")}";

    private Actor Actor => Holder.Actor(Correlation.Program(HttpContext));

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Form = new MilestoneForm { Revision = Milestone?.Revision ?? 0 };
    }

    public Task<IActionResult> OnPostKnownAsync(CancellationToken ct) => DoAsync("known", async () =>
    {
        if (DateText.TryParse(ExpectedOn, out var expected) is { } fault)
            Faults.Add("ExpectedOn", fault);
        else
            await answers.AcknowledgeAsync(Actor, new AcknowledgeWarning(Report!.Warning.Id, expected, TypedText.Plain(Form.Note)), ct);
        if (expected is not { } until)
            return "";
        var last = Report!.PausedUntil(until);
        return last >= Report.Today
            ? texts["answer.known", Display.Date(until), Display.Date(last)].Value
            : texts["answer.known_again", Display.Date(until)].Value;
    }, ct);

    public Task<IActionResult> OnPostMetAsync(CancellationToken ct) => OfMilestoneAsync("met", async milestone =>
    {
        if (Form.Done(milestone.Project, milestone.Code, Faults) is not { } done)
            return "";
        var receipt = await updates.ReportDoneAsync(Actor, done, ct);
        return texts[receipt.Waits ? "answer.met_waits" : "answer.met", Display.Date(done.On!.Value)].Value;
    }, ct);

    public Task<IActionResult> OnPostForecastAsync(CancellationToken ct) => OfMilestoneAsync("forecast", async milestone =>
    {
        // Whoever has nothing to say of the day has nothing to send here; to take his word back he signs in.
        if (string.IsNullOrWhiteSpace(Form.Forecast))
        {
            Faults.Add("Forecast", "milestones.date_missing");
            return "";
        }
        await updates.StateForecastAsync(
            Actor, new StateForecast(milestone.Project, milestone.Code, Form.Revision, Form.Forecast, Form.ReasonCode, TypedText.Plain(Form.Note)), ct);
        return texts["answer.forecast", Form.Forecast.Trim()].Value;
    }, ct);

    private Task<IActionResult> OfMilestoneAsync(string form, Func<AskedMilestone, Task<string>> work, CancellationToken ct) =>
        DoAsync(form, () => Milestone is { } milestone ? work(milestone) : throw new NotFoundException("milestone", ""), ct);

    /// <param name="form">Which form was sent.</param>
    /// <param name="work">Does what it asks for, and says what was done.</param>
    /// <param name="ct">Cancels the call.</param>
    private async Task<IActionResult> DoAsync(string form, Func<Task<string>> work, CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return Page();
        Sent = form;
        var done = "";
        // What has ended is not to be answered, though its milestone could still be spoken of.
        if (Report!.Warning.ResolvedOn is not null)
            Faults.Add(new RuleException("warning.resolved"));
        else if (await Faults.TryAsync(async () => done = await work()) && !Faults.Any)
        {
            Notice = done;
            return LocalRedirect(Address);
        }
        // Somebody may have said something meanwhile: what stands beside what was typed is what is there now.
        await LoadAsync(ct);
        if (Faults.Stale)
            Form.Revision = Milestone?.Revision ?? 0;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <returns>Whether the link serves: it is good, and its account may still answer this warning.</returns>
    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Report = null;
        Link = await links.ReadAsync(Correlation.Program(HttpContext), Token, ct);
        if (Link is { Warning: { } warning, Holder: not null } && await FindAsync(warning, ct) is { } report && Actor.May(Permission.AnswerWarnings, report.Place))
        {
            Report = report;
            Milestone = await milestones.FindAsync(Actor, warning, ct);
            return true;
        }
        Response.StatusCode = StatusCodes.Status410Gone;
        return false;
    }

    // What is no longer his, or gone, is told as a link that serves no more: a stranger learns nothing by it.
    private async Task<WarningReport?> FindAsync(long warning, CancellationToken ct)
    {
        try
        {
            return await reports.GetAsync(Actor, warning, ct);
        }
        catch (PortfolioException refusal) when (refusal is NotFoundException or PermissionDeniedException or OutOfReachException)
        {
            return null;
        }
    }
}
