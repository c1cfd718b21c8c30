using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts.Credentials;

namespace Portfolio.Web.SignIn;

/// <summary>The account of who has signed in.</summary>
internal static class OwnAccount
{
    /// <exception cref="SignInNeededException">Nobody has signed in by a session.</exception>
    public static async Task<Account> FindAsync(UserManager<Account> users, HttpContext context) =>
        Visit.Of(context) is { Identity: { } identity, Secret: not null } && await users.FindByIdAsync(AccountKey.Of(identity.AccountId)) is { } account
            ? account
            : throw new SignInNeededException("accounts.sign_in_needed");
}
