using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Resources;

namespace Portfolio.Web.SignIn;

/// <summary>The accounts without which nobody could begin: one administrator, and the passwords of the demonstration.</summary>
internal sealed class FirstAccounts(SignInRecords records, IServiceScopeFactory scopes, IStringLocalizer<Texts> texts)
{
    public const string UserName = "admin";

    // Neither 0 and O, nor 1, I and l: somebody copies it from a screen.
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int PasswordLength = 20;

    /// <summary>Makes what is missing.</summary>
    /// <returns>The password of the administrator, to be shown once; null where there is one already.</returns>
    public async Task<string?> MakeAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>();
        if ((await records.DemoAsync(Actor.System, ct)).Any(account => account.Fresh))
            await records.SetDemoPasswordAsync(Actor.System, hasher.HashPassword(new Account(), DemoRules.Password), ct);
        var password = NewPassword();
        var made = await records.MakeFirstAdministratorAsync(
            Actor.System,
            () => new NewAccount(UserName, texts["accounts.first_administrator"].Value, null, Role.Administrator, null, hasher.HashPassword(new Account(), password)),
            ct);
        return made ? password : null;
    }

    /// <summary>A password that nobody guesses and that satisfies the rules.</summary>
    public static string NewPassword()
    {
        while (true)
        {
            var password = RandomNumberGenerator.GetString(Letters, PasswordLength);
            if (password.Any(char.IsAsciiDigit) && password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiLetterUpper))
                return password;
        }
    }
}
