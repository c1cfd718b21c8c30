using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Needs;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>Capital: the needs of projects.</summary>
internal static class FundingEndpoints
{
    private const string Route = "/projects/{code}/needs";

    /// <summary>Far more than a need per source and a reason take.</summary>
    private const int LargestBody = 64 * 1024;

    public static void MapFunding(this IEndpointRouteBuilder api)
    {
        api.MapRead(Route, "getProjectNeeds", "Needs of a project by source, with the room of its programme", GetAsync)
            .WithTags("Funding").ProducesVersioned<NeedsDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapPut(Route, SetAsync)
            .WithName("setProjectNeeds").WithSummary("Sets the needs of a project").WithTags("Funding")
            .WithDescription("""
                Replaces all needs: a source that is not named has none. The change is refused when the programme's envelope has no
                room for it. `If-Match` is required: the `ETag` of the needs the change is based on, or `*` for whatever is in force.
                """)
            .Accepts<NeedsInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<NeedsDto>()
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity,
                StatusCodes.Status428PreconditionRequired, StatusCodes.Status500InternalServerError);
    }

    private static async Task<IResult> GetAsync(
        [Description("Code of the project.")] string code, NeedService needs, ActorSource actors, CancellationToken ct) =>
        Versioned(await needs.GetAsync(actors.Current, code, ct));

    private static async Task<IResult> SetAsync(
        [Description("Code of the project.")] string code,
        [FromHeader(Name = "If-Match"), Description("ETag of the needs the change is based on, or *.")] string? ifMatch,
        HttpRequest request, NeedService needs, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actor.Demand(Permission.EditNeeds);
        var based = IfMatch.Of(request);
        var wanted = await NeedsBody.ReadAsync(request, ct);
        try
        {
            var version = await based.VersionAsync(async () => (await needs.GetAsync(actor, code, ct)).Version, "needs.stale");
            List<SourceAmount> amounts = [.. wanted.Needs.Select(need => new SourceAmount(need.Source, need.Amount))];
            return Versioned(await needs.SetAsync(actor, new SetNeeds(code, version, amounts, wanted.Reason), ct));
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
        catch (StaleException stale)
        {
            // With the refusal comes what is in force, so that the caller can merge without asking again.
            var present = await needs.GetAsync(actor, code, ct);
            return problems.Result(request.HttpContext, stale, NeedsDto.Of(present));
        }
    }

    private static VersionedResult<NeedsDto> Versioned(ProjectNeeds needs) => new(NeedsDto.Of(needs), needs.Version);
}
