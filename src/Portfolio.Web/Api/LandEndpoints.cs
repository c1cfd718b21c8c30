using System.ComponentModel;
using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Obstacles;
using Portfolio.LandClearance.Packages;
using Portfolio.Reporting.Land;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>Land to be cleared, and what holds it up.</summary>
internal static class LandEndpoints
{
    private const string Tag = "Land";
    private const string Package = "/projects/{code}/land/{id}";
    private const string Code = "Code of the project.";

    /// <summary>Far more than any documented body takes.</summary>
    private const int LargestBody = 64 * 1024;

    public static void MapLand(this IEndpointRouteBuilder api)
    {
        api.MapRead("/projects/{code}/land", "getProjectLand", "Land of a project: packages, their counters and steps, obstacles", OfProjectAsync)
            .WithTags(Tag).Produces<LandDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapRead(Package, "getLandPackage", "One land package", GetAsync)
            .WithTags(Tag).ProducesVersioned<LandPackageDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapPatch(Package, UpdateAsync).WithName("updateLandPackage").WithSummary("Enters news of a land package").WithTags(Tag)
            .WithDescription("""
                What is not named stays. Counters are consistent or refused (422), with the figures in the sentence at the field; what was counted
                becomes less only with a `reason`. `If-Match` is required: the `ETag` of the package, or `*`. A refusal for staleness (412) holds the
                package as it stands under `present`.
                """)
            .Accepts<LandUpdateDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<LandPackageDto>().RefusesConditionalWrites();
        api.MapRead("/obstacles/{id}", "getObstacle", "One obstacle", ObstacleAsync)
            .WithTags(Tag).ProducesVersioned<ObstacleDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapPost("/projects/{code}/obstacles", ReportAsync).WithName("reportObstacle").WithSummary("Reports what holds land or work up").WithTags(Tag)
            .Accepts<ObstacleInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .HonoursOnce()
            .Produces<ObstacleDto>(StatusCodes.Status201Created).RefusesWrites();
    }

    private static async Task<LandDto> OfProjectAsync([Description(Code)] string code, LandReports reports, ActorSource actors, CancellationToken ct) =>
        LandDto.Of(await reports.OfProjectAsync(actors.Current, code, ct));

    private static async Task<IResult> GetAsync(
        [Description(Code)] string code, [Description("Key of the package.")] long id, LandReports reports, ActorSource actors, CancellationToken ct) =>
        Versioned((await reports.PackageAsync(actors.Current, code, id, ct)).Package);

    private static async Task<IResult> UpdateAsync(
        [Description(Code)] string code, [Description("Key of the package.")] long id,
        [FromHeader(Name = "If-Match"), Description("ETag of the package the news is based on, or *.")] string? ifMatch,
        HttpRequest request, LandReports reports, PackageUpdates updates, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actor.Demand(Permission.UpdateLand);
        var based = IfMatch.Of(request);
        var wanted = await LandBodies.ReadUpdateAsync(request, id, ct);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () =>
            {
                var present = (await reports.PackageAsync(actor, code, id, ct)).Package;
                var version = await based.VersionAsync(() => Task.FromResult(present.Version), "land.stale");
                await updates.EnterAsync(actor, wanted with { Version = version }, ct);
                return Versioned((await reports.PackageAsync(actor, code, id, ct)).Package);
            },
            async () => LandPackageDto.Of((await reports.PackageAsync(actor, code, id, ct)).Package));
    }

    private static async Task<IResult> ObstacleAsync(
        [Description("Key of the obstacle.")] long id, ObstacleReports reports, ActorSource actors, CancellationToken ct)
    {
        var obstacle = (await reports.GetAsync(actors.Current, id, ct)).Obstacle;
        return new VersionedResult<ObstacleDto>(ObstacleDto.Of(obstacle), obstacle.Version);
    }

    private static async Task<IResult> ReportAsync(
        [Description(Code)] string code, HttpRequest request, ObstacleService obstacles, ObstacleReports reports, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.UpdateLand);
        var wanted = await LandBodies.ReadObstacleAsync(request, code, ct);
        try
        {
            var made = await obstacles.ReportAsync(actor, wanted, ct);
            return Results.Created(
                $"{request.PathBase}/api/v1/obstacles/{made.Id.ToString(CultureInfo.InvariantCulture)}",
                ObstacleDto.Of((await reports.GetAsync(actor, made.Id, ct)).Obstacle));
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
    }

    private static VersionedResult<LandPackageDto> Versioned(LandPackage package) => new(LandPackageDto.Of(package), package.Version);
}
