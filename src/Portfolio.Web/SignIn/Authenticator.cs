using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Resources;
using QRCoder;

namespace Portfolio.Web.SignIn;

/// <summary>Sets the authenticator of who has signed in up, and takes it away.</summary>
internal sealed class Authenticator(
    UserManager<Account> users, IUserStore<Account> store, PortfolioSignIn signIn, IHttpContextAccessor requests, IStringLocalizer<Texts> texts)
{
    private const int RecoveryCodes = 10;

    /// <summary>What the app is to be given; the same until it is confirmed.</summary>
    public async Task<AuthenticatorOffer> OfferAsync()
    {
        var account = await OwnAccount.FindAsync(users, requests.HttpContext!);
        if (account.AuthenticatorKey is null)
        {
            // Not by Identity's reset, which would end the sessions already now.
            await ((IUserAuthenticatorKeyStore<Account>)store).SetAuthenticatorKeyAsync(
                account, users.GenerateNewAuthenticatorKey(), requests.HttpContext!.RequestAborted);
            await users.UpdateAsync(account);
        }
        var key = (await users.GetAuthenticatorKeyAsync(account))!;
        return new AuthenticatorOffer(InGroups(key), Picture(Address(account, key)));
    }

    /// <summary>Switches the second factor on when the code fits. Other sessions end; the present one goes on as a new one.</summary>
    /// <returns>The recovery codes, to be shown once; null when the code does not fit.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(string? typed)
    {
        var account = await OwnAccount.FindAsync(users, requests.HttpContext!);
        var code = new string([.. (typed ?? "").Where(char.IsAsciiDigit)]);
        if (account.TwoFactorOn || account.AuthenticatorKey is null
            || !await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code))
            return null;
        await users.SetTwoFactorEnabledAsync(account, true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? [];
        signIn.Method = "second_factor";
        await signIn.SignInAsync(account, isPersistent: false);
        return [.. codes];
    }

    private string Address(Account account, string key) => string.Create(CultureInfo.InvariantCulture,
        $"otpauth://totp/{Uri.EscapeDataString(texts["app.name"].Value)}:{Uri.EscapeDataString(account.UserName)}?secret={key}&issuer={Uri.EscapeDataString(texts["app.name"].Value)}&digits=6");

    private static string InGroups(string key) => string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(group => new string(group)));

    private static QrPicture Picture(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
            for (var x = 0; x < code.ModuleMatrix.Count; x++)
                if (code.ModuleMatrix[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}

/// <summary>What an authenticator app is to be given.</summary>
/// <param name="Key">The key, in groups of four for typing.</param>
/// <param name="Picture">The same as a picture.</param>
internal sealed record AuthenticatorOffer(string Key, QrPicture Picture);

/// <summary>A QR code as the path of an SVG.</summary>
/// <param name="Size">Modules a side.</param>
/// <param name="Path">Dark modules.</param>
internal sealed record QrPicture(int Size, string Path);
