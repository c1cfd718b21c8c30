using System.ComponentModel;
using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Funding.Closing;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Capital;

/// <summary>Closings of budget years; from the draft on they go the way of every decision.</summary>
internal static class ClosingEndpoints
{
    /// <summary>Far more than a year and a name take.</summary>
    private const int LargestBody = 16 * 1024;

    public static void MapClosings(this IEndpointRouteBuilder api) =>
        api.MapPost("/capital/plans/{plan}/closings", BeginAsync)
            .WithName("beginClosing").WithSummary("Begins the closing of a budget year as a draft").WithTags("Capital")
            .Accepts<NewClosingDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .HonoursOnce()
            .WithDescription("""
                The year is one whose accounts are settled, and none of its payments waits. The lines of the draft say what is carried over;
                its approval lets the rest lapse and closes the year. With an `Idempotency-Key` the same request gives the first answer again
                instead of beginning anew; the key with another body is refused (409).
                """)
            .Produces<DecisionDto>(StatusCodes.Status201Created).RefusesWrites();

    private static async Task<IResult> BeginAsync(
        [Description("Code of the plan.")] string plan, HttpRequest request, YearClosing closing, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actor.Demand(Permission.AllocateCapital);
        var wanted = await DecisionBodies.ReadClosingAsync(request, ct);
        var begun = await closing.BeginAsync(actor, plan, wanted.Year, wanted.Name, ct);
        return new VersionedResult<DecisionDto>(
            DecisionDto.Of(begun), Text(begun.Version), StatusCodes.Status201Created, $"{request.PathBase}/api/v1/capital/decisions/{Text(begun.Id)}");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
