using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>Asks for the code of the authenticator, or for a recovery code.</summary>
internal sealed class SecondFactorModel(PortfolioSignIn signIn, PasswordCheck passwords, AttemptLimiter attempts, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? RecoveryCode { get; set; }

    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public string? Fault { get; private set; }

    /// <summary>Whether a recovery code was sent.</summary>
    public bool Recovering { get; private set; }

    public async Task<IActionResult> OnGetAsync() =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null ? LocalRedirect(SignInPages.SignIn) : Page();

    public Task<IActionResult> OnPostAsync()
    {
        signIn.Method = "second_factor";
        // Apps show the code in two groups, and people type what they see.
        var code = new string([.. (Code ?? "").Where(char.IsAsciiDigit)]);
        return ProveAsync(() => signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false), "second_factor.refused");
    }

    public Task<IActionResult> OnPostRecoveryAsync()
    {
        Recovering = true;
        signIn.Method = "recovery_code";
        return ProveAsync(() => signIn.TwoFactorRecoveryCodeSignInAsync((RecoveryCode ?? "").Trim()), "second_factor.recovery_refused");
    }

    private async Task<IActionResult> ProveAsync(Func<Task<Microsoft.AspNetCore.Identity.SignInResult>> prove, string refused)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account)
            return LocalRedirect(SignInPages.SignIn);
        if (!attempts.TryAcquire(account.UserName))
            return Refuse("sign_in.too_many", StatusCodes.Status429TooManyRequests);
        if ((await prove()).Succeeded)
            return LocalRedirect(LocalAddress.Of(ReturnUrl));
        await passwords.NoteAsync(account);
        return Refuse(refused, StatusCodes.Status422UnprocessableEntity);
    }

    private PageResult Refuse(string text, int status)
    {
        Fault = texts[text].Value;
        Response.StatusCode = status;
        return Page();
    }
}
