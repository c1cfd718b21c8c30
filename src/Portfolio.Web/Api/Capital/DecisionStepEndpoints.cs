using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Capital;

/// <summary>The way of a decision: submitted, returned, approved, given up.</summary>
internal static class DecisionStepEndpoints
{
    private const string Key = "Key of the decision.";
    private const string Tag = "ETag of the decision as the caller has seen it, or *.";

    /// <summary>Far more than a number, a date and a reason take.</summary>
    private const int LargestBody = 16 * 1024;

    public static void MapDecisionSteps(this IEndpointRouteBuilder api)
    {
        Step(api.MapPost(DecisionEndpoints.Route + "/submit", SubmitAsync), "submitDecision", "Submits a draft; from here on its lines stay as they are")
            .HonoursOnce();
        Step(api.MapPost(DecisionEndpoints.Route + "/return", ReturnAsync), "returnDecision", "Returns a submitted decision with a reason")
            .Accepts<DecisionReturnDto>(MediaTypeNames.Application.Json).HonoursOnce();
        Step(api.MapPost(DecisionEndpoints.Route + "/approve", ApproveAsync), "approveDecision", "Records the approval of a submitted decision and posts its lines")
            .Accepts<DecisionApprovalDto>(MediaTypeNames.Application.Json).HonoursOnce();
        Step(api.MapPost(DecisionEndpoints.Route + "/discard", DiscardAsync), "discardDecision", "Gives a draft up; its lines stay for the record")
            .WithDescription("`If-Match` is required.");
    }

    private static RouteHandlerBuilder Step(RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithName(name).WithSummary(summary).WithTags("Capital")
        .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
        .Produces<DecisionDto>().RefusesConditionalWrites();

    private static Task<IResult> SubmitAsync(
        [Description(Key)] long id, [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch,
        HttpRequest request, DecisionFlow flow, DecisionPapers papers, ActorSource actors, ProblemMapping problems, CancellationToken ct) =>
        StepAsync(id, request, papers, actors.Current, problems, version => flow.SubmitAsync(actors.Current, id, version, ct), ct);

    private static async Task<IResult> ReturnAsync(
        [Description(Key)] long id, [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch,
        HttpRequest request, DecisionFlow flow, DecisionPapers papers, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        actors.Current.Demand(Permission.AllocateCapital);
        IfMatch.Of(request);
        var wanted = await DecisionBodies.ReadReturnAsync(request, ct);
        return await StepAsync(
            id, request, papers, actors.Current, problems, version => flow.ReturnAsync(actors.Current, new ReturnDecision(id, version, wanted.Reason), ct), ct);
    }

    private static async Task<IResult> ApproveAsync(
        [Description(Key)] long id, [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch,
        HttpRequest request, DecisionFlow flow, DecisionPapers papers, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        actors.Current.Demand(Permission.AllocateCapital);
        // A step that names no version is refused as such, whatever else is wrong with it.
        IfMatch.Of(request);
        var wanted = await DecisionBodies.ReadApprovalAsync(request, ct);
        return await StepAsync(
            id, request, papers, actors.Current, problems,
            version => flow.ApproveAsync(actors.Current, new ApproveDecision(id, version, wanted.Number, wanted.DecidedOn, wanted.Signer), ct), ct);
    }

    private static Task<IResult> DiscardAsync(
        [Description(Key)] long id, [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch,
        HttpRequest request, DecisionPapers papers, ActorSource actors, ProblemMapping problems, CancellationToken ct) =>
        StepAsync(id, request, papers, actors.Current, problems, version => papers.DiscardAsync(actors.Current, id, version, ct), ct);

    private static async Task<IResult> StepAsync(
        long id, HttpRequest request, DecisionPapers papers, Actor actor, ProblemMapping problems, Func<long?, Task<Decision>> take, CancellationToken ct)
    {
        // The service asks again; here it comes first, so that whoever may not change anything is told just that.
        actor.Demand(Permission.AllocateCapital);
        var based = IfMatch.Of(request);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () => DecisionEndpoints.Versioned(await take(await DecisionEndpoints.VersionAsync(based, id, papers, actor, ct))),
            async () => DecisionDto.Of(await papers.GetAsync(actor, id, ct)));
    }
}
