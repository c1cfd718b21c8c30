using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portfolio.Accounts.Credentials;
using Portfolio.Accounts.Sessions;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>Identity's sign-in, with a session in the database behind every cookie.</summary>
internal sealed class PortfolioSignIn(
    UserManager<Account> users, IHttpContextAccessor requests, IUserClaimsPrincipalFactory<Account> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation, SessionService sessions)
    : SignInManager<Account>(users, requests, claims, options, logger, schemes, confirmation)
{
    /// <summary>Claim that holds the secret of the session.</summary>
    public const string SessionClaim = "portfolio.session";

    /// <summary>How the account was proved, for the list of sessions.</summary>
    public string Method { get; set; } = "password";

    public override Task<bool> CanSignInAsync(Account user) => Task.FromResult(user.Active);

    /// <summary>Signs in whom an identity provider has sent.</summary>
    /// <param name="account">Whose account it is.</param>
    /// <param name="provedTwice">Whether the provider has asked for a second factor; if not, one that is switched on is asked for here.</param>
    public Task<SignInResult> SignInForeignAsync(Account account, bool provedTwice)
    {
        Method = provedTwice ? "single_sign_on_strong" : "single_sign_on";
        return SignInOrTwoFactorAsync(account, isPersistent: false, loginProvider: SingleSignOn.Scheme, bypassTwoFactor: provedTwice);
    }

    /// <summary>Begins a new session after a change of credentials has ended all; it is worth as much as the one before.</summary>
    public Task GoOnAsync(Account account)
    {
        Method = Visit.Of(Context).Identity?.Method ?? Method;
        return SignInAsync(account, isPersistent: false);
    }

    public override async Task SignInWithClaimsAsync(Account user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        // One browser, one session: whoever signs in anew leaves the former one, which nobody could end from here any more.
        await EndPresentAsync();
        var secret = await sessions.StartAsync(
            Correlation.Program(Context), user, Method, Visitors.Of(Context), Context.RequestAborted);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new Claim(SessionClaim, secret)]);
    }

    public override async Task SignOutAsync()
    {
        await EndPresentAsync();
        await base.SignOutAsync();
    }

    private async Task EndPresentAsync()
    {
        if (Visit.Of(Context) is { Identity: { } holder, Secret: { } secret })
            await sessions.EndAsync(Correlation.Program(Context), holder, secret, Context.RequestAborted);
    }
}
