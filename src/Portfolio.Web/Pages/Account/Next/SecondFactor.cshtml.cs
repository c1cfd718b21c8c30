using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Web.Resources;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account.Next;

/// <summary>
/// Who may move money or accounts sets a second factor up before anything else: an authenticator or a passkey. Who has a passkey
/// already proves it; a password alone must not be enough to put another factor beside it.
/// </summary>
internal sealed class SecondFactorSetupModel(Authenticator authenticator, Passkeys passkeys, IStringLocalizer<Texts> texts) : PageModel
{
    public const string Path = "/account/next/second-factor";

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Name of a new passkey.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>What the browser answered.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>What the app is to be given; null = there is a passkey to be proved.</summary>
    public AuthenticatorOffer? Offer { get; private set; }

    /// <summary>The recovery codes, shown this once.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public string? Fault { get; private set; }

    public string? PasskeyFault { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAsked)
            return LocalRedirect("/");
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAsked || await HasPasskeyAsync())
            return LocalRedirect(Path);
        Codes = await authenticator.ConfirmAsync(Code);
        if (Codes is not null)
            return Page();
        Fault = texts["authenticator.refused"].Value;
        return await RefuseAsync();
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync()
    {
        if (!IsAsked)
            return BadRequest();
        return Content(await HasPasskeyAsync() ? await passkeys.RequestOptionsAsync(own: true) : await passkeys.CreationOptionsAsync(), "application/json");
    }

    public async Task<IActionResult> OnPostPasskeyAsync()
    {
        if (!IsAsked)
            return LocalRedirect("/");
        if (await PassAsync())
            return LocalRedirect("/");
        PasskeyFault = texts["passkey.refused"].Value;
        return await RefuseAsync();
    }

    private bool IsAsked => Visit.Of(HttpContext).Step == PendingStep.SetSecondFactor;

    private async Task<bool> HasPasskeyAsync() => (await passkeys.ListAsync()).Count > 0;

    private async Task<bool> PassAsync()
    {
        if (await HasPasskeyAsync())
            return await passkeys.SignInAsync(Credential, own: true);
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > Passkeys.LongestName || !await passkeys.AddAsync(Credential, Name.Trim()))
            return false;
        await passkeys.GoOnAsync();
        return true;
    }

    private async Task<IActionResult> RefuseAsync()
    {
        await LoadAsync();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync() => Offer = await HasPasskeyAsync() ? null : await authenticator.OfferAsync();
}
