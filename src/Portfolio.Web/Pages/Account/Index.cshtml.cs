using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts.Own;
using Portfolio.Reporting.Places;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>The own account: who one is here, and the password.</summary>
internal sealed class ProfileModel(
    OwnAccountService accounts, PlaceReports places, ActorSource actors, OwnPassword password, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    public OwnProfile Profile { get; private set; } = null!;

    /// <summary>Name of the one province; null = all.</summary>
    public string? Province { get; private set; }

    public IReadOnlyList<FormFault> Faults { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Faults = await password.ChangeAsync(Current, NewPassword, Repeated);
        if (Faults.Count == 0)
        {
            TempData["Notice"] = texts["account.password_saved"].Value;
            return LocalRedirect("/account");
        }
        await LoadAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Profile = await accounts.GetAsync(actors.Current, ct);
        if (Profile.ProvinceCode is { } code)
            Province = (await places.ProvincesAsync(actors.Current, ct)).Where(p => p.Code == code).Select(p => Display.Name(p.Name, p.NameEn)).FirstOrDefault(code);
    }
}
