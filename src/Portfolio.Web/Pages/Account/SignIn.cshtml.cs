using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>Signs in by name and password.</summary>
internal sealed class SignInModel(
    PasswordCheck passwords, SignInRecords records, DemoRules demo, AttemptLimiter attempts, SingleSignOnState singleSignOn,
    IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Name or address, as typed.</summary>
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Where to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public string? Fault { get; private set; }

    /// <summary>What has just been done, such as a password that was chosen.</summary>
    [TempData]
    public string? Notice { get; set; }

    /// <summary>The accounts of the demonstration, while it is loaded and they serve.</summary>
    public IReadOnlyList<DemoAccount> Demo { get; private set; } = [];

    /// <summary>What the button of single sign-on says; null where it is off.</summary>
    public string? SingleSignOn => singleSignOn.Settings is { } settings ? settings.Label ?? texts["sign_in.single_sign_on"].Value : null;

    public async Task<IActionResult> OnGetAsync(string? sso, CancellationToken ct)
    {
        Fault = sso switch
        {
            "unknown" => texts["sign_in.single_sign_on_unknown"].Value,
            "failed" => texts["sign_in.single_sign_on_failed"].Value,
            _ => null,
        };
        if (Visit.Of(HttpContext).Identity is not null)
            return LocalRedirect(LocalAddress.Of(ReturnUrl));
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var name = Name?.Trim() ?? "";
        if (!attempts.TryAcquire(name))
            return await RefuseAsync("sign_in.too_many", StatusCodes.Status429TooManyRequests, ct);
        var result = await passwords.SignInAsync(name, Password ?? "");
        if (result.RequiresTwoFactor)
            return RedirectToPage("/Account/SecondFactor", new { ReturnUrl = LocalAddress.Of(ReturnUrl) });
        return result.Succeeded
            ? LocalRedirect(LocalAddress.Of(ReturnUrl))
            : await RefuseAsync("sign_in.refused", StatusCodes.Status422UnprocessableEntity, ct);
    }

    private async Task<IActionResult> RefuseAsync(string text, int status, CancellationToken ct)
    {
        Fault = texts[text].Value;
        Response.StatusCode = status;
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct) =>
        Demo = demo.Serve ? await records.DemoAsync(Correlation.Program(HttpContext), ct) : [];
}
