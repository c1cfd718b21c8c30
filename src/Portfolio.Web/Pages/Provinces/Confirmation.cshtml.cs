using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Milestones.Confirmation;
using Portfolio.Reporting.Provinces;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Provinces;

/// <summary>Whether "done" on a key milestone waits for the construction department.</summary>
internal sealed class ConfirmationModel(
    ProvinceRuleReports reports, MilestoneConfirmation confirmation, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Whether it waits from now on; null = not chosen.</summary>
    [BindProperty]
    public bool? Confirms { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Version of the ruling the form was filled from.</summary>
    [BindProperty]
    public long Revision { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public ProvinceRules Province { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MaySwitch => actors.Current.May(Permission.ConfirmMilestones, Place.In(Province.Code));

    public async Task OnGetAsync(string province, CancellationToken ct)
    {
        Province = await reports.GetAsync(actors.Current, province, ct);
        Confirms = Province.Confirms;
    }

    public async Task<IActionResult> OnPostAsync(string province, CancellationToken ct)
    {
        actors.Current.Demand(Permission.ConfirmMilestones);
        actors.Current.Demand(Permission.ConfirmMilestones, Place.In(province));
        if (Confirms is not { } confirms)
            Faults.Add(nameof(Confirms), "validation.missing");
        else if (await Faults.TryAsync(() => confirmation.SwitchAsync(actors.Current, new SwitchConfirmation(province, confirms, Reason, Revision), ct)))
        {
            Notice = texts["confirmation.saved"].Value;
            return Redirect(Request.Path);
        }
        Province = await reports.GetAsync(actors.Current, province, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
