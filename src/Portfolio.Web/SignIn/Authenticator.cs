using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts.Credentials;
using Portfolio.Common;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.SignIn;

/// <summary>Sets the authenticator of who has signed in up, and takes it away.</summary>
internal sealed class Authenticator(
    UserManager<Account> users, IUserStore<Account> store, PortfolioSignIn signIn, AttemptLimiter attempts, IHttpContextAccessor requests,
    IStringLocalizer<Texts> texts)
{
    private const int RecoveryCodes = 10;

    private IUserAuthenticatorKeyStore<Account> Keys => (IUserAuthenticatorKeyStore<Account>)store;

    /// <summary>What the app is to be given; the same until it is confirmed.</summary>
    /// <exception cref="RuleException"><c>accounts.demo_fixed</c>, <c>accounts.second_factor_set</c>: the key of one that is on is shown to nobody.</exception>
    public async Task<AuthenticatorOffer> OfferAsync()
    {
        var account = await ChangeableAsync();
        if (account.TwoFactorOn)
            throw new RuleException("accounts.second_factor_set");
        if (account.AuthenticatorKey is null)
        {
            // Not by Identity's reset, which would end the sessions already now.
            await Keys.SetAuthenticatorKeyAsync(account, users.GenerateNewAuthenticatorKey(), requests.HttpContext!.RequestAborted);
            await users.UpdateAsync(account);
        }
        var key = (await users.GetAuthenticatorKeyAsync(account))!;
        return new AuthenticatorOffer(InGroups(key), QrPicture.Of(Address(account, key)));
    }

    /// <summary>Switches the second factor on when the code fits. Other sessions end; the present one goes on as a new one.</summary>
    /// <returns>The recovery codes, to be shown once; null when the code does not fit.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(string? typed)
    {
        var account = await ChangeableAsync();
        if (account.TwoFactorOn || account.AuthenticatorKey is null || !await FitsAsync(account, typed)
            || !(await users.SetTwoFactorEnabledAsync(account, true)).Succeeded)
            return null;
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? [];
        signIn.Method = "second_factor";
        await signIn.SignInAsync(account, isPersistent: false);
        return [.. codes];
    }

    /// <summary>Puts new recovery codes in the place of the old ones.</summary>
    /// <param name="proof">A fresh code of the authenticator, or the password.</param>
    /// <returns>The codes, to be shown once; null when the proof does not hold.</returns>
    public async Task<IReadOnlyList<string>?> NewCodesAsync(string? proof)
    {
        var account = await ChangeableAsync();
        return account.TwoFactorOn && await ProvesAsync(account, proof)
            ? [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []]
            : null;
    }

    /// <summary>Switches the second factor off. Other sessions end; the present one goes on as a new one.</summary>
    /// <param name="proof">A fresh code of the authenticator, or the password.</param>
    /// <returns>Whether the proof held.</returns>
    public async Task<bool> SwitchOffAsync(string? proof)
    {
        var account = await ChangeableAsync();
        if (!account.TwoFactorOn || !await ProvesAsync(account, proof))
            return false;
        // The next one is set up with another key: whoever has the old one has nothing.
        account.AuthenticatorKey = null;
        if (!(await users.SetTwoFactorEnabledAsync(account, false)).Succeeded)
            return false;
        await users.GenerateNewTwoFactorRecoveryCodesAsync(account, 0);
        await signIn.GoOnAsync(account);
        return true;
    }

    private async Task<Account> ChangeableAsync() =>
        await OwnAccount.FindAsync(users, requests.HttpContext!) is { Demo: false } account ? account : throw new RuleException("accounts.demo_fixed");

    private async Task<bool> ProvesAsync(Account account, string? proof) => attempts.TryAcquire(account.UserName)
        && (await FitsAsync(account, proof) || (account.PasswordHash is not null && await users.CheckPasswordAsync(account, proof ?? "")));

    private Task<bool> FitsAsync(Account account, string? typed) => users.VerifyTwoFactorTokenAsync(
        account, TokenOptions.DefaultAuthenticatorProvider, AuthenticatorCode.Of(typed));

    private string Address(Account account, string key) => string.Create(CultureInfo.InvariantCulture,
        $"otpauth://totp/{Uri.EscapeDataString(texts["app.name"].Value)}:{Uri.EscapeDataString(account.UserName)}?secret={key}&issuer={Uri.EscapeDataString(texts["app.name"].Value)}&digits=6");

    private static string InGroups(string key) => string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(group => new string(group)));
}

/// <summary>Codes of the authenticator as people type them.</summary>
internal static class AuthenticatorCode
{
    /// <summary>The digits: apps show the code in two groups, and people type what they see.</summary>
    public static string Of(string? typed) => new([.. (typed ?? "").Where(letter => char.IsAsciiDigit(letter))]);
}

/// <summary>What an authenticator app is to be given.</summary>
/// <param name="Key">The key, in groups of four for typing.</param>
/// <param name="Picture">The same as a picture.</param>
internal sealed record AuthenticatorOffer(string Key, QrPicture Picture);
