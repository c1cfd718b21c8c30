using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Curves;
using Portfolio.Reporting.Capital.Curves;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Funding.Curves;

/// <summary>Paid against planned of a project; its owner states the plan here, month by month.</summary>
internal sealed class ProjectModel(
    CurveReports reports, CurveService curves, BusinessCalendar calendar, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    private const int Months = 12;

    [FromQuery(Name = "year")]
    public string? Year { get; set; }

    /// <summary>Year the form is about.</summary>
    [BindProperty]
    public int CurveYear { get; set; }

    /// <summary>What was typed, month by month, in per cent.</summary>
    [BindProperty]
    public List<string?> Shares { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Version the form was filled from.</summary>
    [BindProperty]
    public long Version { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public ProjectCurve Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MayState => !Report.Closed && actors.Current.May(Permission.EnterPayments, Report.Place);

    /// <summary>Whether a month has ended, so that its plan stays; the finance department may still change it.</summary>
    public bool Stays(int month) => Report.Plan.HasEnded(month, calendar.Today) && !actors.Current.May(Permission.AllocateCapital, Report.Place);

    public bool MayViewHistory => actors.Current.May(Permission.ViewHistory, Report.Place);

    /// <summary>What stands in the field of a month.</summary>
    public string? Share(int month) => month < Shares.Count ? Shares[month] : null;

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        Report = await reports.OfProjectAsync(actors.Current, code, CurveView.YearOf(Year), ct);
        Shares = [.. Report.Plan.Shares.Select(string? (s) => ShareText.Of(s, CultureInfo.CurrentCulture))];
        Version = Report.Plan.Version;
    }

    public Task<IActionResult> OnPostAsync(string code, CancellationToken ct) => DoAsync(code, "curve.saved", async () =>
    {
        if (Read() is { } shares)
            await curves.SetAsync(actors.Current, new SetCurve(code, CurveYear, Version, shares, Reason), ct);
    }, ct);

    public Task<IActionResult> OnPostDefaultAsync(string code, CancellationToken ct) => DoAsync(
        code, "curve.dropped", () => curves.SetAsync(actors.Current, new SetCurve(code, CurveYear, Version, null, Reason), ct), ct);

    private async Task<IActionResult> DoAsync(string code, string done, Func<Task> work, CancellationToken ct)
    {
        actors.Current.Demand(Permission.EnterPayments);
        Report = await reports.OfProjectAsync(actors.Current, code, CurveYear, ct);
        actors.Current.Demand(Permission.EnterPayments, Report.Place);
        if (await Faults.TryAsync(work) && !Faults.Any)
        {
            Notice = texts[done].Value;
            return Redirect(string.Create(CultureInfo.InvariantCulture, $"/projects/{Uri.EscapeDataString(Report.Project.Code)}/capital/curve?year={CurveYear}"));
        }
        // Whoever saves again does it knowing what somebody else has stated meanwhile.
        if (Faults.Stale)
        {
            Report = await reports.OfProjectAsync(actors.Current, code, CurveYear, ct);
            Version = Report.Plan.Version;
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private List<int>? Read()
    {
        var read = new List<int>();
        for (var month = 0; month < Months; month++)
        {
            if (ShareText.TryParse(Share(month), out var share) is { } fault)
                Faults.Add($"Shares[{month}]", fault);
            read.Add(share);
        }
        return Faults.Any ? null : read;
    }
}
