using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Accounts.Sessions;
using Portfolio.Accounts.Tokens;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Tests.Support;

/// <summary>An account with an open session, made without the pages of sign-in, which have tests of their own.</summary>
/// <param name="Account">The account.</param>
/// <param name="CookieName">Name of the session's cookie.</param>
/// <param name="CookieValue">Its value.</param>
/// <param name="Token">A token that opens every area of the API.</param>
internal sealed record SignedIn(Account Account, string CookieName, string CookieValue, string Token)
{
    /// <summary>Signs in as the account that tests use for the role; makes it where it is missing.</summary>
    public static Task<SignedIn> AsAsync(IServiceProvider services, Role role) =>
        AsAsync(services, new NewAccount("test-" + role.ToString().ToLowerInvariant(), "Test " + role, null, role, null, null));

    /// <summary>Signs in as this account; makes it where it is missing.</summary>
    public static async Task<SignedIn> AsAsync(IServiceProvider services, NewAccount account)
    {
        await services.GetRequiredService<SignInRecords>().MakeAsync(Actor.System, account, CancellationToken.None);
        return await OfAsync(services, account.UserName);
    }

    /// <summary>Opens a session for an account that is there.</summary>
    public static async Task<SignedIn> OfAsync(IServiceProvider services, string userName)
    {
        var account = await services.GetRequiredService<AccountRecords>()
            .FindByNameAsync(Actor.System, AccountNames.Key(userName), CancellationToken.None);
        await KeepPasskeyAsync(services, account!);
        // As by a passkey, which needs no further step whatever the role.
        var secret = await services.GetRequiredService<SessionService>()
            .StartAsync(Actor.System, account!, "passkey", new Client(null, "test"), CancellationToken.None);
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var principal = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, AccountKey.Of(account!.Id)), new Claim(PortfolioSignIn.SessionClaim, secret)],
            IdentityConstants.ApplicationScheme));
        var ticket = new AuthenticationTicket(principal, new AuthenticationProperties { ExpiresUtc = DateTimeOffset.UtcNow.AddDays(1) }, IdentityConstants.ApplicationScheme);
        var token = await services.GetRequiredService<TokenService>().MakeAsync(
            AccountNames.ActorOf(account, Actor.System), new MakeToken("test", TokenScopes.All, 1), CancellationToken.None);
        return new SignedIn(account, options.Cookie.Name!, options.TicketDataFormat.Protect(ticket), token);
    }

    // Without a second factor a token of finance or of an administrator opens nothing.
    private static async Task KeepPasskeyAsync(IServiceProvider services, Account account)
    {
        if (account is { Demo: false, Role: Role.Finance or Role.Administrator })
            await services.GetRequiredService<PasskeyRecords>().KeepAsync(
                Actor.System, account, new Passkey { CredentialId = BitConverter.GetBytes(account.Id), AccountId = account.Id, Name = "test" }, CancellationToken.None);
    }
}
