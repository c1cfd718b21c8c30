using System.ComponentModel;
using Portfolio.Reporting.Summary;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>Figures over the whole portfolio.</summary>
internal static class ReportingEndpoints
{
    public static void MapReporting(this IEndpointRouteBuilder api) =>
        api.MapRead("/portfolio/summary", "getPortfolioSummary", "Capital need by programme, itemised and not itemised", SummaryAsync)
            .WithTags("Portfolio").Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);

    private static async Task<SummaryDto> SummaryAsync(
        [Description("Code of a plan; without it all plans of all provinces.")] string? plan,
        SummaryService summaries, ActorSource actors, CancellationToken ct) =>
        SummaryDto.Of(await summaries.GetAsync(actors.Current, QueryText.Clean("plan", plan), ct));
}
