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
    public async Task<IReadOnlyList<string>> ChangeAsync(string? current, string? wanted, string? repeated)
    {
        var account = await OwnAccount.FindAsync(users, requests.HttpContext!);
        if (!attempts.TryAcquire(account.UserName))
            return [texts["sign_in.too_many"].Value];
        if (wanted != repeated)
            return [texts["password.differs"].Value];
        if (account.Demo)
            return [texts["error.accounts.demo_fixed"].Value];
        if (current == wanted)
            return [texts["password.same"].Value];
        account.MustChangePassword = false;
        var result = await users.ChangePasswordAsync(account, current ?? "", wanted ?? "");
        if (!result.Succeeded)
            return [.. result.Errors.Select(error => error.Description)];
        await signIn.SignInAsync(account, isPersistent: false);
        return [];
    }
}

/// <summary>The account of who has signed in.</summary>
internal static class OwnAccount
{
    public static async Task<Account> FindAsync(UserManager<Account> users, HttpContext context) =>
        Visit.Of(context) is { Identity: { } identity, Secret: not null } && await users.FindByIdAsync(AccountKey.Of(identity.AccountId)) is { } account
            ? account
            : throw new SignInNeededException("accounts.sign_in_needed");
}
