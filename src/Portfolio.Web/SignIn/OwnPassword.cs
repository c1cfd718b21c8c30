using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.SignIn;

/// <summary>Changes the password of who has signed in. All other sessions end; the present one goes on as a new one.</summary>
internal sealed class OwnPassword(
    UserManager<Account> users, PortfolioSignIn signIn, AttemptLimiter attempts, IHttpContextAccessor requests, IStringLocalizer<Texts> texts)
{
    /// <returns>What is wrong; empty when it is done.</returns>
    public async Task<IReadOnlyList<FormFault>> ChangeAsync(string? current, string? wanted, string? repeated)
    {
        var account = await OwnAccount.FindAsync(users, requests.HttpContext!);
        if (account.Demo)
            return Fault("", "error.accounts.demo_fixed");
        if (!attempts.TryAcquire(account.UserName))
            return Fault("", "sign_in.too_many");
        if (wanted != repeated)
            return Fault(PasswordFields.Repeated, "password.differs");
        if (current == wanted)
            return Fault(PasswordFields.Wanted, "password.same");
        account.MustChangePassword = false;
        var result = await users.ChangePasswordAsync(account, current ?? "", wanted ?? "");
        if (!result.Succeeded)
            return PasswordFields.Faults(result);
        await signIn.GoOnAsync(account);
        return [];
    }

    private FormFault[] Fault(string field, string text) => [new(field, texts[text].Value)];
}

/// <summary>The fields in which a password is chosen.</summary>
internal static class PasswordFields
{
    public const string Current = "Current";
    public const string Wanted = "NewPassword";
    public const string Repeated = "Repeated";

    /// <summary>What Identity finds wrong, at the fields it concerns.</summary>
    public static IReadOnlyList<FormFault> Faults(IdentityResult result) => [.. result.Errors.Select(error => new FormFault(Field(error.Code), error.Description))];

    private static string Field(string code) => code switch
    {
        nameof(IdentityErrorDescriber.PasswordMismatch) => Current,
        nameof(IdentityErrorDescriber.ConcurrencyFailure) or nameof(IdentityErrorDescriber.InvalidToken) => "",
        _ => Wanted,
    };
}
