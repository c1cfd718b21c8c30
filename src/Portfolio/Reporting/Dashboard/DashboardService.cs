using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Plans;
using Portfolio.Reporting.Summary;

namespace Portfolio.Reporting.Dashboard;

/// <summary>The first page: need, what was given and paid of it, projects by sector and stage, what is due and what is past due.</summary>
public sealed class DashboardService(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Asks for all plans together.</summary>
    public const string AllPlans = "all";

    private const string PlanSql = $"""
        -- Reporting.Dashboard.Plan
        {PlanColumns}
        where p.code = @Code
        """;

    private const string FirstPlanSql = $"""
        -- Reporting.Dashboard.FirstPlan
        {PlanColumns}
        order by p.position, p.code
        limit 1
        """;

    private const string PlanColumns = """
        select p.id, p.code, p.province_code, v.name as province_name, v.name_en as province_name_en, p.short_name, p.period_from, p.period_to
        from plans.plan p
        join directory.province v on v.code = p.province_code
        """;

    /// <summary>The dashboard of one plan or of all.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="planCode">Plan; null = the first in order, <see cref="AllPlans"/> = all together.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<DashboardReport> GetAsync(Actor actor, string? planCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        if (planCode == AllPlans)
            return await ReadAsync(connection, null, ct);
        var plan = await connection.QuerySingleOrDefaultAsync<ShownPlan?>(
            new CommandDefinition(planCode is null ? FirstPlanSql : PlanSql, new { Code = planCode }, cancellationToken: ct));
        if (plan is null && planCode is not null)
            throw new NotFoundException("plan", planCode);
        return await ReadAsync(connection, plan, ct);
    }

    private async Task<DashboardReport> ReadAsync(NpgsqlConnection connection, ShownPlan? plan, CancellationToken ct)
    {
        var today = calendar.Today;
        // In one round trip, and read in this order.
        string[] statements = plan is null
            ? [
                DashboardSql.Choices, DashboardSql.ByProvince, DashboardSql.ShapeOfAll, DashboardSql.MilestonesOfAll,
                DashboardSql.CountsOfAll, DashboardSql.OthersOfAll, DashboardSql.IllustrativeOfAll,
            ]
            : [
                DashboardSql.Choices, DashboardSql.ByProgramme, DashboardSql.ShapeOfPlan, DashboardSql.MilestonesOfPlan,
                DashboardSql.CountsOfPlan, DashboardSql.OthersOfPlan, DashboardSql.IllustrativeOfPlan,
            ];
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            string.Join(";\n", statements),
            new { PlanId = plan?.Id, Province = plan?.ProvinceCode, Today = today, Month = new DateOnly(today.Year, today.Month, 1), today.Year },
            cancellationToken: ct));
        var choices = await ReadAsync<PlanChoice>(answers);
        var parts = await ReadAsync<PartRow>(answers);
        var shape = await ReadAsync<ShapeRow>(answers);
        var milestones = (await ReadAsync<MilestoneRow>(answers)).ToLookup(m => m.PlannedOn < today);
        return new DashboardReport(
            choices, plan, new NeedSummary([.. parts.Select(row => row.OfNeed)]), Capital(parts, today.Year), shape, [.. milestones[true]], [.. milestones[false]],
            await answers.ReadSingleAsync<MilestoneCounts>(), await ReadAsync<PlanTile>(answers), await answers.ReadSingleAsync<bool>(), today);
    }

    private static async Task<List<T>> ReadAsync<T>(SqlMapper.GridReader answers) => [.. await answers.ReadAsync<T>()];

    private static CapitalSummary Capital(List<PartRow> rows, int year) => new(
        [.. rows.Select(row => row.OfCapital).Where(p => p.Need.Total != Vnd.Zero || p.Allocated.Total != Vnd.Zero || p.Paid.Total != Vnd.Zero)],
        year, new Vnd(rows.Sum(row => row.PayableInYear)), new Vnd(rows.Sum(row => row.PaidInYear)));
}
