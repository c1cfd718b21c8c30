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

    public override async Task SignInWithClaimsAsync(Account user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var secret = await sessions.StartAsync(
            Correlation.Program(Context), user, Method, Visitors.Of(Context), Context.RequestAborted);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new Claim(SessionClaim, secret)]);
    }

    public override async Task SignOutAsync()
    {
        if (Visit.Of(Context) is { Identity: { } holder, Secret: { } secret })
            await sessions.EndAsync(Correlation.Program(Context), holder, secret, Context.RequestAborted);
        await base.SignOutAsync();
    }
}
