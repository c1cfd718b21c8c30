using System.ComponentModel;
using Portfolio.Common;
using Portfolio.Reporting.Plans;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>Plans and what hangs on them.</summary>
internal static class PlansEndpoints
{
    private const string OfPlan = "Code of a plan; without it those of all plans.";

    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        api.MapRead("/plans", "listPlans", "All plans", ListAsync).WithTags("Plans");
        api.MapRead(
            "/plans/{code}", "getPlan", "One plan with its programmes, indicators, reporting obligations, duties and discrepancies",
            GetAsync)
            .WithTags("Plans").Refuses(StatusCodes.Status404NotFound);
        api.MapRead("/indicators", "listIndicators", "Targets", IndicatorsAsync).ByPlan();
        api.MapRead("/reporting-obligations", "listReportingObligations", "Reports that plans ask for", ObligationsAsync).ByPlan();
        api.MapRead(
            "/discrepancies", "listDiscrepancies", "Places where documents contradict themselves or each other", DiscrepanciesAsync)
            .ByPlan();
    }

    private static void ByPlan(this RouteHandlerBuilder endpoint) =>
        endpoint.WithTags("Plans").Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);

    private static async Task<ListDto<PlanDto>> ListAsync(PlanReports plans, ActorSource actors, CancellationToken ct) =>
        new([.. (await plans.ListAsync(actors.Current, ct)).Select(PlanDto.Of)], null);

    private static async Task<PlanDetailDto> GetAsync(
        [Description("Code of the plan.")] string code,
        PlanReports plans, BusinessCalendar calendar, ActorSource actors, CancellationToken ct) =>
        PlanDetailDto.Of(await plans.GetAsync(actors.Current, code, ct), calendar.Today);

    private static async Task<ListDto<IndicatorDto>> IndicatorsAsync(
        [Description(OfPlan)] string? plan, PlanReports plans, ActorSource actors, CancellationToken ct) =>
        new([.. (await plans.IndicatorsAsync(actors.Current, QueryText.Clean("plan", plan), ct)).Select(IndicatorDto.Of)], null);

    private static async Task<ListDto<ObligationDto>> ObligationsAsync(
        [Description(OfPlan)] string? plan, PlanReports plans, BusinessCalendar calendar, ActorSource actors, CancellationToken ct)
    {
        var rows = await plans.ObligationsAsync(actors.Current, QueryText.Clean("plan", plan), ct);
        return new ListDto<ObligationDto>([.. rows.Select(row => ObligationDto.Of(row, calendar.Today))], null);
    }

    private static async Task<ListDto<DiscrepancyDto>> DiscrepanciesAsync(
        [Description(OfPlan)] string? plan, PlanReports plans, ActorSource actors, CancellationToken ct) =>
        new([.. (await plans.DiscrepanciesAsync(actors.Current, QueryText.Clean("plan", plan), ct)).Select(DiscrepancyDto.Of)], null);
}
