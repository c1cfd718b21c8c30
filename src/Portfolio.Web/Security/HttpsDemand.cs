using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Web.Api;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Security;

/// <summary>
/// Where cookies go over https only, a page called by plain http could keep nobody signed in and save no form. It says so
/// instead; files and health checks are served.
/// </summary>
internal sealed class HttpsDemand(RequestDelegate next, CookieRules cookies)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!cookies.HttpsOnly || context.Request.IsHttps || context.HasFailed() || !(context.IsApi() || IsForPage(context)))
            return next(context);
        context.Refuse(new RequestException("request.https_needed", StatusCodes.Status400BadRequest));
        return Task.CompletedTask;
    }

    private static bool IsForPage(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null;
}
