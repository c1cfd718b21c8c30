using System.ComponentModel;
using System.Globalization;
using Portfolio.Reporting.Capital.Balance;
using Portfolio.Reporting.Capital.Dated;
using Portfolio.Reporting.Capital.Decisions;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Capital;

/// <summary>Views of a plan's capital: its balance, and the plan as of a day.</summary>
internal static class ViewEndpoints
{
    private const string Route = "/capital/plans/{plan}";

    public static void MapViews(this IEndpointRouteBuilder api)
    {
        api.MapRead(Route + "/balance", "getBalance", "Balance of a plan's capital: need, ceilings, given by year and source, paid, left", BalanceAsync)
            .WithTags("Capital").ProducesVersioned<BalanceDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapRead(Route + "/as-of", "getPlanAsOf", "The plan of capital as of a day, by programme, with the decisions in force", AsOfAsync)
            .WithTags("Capital").ProducesVersioned<DatedPlanDto>().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        api.MapRead(
                Route + "/as-of/projects", "listProjectsAsOf", "The same by project and source with the numbers of the decisions, in stretches", ProjectsAsync)
            .WithTags("Capital").Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> BalanceAsync(
        [Description("Code of the plan.")] string plan, BalanceReports balances, ActorSource actors, CancellationToken ct)
    {
        var balance = await balances.GetAsync(actors.Current, plan, ct);
        return new VersionedResult<BalanceDto>(BalanceDto.Of(balance), Latest(balance.Decisions));
    }

    private static async Task<IResult> AsOfAsync(
        [Description("Code of the plan.")] string plan, [Description("Day, ISO 8601; without it today.")] string? on,
        DatedPlanReports plans, ActorSource actors, CancellationToken ct)
    {
        var dated = await plans.SumsAsync(actors.Current, new DatedPlanRequest(plan, QueryText.Day("on", on)), ct);
        return new VersionedResult<DatedPlanDto>(DatedPlanDto.Of(dated), Latest(dated.Decisions));
    }

    private static async Task<ListDto<DatedProjectDto>> ProjectsAsync(
        [Description("Code of the plan.")] string plan, [Description("Day, ISO 8601; without it today.")] string? on,
        [Description("Code of a programme within the plan.")] string? programme,
        [Description("Value of next in the stretch before.")] string? after, [Description("Entries at most.")] string? limit,
        DatedPlanReports plans, ActorSource actors, CancellationToken ct)
    {
        var request = new DatedPlanRequest(plan, QueryText.Day("on", on), QueryText.Clean("programme", programme));
        var stretch = await plans.AfterAsync(
            actors.Current, request, QueryText.Clean("after", after), QueryText.Limit(limit, ProjectsQuery.UsualLimit, DatedPlanReports.LargestStretch), ct);
        return new ListDto<DatedProjectDto>([.. stretch.Items.Select(p => DatedProjectDto.Of(stretch.Years, p))], stretch.Next);
    }

    /// <summary>The latest decision dates the sums; what else moves them, payments and ceilings, is in the digest of the body.</summary>
    private static string Latest(IReadOnlyList<DecisionInForce> decisions) =>
        decisions.Select(d => d.Id).DefaultIfEmpty().Max().ToString(CultureInfo.InvariantCulture);
}
