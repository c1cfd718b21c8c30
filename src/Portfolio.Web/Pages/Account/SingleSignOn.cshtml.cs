using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Web.Security;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>Sends people to the identity provider (POST), and takes them in when they come back (GET).</summary>
internal sealed class SingleSignOnModel(SingleSignOnState state, IServiceProvider services) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (state.Settings is null)
            return NotFound();
        var result = await HttpContext.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        var signedIn = result.Principal is { } foreign ? await services.GetRequiredService<ForeignAccounts>().SignInAsync(foreign) : null;
        if (signedIn is { RequiresTwoFactor: true })
            return RedirectToPage("/Account/SecondFactor", new { ReturnUrl = LocalAddress.Of(ReturnUrl) });
        return LocalRedirect(signedIn is { Succeeded: true } ? LocalAddress.Of(ReturnUrl) : SignInPages.SignIn + "?sso=unknown");
    }

    public IActionResult OnPost() => state.Settings is null
        ? NotFound()
        : Challenge(
            new AuthenticationProperties { RedirectUri = $"/account/single-sign-on?returnUrl={Uri.EscapeDataString(LocalAddress.Of(ReturnUrl))}" },
            SingleSignOn.Scheme);
}
