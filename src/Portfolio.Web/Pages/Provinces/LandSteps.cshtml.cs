using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.LandClearance.Steps;
using Portfolio.Reporting.Provinces;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Pages.Schedules;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Provinces;

/// <summary>The steps of land clearance of a province; the construction department rules on their limits.</summary>
internal sealed class LandStepsModel(
    ProvinceRuleReports reports, LimitRulings limits, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public LimitForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public ProvinceSteps Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MayRule => actors.Current.May(Permission.ManageLandSteps, Place.In(Report.Province.Code));

    public async Task OnGetAsync(string province, CancellationToken ct) => Report = await reports.StepsAsync(actors.Current, province, ct);

    public async Task<IActionResult> OnPostAsync(string province, CancellationToken ct)
    {
        actors.Current.Demand(Permission.ManageLandSteps);
        actors.Current.Demand(Permission.ManageLandSteps, Place.In(province));
        // What is no number is no limit the service takes.
        int? value = string.IsNullOrWhiteSpace(Form.Value) ? null : Whole.Of(Form.Value) ?? -1;
        if (await Faults.TryAsync(() => limits.RuleAsync(actors.Current, new RuleLimit(province, Form.Step, Form.Revision, value, Form.Unit, Form.Reason), ct)))
        {
            Notice = texts["land_steps.saved"].Value;
            return Redirect(Request.Path);
        }
        Report = await reports.StepsAsync(actors.Current, province, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

/// <summary>A limit as it is typed.</summary>
internal sealed class LimitForm
{
    public string Step { get; set; } = "";

    /// <summary>Version of the step the form was filled from.</summary>
    public long Revision { get; set; }

    /// <summary>Longest time; blank = none.</summary>
    public string? Value { get; set; }

    public string? Unit { get; set; }

    public string? Reason { get; set; }
}
