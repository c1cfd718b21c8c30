using System.ComponentModel;
using Portfolio.Reporting.Places;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>Bodies and communes.</summary>
internal static class DirectoryEndpoints
{
    private const string Province = "Code of a province.";
    private const string ProvinceOfBody = "Code of a province; the central bodies, which belong to none, come with every one.";
    private const string Words = "Part of the name, with or without accents.";

    public static void MapDirectory(this IEndpointRouteBuilder api)
    {
        api.MapRead("/bodies", "listBodies", "Bodies that plan, own, lead, coordinate and report", BodiesAsync)
            .WithTags("Directory").Refuses(StatusCodes.Status422UnprocessableEntity);
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

    private static async Task<ListDto<CommuneDto>> CommunesAsync(
        [Description(Province)] string? province, [Description(Words)] string? q, PlaceReports places, ActorSource actors,
        CancellationToken ct)
    {
        var rows = await places.CommunesAsync(actors.Current, QueryText.Clean("province", province), QueryText.Clean("q", q), ct);
        return new ListDto<CommuneDto>([.. rows.Select(CommuneDto.Of)], null);
    }
}
