using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;
using Portfolio.LandClearance.Steps;
using Portfolio.Reporting.Land;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Land;

/// <summary>One package: its counters, its steps, its plan. What was typed stays until it is accepted; what somebody else entered meanwhile is shown beside it.</summary>
internal sealed class PackageModel(
    LandReports reports, PackageService packages, PackageUpdates updates, StepService steps, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public Dictionary<string, string?> Figures { get; set; } = [];

    [BindProperty]
    public string? HandedOverOn { get; set; }

    [BindProperty]
    public string? ExpectedOn { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public PackageForm Form { get; set; } = new();

    [BindProperty]
    public string? EditReason { get; set; }

    [BindProperty]
    public string? Step { get; set; }

    [BindProperty]
    public string? DoneOn { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Version the forms were filled from.</summary>
    [BindProperty]
    public long Version { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public PackageReport Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MayUpdate => actors.Current.May(Permission.UpdateLand, Report.Place);

    public async Task OnGetAsync(string code, long id, CancellationToken ct)
    {
        Report = await reports.PackageAsync(actors.Current, code, id, ct);
        FillFigures();
        Form = PackageForm.Of(Report.Package);
        Version = Report.Package.Version;
    }

    public async Task<IActionResult> OnPostUpdateAsync(string code, long id, CancellationToken ct)
    {
        await LoadAsync(code, id, ct);
        Form = PackageForm.Of(Report.Package);
        var figures = FigureForm.Read(Figures, Faults, blankIsNought: false);
        var (handedOver, expected) = (Day(HandedOverOn, nameof(HandedOverOn)), Day(ExpectedOn, nameof(ExpectedOn)));
        return await DoneAsync(code, id, "land.updated", () => updates.EnterAsync(
            actors.Current, new UpdatePackage(id, Version, figures, TypedReason(Reason), new DayChange(handedOver), new DayChange(expected)), ct), null, ct);
    }

    public async Task<IActionResult> OnPostEditAsync(string code, long id, CancellationToken ct)
    {
        await LoadAsync(code, id, ct);
        FillFigures();
        return await DoneAsync(
            code, id, "land.edited", () => packages.EditAsync(actors.Current, new EditPackage(id, Version, Form.Facts, TypedReason(EditReason)), ct),
            field => field == nameof(Reason) ? nameof(EditReason) : field, ct);
    }

    public async Task<IActionResult> OnPostStepAsync(string code, long id, CancellationToken ct)
    {
        await LoadAsync(code, id, ct);
        FillFigures();
        Form = PackageForm.Of(Report.Package);
        var day = Day(DoneOn, nameof(DoneOn));
        return await DoneAsync(
            code, id, "land.step_marked", () => steps.MarkAsync(actors.Current, new MarkStep(id, Version, Step ?? "", day, TypedReason(Note)), ct), null, ct);
    }

    private async Task LoadAsync(string code, long id, CancellationToken ct)
    {
        actors.Current.Demand(Permission.UpdateLand);
        Report = await reports.PackageAsync(actors.Current, code, id, ct);
        actors.Current.Demand(Permission.UpdateLand, Report.Place);
    }

    private async Task<IActionResult> DoneAsync(string code, long id, string done, Func<Task> work, Func<string, string>? fieldOf, CancellationToken ct)
    {
        if (!Faults.Any && await Faults.TryAsync(work, fieldOf))
        {
            Notice = texts[done, Report.Package.Code].Value;
            return Redirect(Request.Path);
        }
        // Whoever saves again does it knowing what somebody else has entered meanwhile: it stands beside what he typed.
        if (Faults.Stale)
        {
            Report = await reports.PackageAsync(actors.Current, code, id, ct);
            Version = Report.Package.Version;
            ModelState.Remove(nameof(Version));
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private void FillFigures()
    {
        Figures = FigureForm.Of(Report.Package.Figures);
        HandedOverOn = Iso(Report.Package.HandedOverOn);
        ExpectedOn = Iso(Report.Package.ExpectedOn);
    }

    private DateOnly? Day(string? text, string field)
    {
        if (DateText.TryParse(text, out var day) is { } fault)
            Faults.Add(field, fault);
        return day;
    }

    private static string? TypedReason(string? text) => Formatting.TypedText.Plain(text);

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
