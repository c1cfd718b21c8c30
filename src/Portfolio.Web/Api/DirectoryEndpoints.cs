using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Directories.Administration;
using Portfolio.Reporting.Places;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>Bodies and communes.</summary>
internal static class DirectoryEndpoints
{
    private const string Province = "Code of a province.";
    private const string ProvinceOfBody = "Code of a province; the central bodies, which belong to none, come with every one.";
    /// <summary>Far more than a body with all its names takes.</summary>
    private const int LargestBody = 16 * 1024;

    private const string Words = "Part of the name, with or without accents.";

    public static void MapDirectory(this IEndpointRouteBuilder api)
    {
        api.MapRead("/bodies", "listBodies", "Bodies that plan, own, lead, coordinate and report", BodiesAsync)
            .WithTags("Directory").Refuses(StatusCodes.Status422UnprocessableEntity);
        api.MapRead("/bodies/{code}", "getBody", "One body", BodyAsync)
            .WithTags("Directory").Refuses(StatusCodes.Status404NotFound);
        api.MapPost("/bodies", EnterAsync)
            .WithName("enterBody").WithSummary("Enters a body that no document names").WithTags("Directory")
            .Accepts<NewBodyDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .HonoursOnce()
            .Produces<BodyDto>(StatusCodes.Status201Created)
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status500InternalServerError);
        api.MapRead("/communes", "listCommunes", "Commune-level units", CommunesAsync)
            .WithTags("Directory").Refuses(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<ListDto<BodyDto>> BodiesAsync(
        [Description(ProvinceOfBody)] string? province, [Description(Words)] string? q, PlaceReports places, ActorSource actors,
        CancellationToken ct)
    {
        var rows = await places.BodiesAsync(actors.Current, QueryText.Clean("province", province), QueryText.Clean("q", q), ct);
        return new ListDto<BodyDto>([.. rows.Select(BodyDto.Of)], null);
    }

    private static async Task<BodyDto> BodyAsync(
        [Description("Code of the body.")] string code, PlaceReports places, ActorSource actors, CancellationToken ct) =>
        BodyDto.Of((await places.BodyAsync(actors.Current, code, ct)).Body);

    private static async Task<IResult> EnterAsync(
        HttpRequest request, BodyAdministration bodies, PlaceReports places, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actor.Demand(Permission.ManageBodies);
        try
        {
            var entered = await bodies.EnterAsync(actor, await BodyInput.ReadAsync(request, ct), ct);
            var report = await places.BodyAsync(actor, entered.Code, ct);
            return Results.Created($"{request.PathBase}/api/v1/bodies/{entered.Code}", BodyDto.Of(report.Body));
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
    }

    private static async Task<ListDto<CommuneDto>> CommunesAsync(
        [Description(Province)] string? province, [Description(Words)] string? q, PlaceReports places, ActorSource actors,
        CancellationToken ct)
    {
        var rows = await places.CommunesAsync(actors.Current, QueryText.Clean("province", province), QueryText.Clean("q", q), ct);
        return new ListDto<CommuneDto>([.. rows.Select(CommuneDto.Of)], null);
    }
}
