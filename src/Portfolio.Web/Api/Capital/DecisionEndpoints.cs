using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Decisions;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Capital;

/// <summary>Decisions on capital and their lines, as long as they are worked on.</summary>
internal static class DecisionEndpoints
{
    public const string Route = "/capital/decisions/{id}";

    private const string Key = "Key of the decision.";
    private const string Tag = "ETag of the decision the change is based on, or *.";

    /// <summary>Far more than a name and a reason take.</summary>
    private const int LargestHead = 16 * 1024;

    /// <summary>A block of 30.000 lines with their reasons.</summary>
    private const int LargestLines = 16 * 1024 * 1024;

    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        api.MapRead("/capital/decisions", "listDecisions", "Decisions on capital, the latest begun first, in stretches", ListAsync)
            .WithTags("Capital").Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        api.MapRead(Route, "getDecision", "One decision without its lines", GetAsync)
            .WithTags("Capital").ProducesVersioned<DecisionDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapRead(Route + "/lines", "listDecisionLines", "Lines of a decision by project, source and year, in stretches", LinesAsync)
            .WithTags("Capital").Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        api.MapRead("/capital/adjustments/{id}", "getAdjustment", "An adjustment: who gives, who takes, and whether it balances", AdjustmentAsync)
            .WithTags("Capital").ProducesVersioned<AdjustmentDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapPost("/capital/decisions", BeginAsync)
            .WithName("beginDecision").WithSummary("Begins a decision as a draft, empty or as a copy").WithTags("Capital")
            .Accepts<NewDecisionDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestHead))
            .HonoursOnce()
            .Produces<DecisionDto>(StatusCodes.Status201Created).RefusesWrites();
        api.MapPut(Route, RenameAsync)
            .WithName("renameDecision").WithSummary("Names a draft anew").WithTags("Capital")
            .WithDescription("`If-Match` is required: the `ETag` of the decision, or `*`.")
            .Accepts<DecisionNameDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestHead))
            .Produces<DecisionDto>().RefusesConditionalWrites();
        api.MapPut(Route + "/lines", EditAsync)
            .WithName("setDecisionLines").WithSummary("Sets lines of a draft, all or none").WithTags("Capital")
            .WithDescription("""
                Sets the lines that are named; the others stay. A line that would break a rule (need, total investment, ceiling, paid
                capital, closed year) is refused with its figures. `If-Match` is required: the `ETag` of the decision, which then must be
                unchanged as a whole, or `*`: then officers in different projects do not hinder each other, and `was` and `inForce` of
                a line tell what it is based on. A refusal for staleness (412) holds the lines as they stand under `present`.
                """)
            .Accepts<LinesInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestLines))
            .Produces<LinesReceiptDto>().RefusesConditionalWrites();
        api.MapPut(Route + "/draws/{contingency}", DrawAsync)
            .WithName("setContingencyDraw").WithSummary("Says how much an adjustment draws on a contingency").WithTags("Capital")
            .WithDescription("`If-Match` is required: the `ETag` of the decision, or `*`.")
            .Accepts<DrawInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestHead))
            .Produces<DecisionDto>().RefusesConditionalWrites();
    }

    private static async Task<ListDto<DecisionSummaryDto>> ListAsync(
        [Description("Code of a plan.")] string? plan, [Description("allocation, adjustment or closing.")] string? kind,
        [Description("draft, submitted, returned, approved or discarded.")] string? status,
        [Description("Value of next in the stretch before.")] string? after, [Description("Entries at most.")] string? limit,
        DecisionStretches decisions, ActorSource actors, CancellationToken ct)
    {
        var filter = new DecisionFilter(QueryText.Clean("plan", plan), QueryText.Clean("kind", kind), QueryText.Clean("status", status));
        var stretch = await decisions.ListAsync(
            actors.Current, filter, QueryText.Key("after", after), QueryText.Limit(limit, ProjectsQuery.UsualLimit, DecisionStretches.LargestStretch), ct);
        return new ListDto<DecisionSummaryDto>([.. stretch.Items.Select(DecisionSummaryDto.Of)], stretch.Next);
    }

    private static async Task<IResult> GetAsync([Description(Key)] long id, DecisionPapers papers, ActorSource actors, CancellationToken ct) =>
        Versioned(await papers.GetAsync(actors.Current, id, ct));

    private static async Task<ListDto<DecisionLineDto>> LinesAsync(
        [Description(Key)] long id, [Description("Value of next in the stretch before.")] string? after, [Description("Lines at most.")] string? limit,
        DecisionStretches decisions, ActorSource actors, CancellationToken ct)
    {
        var stretch = await decisions.LinesAsync(
            actors.Current, id, QueryText.Clean("after", after), QueryText.Limit(limit, ProjectsQuery.UsualLimit, DecisionStretches.LargestStretch), ct);
        return new ListDto<DecisionLineDto>([.. stretch.Items.Select(DecisionLineDto.Of)], stretch.Next);
    }

    private static async Task<IResult> AdjustmentAsync(
        [Description(Key)] long id, DecisionPapers papers, DecisionStretches decisions, ActorSource actors, CancellationToken ct)
    {
        var moves = await decisions.MovesAsync(actors.Current, id, ct);
        var decision = await papers.GetAsync(actors.Current, id, ct);
        return new VersionedResult<AdjustmentDto>(AdjustmentDto.Of(decision, moves), decision.Version);
    }

    private static async Task<IResult> BeginAsync(HttpRequest request, DecisionPapers papers, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actor.Demand(Permission.AllocateCapital);
        var wanted = await DecisionBodies.ReadNewAsync(request, ct);
        try
        {
            var begun = await papers.BeginAsync(actor, new BeginDecision(wanted.Plan, wanted.Kind, wanted.Name, wanted.Reason, wanted.CopyFrom), ct);
            return new VersionedResult<DecisionDto>(
                DecisionDto.Of(begun), Text(begun.Version), StatusCodes.Status201Created, $"{request.PathBase}/api/v1/capital/decisions/{Text(begun.Id)}");
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
    }

    private static async Task<IResult> RenameAsync(
        [Description(Key)] long id, [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch,
        HttpRequest request, DecisionPapers papers, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        var based = IfMatch.Of(request);
        var wanted = await DecisionBodies.ReadNameAsync(request, ct);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () => Versioned(await papers.RenameAsync(
                actor, new RenameDecision(id, await VersionAsync(based, id, papers, actor, ct), wanted.Name, wanted.Reason), ct)),
            async () => DecisionDto.Of(await papers.GetAsync(actor, id, ct)));
    }

    private static async Task<IResult> EditAsync(
        [Description(Key)] long id, [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch,
        HttpRequest request, DraftService drafts, DecisionPapers papers, DecisionStretches decisions, ActorSource actors, ProblemMapping problems,
        CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        var based = IfMatch.Of(request);
        var wanted = await DecisionBodies.ReadLinesAsync(request, ct);
        List<LineEdit> lines = [.. wanted.Lines.Select(l => new LineEdit(l.Project, l.Source, l.Year, l.Change, l.Was, l.InForce, l.Reason))];
        try
        {
            return await ConditionalWrite.RunAsync(
                request, problems,
                async () => Receipt(await drafts.EditAsync(actor, new EditLines(id, await VersionAsync(based, id, papers, actor, ct), lines), ct)),
                async () => (await decisions.CellsAsync(actor, id, lines, ct)).Select(LineStateDto.Of).ToList());
        }
        catch (StaleCellsException stale)
        {
            return problems.Result(request.HttpContext, stale, stale.Cells.Select(LineStateDto.Of).ToList());
        }
    }

    private static async Task<IResult> DrawAsync(
        [Description(Key)] long id, [Description("Key of the contingency.")] long contingency,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch,
        HttpRequest request, ContingencyDraws draws, DecisionPapers papers, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.AllocateCapital);
        var based = IfMatch.Of(request);
        var wanted = await DecisionBodies.ReadDrawAsync(request, ct);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () => Versioned(await draws.SetAsync(
                actor, new DrawContingency(id, await VersionAsync(based, id, papers, actor, ct), contingency, wanted.Amount), ct)),
            async () => DecisionDto.Of(await papers.GetAsync(actor, id, ct)));
    }

    public static Task<long?> VersionAsync(IfMatch based, long id, DecisionPapers papers, Actor actor, CancellationToken ct) =>
        based.VersionAsync(async () => (await papers.GetAsync(actor, id, ct)).Version, "capital.stale");

    public static VersionedResult<DecisionDto> Versioned(Decision decision) => new(DecisionDto.Of(decision), decision.Version);

    // Without a version of the whole there is no tag: finding it reads the whole decision.
    private static IResult Receipt(EditReceipt receipt) => receipt.Version is { } version
        ? new VersionedResult<LinesReceiptDto>(LinesReceiptDto.Of(receipt), version)
        : Results.Ok(LinesReceiptDto.Of(receipt));

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
