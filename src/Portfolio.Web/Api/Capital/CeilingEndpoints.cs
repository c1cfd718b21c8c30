using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Funding.Ceilings;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Capital;

/// <summary>Ceilings and contingencies of plans.</summary>
internal static class CeilingEndpoints
{
    private const string Route = "/capital/plans/{plan}/ceilings";

    /// <summary>Far more than a ceiling per source and year takes.</summary>
    private const int LargestBody = 256 * 1024;

    public static void MapCeilings(this IEndpointRouteBuilder api)
    {
        api.MapRead(Route, "getCeilings", "Ceilings of a plan by source and year, with what has been given of them", GetAsync)
            .WithTags("Capital").ProducesVersioned<CeilingsDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapPut(Route, SetAsync)
            .WithName("setCeilings").WithSummary("Sets ceilings of a plan").WithTags("Capital")
            .WithDescription("""
                Sets the ceilings that are named, all or none; the others stay. A ceiling below what was given already is refused.
                `If-Match` is required: the `ETag` of the ceilings the change is based on, or `*` for whatever is in force.
                """)
            .Accepts<CeilingsInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<CeilingsDto>().RefusesConditionalWrites();
        api.MapPut("/capital/plans/{plan}/contingencies", KeepAsync)
            .WithName("setContingency").WithSummary("Keeps a part of a source's ceilings back under a name, or changes how much").WithTags("Capital")
            .WithDescription("`If-Match` is required: the `ETag` of the plan's ceilings, or `*`.")
            .Accepts<ContingencyInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<CeilingsDto>().RefusesConditionalWrites();
    }

    private static async Task<IResult> GetAsync(
        [Description("Code of the plan.")] string plan, CeilingService ceilings, ActorSource actors, CancellationToken ct) =>
        Versioned(await ceilings.GetAsync(actors.Current, plan, ct));

    private static async Task<IResult> SetAsync(
        [Description("Code of the plan.")] string plan,
        [FromHeader(Name = "If-Match"), Description("ETag of the ceilings the change is based on, or *.")] string? ifMatch,
        HttpRequest request, CeilingService ceilings, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actor.Demand(Permission.AllocateCapital);
        var based = IfMatch.Of(request);
        var wanted = await CeilingBodies.ReadAsync(request, ct);
        List<CeilingEdit> edits = [.. wanted.Ceilings.Select(c => new CeilingEdit(c.Source, c.Year, c.Ceiling))];
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () => Versioned(await ceilings.SetAsync(
                actor, new SetCeilings(plan, await VersionAsync(based, plan, ceilings, actor, ct), edits, wanted.Reason), ct)),
            async () => CeilingsDto.Of(await ceilings.GetAsync(actor, plan, ct)));
    }

    private static async Task<IResult> KeepAsync(
        [Description("Code of the plan.")] string plan,
        [FromHeader(Name = "If-Match"), Description("ETag of the plan's ceilings, or *.")] string? ifMatch,
        HttpRequest request, CeilingService ceilings, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        var based = IfMatch.Of(request);
        var wanted = await CeilingBodies.ReadContingencyAsync(request, ct);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () => Versioned(await ceilings.KeepAsync(
                actor, new KeepContingency(plan, await VersionAsync(based, plan, ceilings, actor, ct), wanted.Source, wanted.Name, wanted.Amount), ct)),
            async () => CeilingsDto.Of(await ceilings.GetAsync(actor, plan, ct)));
    }

    private static Task<long?> VersionAsync(IfMatch based, string plan, CeilingService ceilings, Actor actor, CancellationToken ct) =>
        based.VersionAsync(async () => (await ceilings.GetAsync(actor, plan, ct)).Version, "capital.stale");

    private static VersionedResult<CeilingsDto> Versioned(PlanCeilings ceilings) => new(CeilingsDto.Of(ceilings), ceilings.Version);
}
