using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Capital;

/// <summary>Payments: entered by owners, confirmed, returned and reversed by the finance department.</summary>
internal static class DisbursementEndpoints
{
    private const string Route = "/capital/disbursements/{id}";
    private const string Key = "Key of the payment.";

    /// <summary>Far more than a reason or many keys take.</summary>
    private const int LargestBody = 256 * 1024;

    /// <summary>A table of as many payments as may be entered at once, with their notes.</summary>
    private const int LargestTable = 8 * 1024 * 1024;

    public static void MapDisbursements(this IEndpointRouteBuilder api)
    {
        api.MapRead("/capital/disbursements", "listDisbursements", "Payments with their documents, the latest entered first, in stretches", ListAsync)
            .WithTags("Capital").Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        api.MapRead(Route, "getDisbursement", "One payment", GetAsync)
            .WithTags("Capital").ProducesVersioned<DisbursementDto>().Refuses(StatusCodes.Status404NotFound);
        Write(api.MapPost("/capital/disbursements", EnterAsync), "enterDisbursements", "Enters payments, one or many, all or none")
            .Accepts<DisbursementsInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestTable))
            .HonoursOnce()
            .Produces<ListDto<DisbursementDto>>(StatusCodes.Status201Created).RefusesWrites();
        Write(api.MapPost("/capital/disbursements/confirm", ConfirmAsync), "confirmDisbursements", "Confirms payments that wait, all or none")
            .Accepts<ConfirmInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .HonoursOnce()
            .WithDescription("""
                Each payment comes with the `version` whose figures were seen. Where one was corrected since, none is confirmed, and the
                refusal (412) holds those that differ as they stand under `present`. With an `Idempotency-Key` the same request gives the
                first answer again; the key with another body is refused (409).
                """)
            .Produces<ListDto<DisbursementDto>>().RefusesWrites().Refuses(StatusCodes.Status412PreconditionFailed);
        Write(api.MapPut(Route, CorrectAsync), "correctDisbursement", "Corrects a payment that is not confirmed, and enters it again")
            .WithDescription("""
                Everything that is not named becomes empty; the project and an attached file stay. `If-Match` is required: the `ETag` of
                the payment, or `*`. A refusal for staleness (412) holds the payment as it stands under `present`.
                """)
            .Accepts<DisbursementCorrectionDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<DisbursementDto>().RefusesConditionalWrites();
        Write(api.MapPost(Route + "/withdraw", WithdrawAsync), "withdrawDisbursement", "Takes a payment back that is not confirmed")
            .WithDescription("`If-Match` is required: the `ETag` of the payment, or `*`.")
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<DisbursementDto>().RefusesConditionalWrites();
        Write(api.MapPost(Route + "/return", ReturnAsync), "returnDisbursement", "Returns a payment that waits, with a reason")
            .Accepts<DisbursementReasonDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .HonoursOnce()
            .Produces<DisbursementDto>().RefusesConditionalWrites();
        Write(api.MapPost(Route + "/reverse", ReverseAsync), "reverseDisbursement", "Reverses a confirmed payment by one of the opposite sign, dated today")
            .WithDescription("""
                Where the budget year is closed, the money is recovered for the budget: it is neither carried over nor given to others.
                A new payment of that year is accepted up to what was recovered in exactly its project and source.
                """)
            .Accepts<DisbursementReasonDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .HonoursOnce()
            .Produces<DisbursementDto>(StatusCodes.Status201Created).RefusesWrites();
    }

    private static RouteHandlerBuilder Write(RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary).WithTags("Capital");

    private static async Task<ListDto<DisbursementDto>> ListAsync(
        [Description("Code of a plan.")] string? plan, [Description("Code of a project.")] string? project,
        [Description("Code of a source.")] string? source, [Description("Budget year.")] string? year,
        [Description("entered, confirmed, returned or withdrawn.")] string? status,
        [Description("Value of next in the stretch before.")] string? after, [Description("Entries at most.")] string? limit,
        PaymentLists payments, ActorSource actors, CancellationToken ct)
    {
        var filter = new PaymentFilter
        {
            Plan = QueryText.Clean("plan", plan),
            Project = QueryText.Clean("project", project),
            Source = QueryText.Clean("source", source),
            Year = QueryText.Year("year", year),
            Status = QueryText.Clean("status", status),
        };
        var stretch = await payments.ListAsync(
            actors.Current, filter, QueryText.Key("after", after), QueryText.Limit(limit, ProjectsQuery.UsualLimit, PaymentLists.LargestStretch), ct);
        return new ListDto<DisbursementDto>([.. stretch.Items.Select(DisbursementDto.Of)], stretch.Next);
    }

    private static async Task<IResult> GetAsync([Description(Key)] long id, PaymentDesk desk, ActorSource actors, CancellationToken ct) =>
        Versioned(await desk.GetAsync(actors.Current, id, ct));

    private static async Task<IResult> EnterAsync(
        HttpRequest request, PaymentEntry entry, PaymentLists payments, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actor.Demand(Permission.EnterPayments);
        var wanted = await DisbursementBodies.ReadNewAsync(request, ct);
        try
        {
            var entered = await payments.FindAsync(actor, await entry.EnterAsync(actor, wanted, ct), ct);
            return Results.Created(
                $"{request.PathBase}/api/v1/capital/disbursements", new ListDto<DisbursementDto>([.. entered.Select(DisbursementDto.Of)], null));
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InRows();
        }
    }

    private static async Task<IResult> ConfirmAsync(
        HttpRequest request, PaymentDesk desk, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ConfirmPayments);
        var seen = await DisbursementBodies.ReadSeenAsync(request, ct);
        try
        {
            return Results.Ok(new ListDto<DisbursementDto>([.. (await desk.ConfirmAsync(actor, seen, ct)).Select(DisbursementDto.Of)], null));
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InKeys(seen);
        }
        catch (StalePaymentsException stale)
        {
            return problems.Result(request.HttpContext, stale, stale.Payments.Select(DisbursementDto.Of).ToList());
        }
    }

    private static async Task<IResult> CorrectAsync(
        [Description(Key)] long id, [FromHeader(Name = "If-Match"), Description("ETag of the payment the correction is based on, or *.")] string? ifMatch,
        HttpRequest request, PaymentEntry entry, PaymentDesk desk, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.EnterPayments);
        var based = IfMatch.Of(request);
        var wanted = await DisbursementBodies.ReadCorrectionAsync(request, ct);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () =>
            {
                var present = await desk.GetAsync(actor, id, ct);
                var version = await based.VersionAsync(() => Task.FromResult(present.Version), "payments.stale");
                try
                {
                    return Versioned(await entry.CorrectAsync(actor, id, version, wanted with { Project = present.ProjectCode }, ct));
                }
                catch (ValidationFailedException invalid)
                {
                    throw invalid.InOne();
                }
            },
            async () => DisbursementDto.Of(await desk.GetAsync(actor, id, ct)));
    }

    private static async Task<IResult> WithdrawAsync(
        [Description(Key)] long id, [FromHeader(Name = "If-Match"), Description("ETag of the payment as the caller has seen it, or *.")] string? ifMatch,
        HttpRequest request, PaymentEntry entry, PaymentDesk desk, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.EnterPayments);
        var based = IfMatch.Of(request);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () => Versioned(await entry.WithdrawAsync(
                actor, id, await based.VersionAsync(async () => (await desk.GetAsync(actor, id, ct)).Version, "payments.stale"), ct)),
            async () => DisbursementDto.Of(await desk.GetAsync(actor, id, ct)));
    }

    private static async Task<IResult> ReturnAsync(
        [Description(Key)] long id, [FromHeader(Name = "If-Match"), Description("ETag of the payment as the caller has seen it, or *.")] string? ifMatch,
        HttpRequest request, PaymentDesk desk, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ConfirmPayments);
        var based = IfMatch.Of(request);
        var reason = await DisbursementBodies.ReadReasonAsync(request, ct);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () => Versioned(await desk.ReturnAsync(
                actor, id, await based.VersionAsync(async () => (await desk.GetAsync(actor, id, ct)).Version, "payments.stale"), reason, ct)),
            async () => DisbursementDto.Of(await desk.GetAsync(actor, id, ct)));
    }

    private static async Task<IResult> ReverseAsync(
        [Description(Key)] long id, HttpRequest request, PaymentDesk desk, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ConfirmPayments);
        var reversal = await desk.ReverseAsync(actor, id, await DisbursementBodies.ReadReasonAsync(request, ct), ct);
        return new VersionedResult<DisbursementDto>(
            DisbursementDto.Of(reversal), Text(reversal.Version), StatusCodes.Status201Created,
            $"{request.PathBase}/api/v1/capital/disbursements/{Text(reversal.Id)}");
    }

    private static VersionedResult<DisbursementDto> Versioned(Payment payment) => new(DisbursementDto.Of(payment), payment.Version);

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
