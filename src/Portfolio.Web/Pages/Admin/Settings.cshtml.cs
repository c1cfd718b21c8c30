using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Accounts.Settings;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Admin;

/// <summary>The switches of access, for administrators of the whole.</summary>
internal sealed class SettingsModel(AccessSettings settings, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Whether anybody sees the public figures; null = not chosen.</summary>
    [BindProperty]
    public bool? PublicView { get; set; }

    /// <summary>Whether finance and administrators must prove themselves twice; null = not chosen.</summary>
    [BindProperty]
    public bool? SecondFactor { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public FormFaults Faults { get; } = new(errors);

    public async Task OnGetAsync(CancellationToken ct)
    {
        DemandWhole();
        var now = await settings.CurrentAsync(Correlation.Program(HttpContext), ct);
        (PublicView, SecondFactor) = (now.PublicView, now.SecondFactor);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        DemandWhole();
        if (await SaveAsync(ct))
        {
            Notice = texts["admin.settings_saved"].Value;
            return Redirect("/admin/settings");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> SaveAsync(CancellationToken ct)
    {
        if (PublicView is not { } publicView)
            Faults.Add(nameof(PublicView), "validation.missing");
        else if (SecondFactor is not { } secondFactor)
            Faults.Add(nameof(SecondFactor), "validation.missing");
        else
            return await Faults.TryAsync(() => settings.SetAsync(actors.Current, publicView, secondFactor, Reason, ct));
        return false;
    }

    private void DemandWhole()
    {
        actors.Current.Demand(Permission.ManageSettings);
        actors.Current.Demand(Permission.ManageSettings, Place.In(null));
    }
}
