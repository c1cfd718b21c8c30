using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Plans.Reports;
using Portfolio.Reporting.Reports;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.Pages.Reports;

/// <summary>One report: its body says on which day it was handed in, with the report itself, or takes that back.</summary>
[TakesFiles]
internal sealed class OneModel(
    OwedReports reports, ReportDesk desk, FileIntake intake, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? On { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public new IFormFile? File { get; set; }

    /// <summary>Why it was not handed in after all.</summary>
    [BindProperty]
    public string? Why { get; set; }

    /// <summary>Version that was seen.</summary>
    [BindProperty]
    public long Version { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public OneOwedReport One { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MayHandIn => actors.Current.May(Permission.HandInReports, One.Place);

    public async Task OnGetAsync(long id, CancellationToken ct)
    {
        await ReadAsync(id, ct);
        On = One.Report.HandedInOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostHandInAsync(long id, CancellationToken ct)
    {
        await DemandAsync(id, ct);
        if (DateText.TryParse(On, out var day) is { } fault)
            Faults.Add("On", fault);
        else if (day is null)
            Faults.Add("On", "plans.report_day_missing");
        NewFile? file = null;
        if (File is { } sent)
            await Faults.TryAsync(async () =>
            {
                await using var content = sent.OpenReadStream();
                file = await intake.ReadAsync(sent.FileName, content, ct);
            });
        return await DoneAsync(id, "reports.noted", () => desk.HandInAsync(actors.Current, new HandIn(id, Version, day, TypedText.Plain(Note), file), ct), null, ct);
    }

    public async Task<IActionResult> OnPostTakeBackAsync(long id, CancellationToken ct)
    {
        await DemandAsync(id, ct);
        return await DoneAsync(
            id, "reports.taken_back", () => desk.HandInAsync(actors.Current, new HandIn(id, Version, null, TypedText.Plain(Why), null), ct),
            field => field == "Note" ? "Why" : field, ct);
    }

    private async Task DemandAsync(long id, CancellationToken ct)
    {
        actors.Current.Demand(Permission.HandInReports);
        One = await reports.GetAsync(actors.Current, id, ct);
        actors.Current.Demand(Permission.HandInReports, One.Place);
    }

    private async Task<IActionResult> DoneAsync(long id, string done, Func<Task> work, Func<string, string>? fieldOf, CancellationToken ct)
    {
        if (!Faults.Any && await Faults.TryAsync(work, fieldOf))
        {
            Notice = texts[done].Value;
            return Redirect(Request.Path);
        }
        // Somebody may have changed it meanwhile: what is shown is what is there now, what was typed stays.
        await ReadAsync(id, ct);
        ModelState.Remove(nameof(Version));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ReadAsync(long id, CancellationToken ct)
    {
        One = await reports.GetAsync(actors.Current, id, ct);
        Version = One.Report.Version;
    }
}
