using Microsoft.AspNetCore.Diagnostics;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Api.Milestones;
using Portfolio.Web.Api.Warnings;
using Portfolio.Web.Errors;

namespace Portfolio.Web.Api;

/// <summary>Brings the JSON API into the program.</summary>
internal static class ApiRegistration
{
    public static IServiceCollection AddPortfolioApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddSingleton<ProblemMapping>();
        services.AddSingleton<IExceptionHandler>(provider => provider.GetRequiredService<ProblemMapping>());
        services.Configure<StatusCodePagesOptions>(options => options.HandleAsync = ProblemMapping.WriteStatusAsync);
        // A request that cannot be bound is refused the same way in every environment: as an exception, mapped in one place.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Describe);
        return services;
    }

    public static void MapPortfolioApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        var portfolio = app.MapArea("portfolio");
        portfolio.MapReporting();
        portfolio.MapPlans();
        portfolio.MapProjects();
        portfolio.MapLand();
        portfolio.MapDirectory();
        portfolio.MapProgress();
        var milestones = app.MapArea("milestones");
        milestones.MapMilestones();
        milestones.MapProvinces();
        milestones.MapWarnings();
        milestones.MapColours();
        var funding = app.MapArea("funding");
        funding.MapFunding();
        funding.MapCapital();
        app.MapArea("audit").MapAudit();
        // Every token may ask whose it is.
        app.MapArea(null).MapMe();
        app.MapArea("accounts").MapAccounts();
        app.MapArea("jobs").MapJobs();
    }

    private static RouteGroupBuilder MapArea(this IEndpointRouteBuilder app, string? name) =>
        app.MapGroup("/api/v1").WithMetadata(new ApiArea(name));
}
