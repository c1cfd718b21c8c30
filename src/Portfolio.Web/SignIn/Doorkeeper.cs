using Microsoft.AspNetCore.Antiforgery;
using Portfolio.Accounts.Tokens;
using Portfolio.Common;
using Portfolio.Web.Api;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>
/// Holds back what no service could: who has not done the next step of signing in, a token outside its scopes, and a change over
/// the API that another site sends with the visitor's cookie.
/// </summary>
internal sealed class Doorkeeper(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var visit = Visit.Of(context);
        if (context.HasFailed())
            await next(context);
        else if (visit.Refusal is { } told)
            context.Refuse(told);
        else if (!context.IsServed() || visit.Identity is null)
            await next(context);
        else if (visit.Step != PendingStep.None && !context.IsApi() && !LeadsOn(context))
            context.Response.Redirect(Page(visit.Step));
        else if (await RefusalAsync(context, visit) is { } refusal)
            context.Refuse(refusal);
        else
            await next(context);
    }

    private async Task<PortfolioException?> RefusalAsync(HttpContext context, Visit visit)
    {
        if (!context.IsApi())
            return null;
        if (visit.Step != PendingStep.None)
            return new RequestException("accounts.step_pending", StatusCodes.Status403Forbidden);
        var writes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        if (visit.Identity!.Scopes is { } scopes)
            return Opens(scopes, context.GetEndpoint(), writes) ? null : new RequestException("accounts.scope_missing", StatusCodes.Status403Forbidden);
        return writes && !await antiforgery.IsRequestValidAsync(context)
            ? new RequestException("request.antiforgery", StatusCodes.Status400BadRequest)
            : null;
    }

    // What is no route only says so (method not allowed, media type); every route has its area.
    private static bool Opens(IReadOnlyList<string> scopes, Endpoint? endpoint, bool writes) =>
        endpoint is not RouteEndpoint || (endpoint.Metadata.GetMetadata<ApiArea>() is { } area && TokenScopes.Open(scopes, area.Name, writes));

    private static bool LeadsOn(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/account/next", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/account/sign-out", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/language", StringComparison.OrdinalIgnoreCase);

    private static string Page(PendingStep step) => step == PendingStep.ChangePassword ? "/account/next/password" : "/account/next/second-factor";
}
