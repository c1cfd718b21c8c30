using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts;
using Portfolio.Accounts.Sessions;
using Portfolio.Accounts.Settings;
using Portfolio.Accounts.Tokens;
using Portfolio.Common;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>
/// Finds out who makes a request, by the session behind the cookie or by the token, and asks the database each time whether that
/// still holds: a session that was ended and an account that was deactivated are out at once, on every node.
/// </summary>
internal sealed class VisitMiddleware(RequestDelegate next, SessionService sessions, TokenService tokens, AccessSettings settings, DemoRules demo)
{
    private const string Bearer = "Bearer ";

    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    public async Task InvokeAsync(HttpContext context)
    {
        // Files and health belong to everybody and ask nobody; the error page shows who was found out before the failure.
        if (context.IsServed() && !context.HasFailed())
            context.Features.Set(await RecognizeAsync(context));
        await next(context);
    }

    private async Task<Visit> RecognizeAsync(HttpContext context)
    {
        try
        {
            // The framework has read the cookie already; a name in it counts only while its session does. Forms that were made out to
            // that name would be refused as soon as the cookie is gone.
            context.User = Nobody;
            var program = Correlation.Program(context);
            var switches = await settings.CurrentAsync(program, context.RequestAborted);
            context.Features.Set(switches);
            var header = context.Request.Headers.Authorization.ToString();
            return context.IsApi() && header.Length > 0
                ? await ByTokenAsync(context, program, switches, header)
                : await BySessionAsync(context, program, switches);
        }
        catch (Exception fault) when (Outage.Of(fault) is { } outage)
        {
            return Visit.Refused(outage);
        }
    }

    private async Task<Visit> ByTokenAsync(HttpContext context, Actor program, AccessSwitches switches, string header)
    {
        var identity = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? await tokens.ResolveAsync(program, header[Bearer.Length..].Trim(), Visitors.Of(context), context.RequestAborted)
            : null;
        if (identity is null || IsDemoForOthers(identity))
            return Visit.Refused(new SignInNeededException("accounts.token_unknown"));
        context.User = Principal(identity);
        return new Visit(identity, null, StepOf(identity, switches));
    }

    private async Task<Visit> BySessionAsync(HttpContext context, Actor program, AccessSwitches switches)
    {
        var cookie = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (cookie.Principal?.FindFirstValue(PortfolioSignIn.SessionClaim) is not { } secret)
            return Visit.Of(null);
        if (await sessions.ResolveAsync(program, secret, context.RequestAborted) is not { } identity || IsDemoForOthers(identity))
        {
            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
            return Visit.Of(null);
        }
        context.User = cookie.Principal;
        return new Visit(identity, secret, StepOf(identity, switches));
    }

    // Whoever opens the program to others ends what was begun while it was for this machine alone.
    private bool IsDemoForOthers(Identity identity) => identity.Demo && !demo.Serve;

    private static PendingStep StepOf(Identity identity, AccessSwitches switches) => identity switch
    {
        { MustChangePassword: true } => PendingStep.ChangePassword,
        { StronglyProved: false } when SecondFactorRule.Demands(identity, switches) => PendingStep.SetSecondFactor,
        _ => PendingStep.None,
    };

    private static ClaimsPrincipal Principal(Identity identity) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, AccountKey.Of(identity.AccountId)), new Claim(ClaimTypes.Name, identity.UserName)], "token"));
}
