using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts.Credentials;

namespace Portfolio.Web.SignIn;

/// <summary>One-time links by which somebody chooses a password: the invitation and the reset are the same link.</summary>
internal sealed class AccountLinks(UserManager<Account> users)
{
    public const string Page = "/account/reset";

    /// <summary>The link for an account that an administrator has allowed one.</summary>
    public async Task<string> MakeAsync(long accountId, HttpRequest request)
    {
        var account = await users.FindByIdAsync(AccountKey.Of(accountId)) ?? throw new InvalidOperationException("The account has just been there.");
        var token = await users.GeneratePasswordResetTokenAsync(account);
        return $"{request.Scheme}://{request.Host}{request.PathBase}{Page}?account={AccountKey.Of(accountId)}&token={Encode(token)}";
    }

    /// <summary>The account behind a link that still serves; null otherwise.</summary>
    public async Task<Account?> FindAsync(string? accountId, string? token)
    {
        if (accountId is null || token is null || await users.FindByIdAsync(accountId) is not { Active: true, Demo: false } account)
            return null;
        return await users.VerifyUserTokenAsync(account, LinkTokens.Name, UserManager<Account>.ResetPasswordTokenPurpose, Decode(token))
            ? account
            : null;
    }

    /// <summary>Chooses the password.</summary>
    public Task<IdentityResult> UseAsync(Account account, string token, string password)
    {
        account.MustChangePassword = false;
        return users.ResetPasswordAsync(account, Decode(token), password);
    }

    private static string Encode(string token) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token));

    private static string Decode(string text) =>
        Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) : "";
}
