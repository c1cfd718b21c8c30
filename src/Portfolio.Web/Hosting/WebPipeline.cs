using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Portfolio.Web.Api;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Security;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Hosting;

/// <summary>The way of a request.</summary>
internal static class WebPipeline
{
    public static void Use(WebApplication app)
    {
        app.UseForwardedHeaders();
        // Here and not where the framework would put it by itself, in front of everything: what comes back from an identity provider
        // is answered by it, and must know by which address the visitor came.
        app.UseAuthentication();
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseWhen(RequestKind.IsPage, pages =>
        {
            pages.UseExceptionHandler("/error");
            pages.UseStatusCodePagesWithReExecute("/error");
        });
        app.UseWhen(RequestKind.IsApi, api =>
        {
            api.UseExceptionHandler();
            api.UseStatusCodePages();
        });
        app.UseRouting();
        app.UseMiddleware<HttpsDemand>();
        app.UseMiddleware<VisitMiddleware>();
        // Behind the authentication, which tells it whom to count; before any body is read.
        app.UseRateLimiter();
        app.UseMiddleware<RequestLimits>();
        app.UseMiddleware<Doorkeeper>();
        app.UseAntiforgery();
        JobScheduling.Use(app);
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        app.MapPortfolioApi();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }
}
