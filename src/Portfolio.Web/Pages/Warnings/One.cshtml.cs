using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Warnings;
using Portfolio.Slippage.Answers;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Warnings;

/// <summary>One warning: what is wrong, what was said to it, and what can be said.</summary>
internal sealed class OneModel(WarningReports reports, WarningAnswers answers, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? ExpectedOn { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? Asked { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public WarningReport Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MayAnswer => actors.Current.May(Permission.AnswerWarnings, Report.Place);

    /// <summary>Address of the limits of the province, for whoever may see them.</summary>
    public string? LimitsUrl => Report.Place.Province is { } province && actors.Current.May(Permission.ViewHistory, Place.In(province))
        ? $"/provinces/{province}/warning-rules/{Report.Warning.Rule}"
        : null;

    /// <summary>Day in the form: what was typed, else the present one.</summary>
    public string? ShownDay => ExpectedOn ?? Report.Warning.ExpectedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async Task OnGetAsync(long id, CancellationToken ct) => Report = await reports.GetAsync(actors.Current, id, ct);

    public Task<IActionResult> OnPostAcknowledgeAsync(long id, CancellationToken ct) => DoneAsync(id, "warnings.acknowledged", async () =>
    {
        if (DateText.TryParse(ExpectedOn, out var expected) is { } fault)
            Faults.Add("ExpectedOn", fault);
        else
            await answers.AcknowledgeAsync(actors.Current, new AcknowledgeWarning(id, expected, TypedText.Plain(Note)), ct);
    }, ct);

    public Task<IActionResult> OnPostSayAsync(long id, CancellationToken ct) => DoneAsync(
        id, "warnings.said", () => answers.SayAsync(actors.Current, new SayToWarning(id, TypedText.Plain(Text) ?? ""), ct), ct);

    public Task<IActionResult> OnPostAssignAsync(long id, CancellationToken ct) => DoneAsync(
        id, "warnings.assigned", () => answers.AssignAsync(actors.Current, new AssignWarning(id, Body ?? "", TypedText.Plain(Asked)), ct), ct,
        field => field == "Note" ? "Asked" : field);

    private async Task<IActionResult> DoneAsync(long id, string done, Func<Task> work, CancellationToken ct, Func<string, string>? fieldOf = null)
    {
        actors.Current.Demand(Permission.ViewWarnings);
        if (await Faults.TryAsync(work, fieldOf) && !Faults.Any)
        {
            Notice = texts[done].Value;
            return Redirect(Request.Path);
        }
        Report = await reports.GetAsync(actors.Current, id, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
