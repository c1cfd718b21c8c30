using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Plans;
using Portfolio.Reporting.Projects;
using Portfolio.Reporting.Summary;

namespace Portfolio.Reporting.Dashboard;

/// <summary>The first page: need and split, projects by sector and stage, what is due and what is past due.</summary>
public sealed class DashboardService(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Asks for all plans together.</summary>
    public const string AllPlans = "all";

    /// <summary>Milestones shown in each of the two lists.</summary>
    public const int MilestonesShown = 8;

    private const string ShapeSql = """
        -- Reporting.Dashboard.Shape
        select x.sector, x.stage, count(*)::int as projects
        from projects.project x
        where @PlanCode::text is null or x.plan_id = (select id from plans.plan where code = @PlanCode)
        group by x.sector, x.stage
        """;

    // The plan is looked up first, so that the partial index (plan_id, planned_on) gives the few rows without a sort.
    private const string MilestoneColumns = $"""
            select x.code as project_code, x.name as project_name, m.name, m.planned_on, m.planned_precision, m.planned_text,
                {ProjectSql.Responsible} as responsible
            from milestones.milestone m
            join projects.project x on x.id = m.project_id
            where m.met_on is null and m.planned_on is not null
                and (@PlanCode::text is null or m.plan_id = (select id from plans.plan where code = @PlanCode))
        """;

    private const string NextSql = $"""
        -- Reporting.Dashboard.NextMilestones
        {MilestoneColumns}
                and m.planned_on >= @Today
            order by m.planned_on, m.id
            limit @Limit
        """;

    private const string OverdueSql = $"""
        -- Reporting.Dashboard.OverdueMilestones
        {MilestoneColumns}
                and m.planned_on < @Today
            order by m.planned_on, m.id
            limit @Limit
        """;

    private const string CountSql = """
        -- Reporting.Dashboard.MilestoneCounts
        select count(*) filter (where m.planned_on < @Today)::int as overdue,
            count(*) filter (where m.planned_on >= @Today)::int as due_soon
        from milestones.milestone m
        where m.met_on is null and m.planned_on is not null and m.planned_on <= @Today + 90
            and (@PlanCode::text is null or m.plan_id = (select id from plans.plan where code = @PlanCode))
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
        var plans = await PlanReports.ReadAllAsync(connection, ct);
        var plan = planCode is null ? plans.FirstOrDefault() : plans.Find(p => p.Code == planCode);
        if (plan is null && planCode is not (null or AllPlans))
            throw new NotFoundException("plan", planCode);

        var query = new { PlanCode = plan?.Code, calendar.Today, Limit = MilestonesShown };
        return new DashboardReport(
            plans,
            plan,
            new PortfolioSummary(plan?.Code, calendar.Now, await SummaryService.ReadAsync(connection, plan?.Code, ct)),
            await ReadAsync<ShapeRow>(connection, ShapeSql, query, ct),
            await ReadAsync<MilestoneRow>(connection, NextSql, query, ct),
            await ReadAsync<MilestoneRow>(connection, OverdueSql, query, ct),
            await connection.QuerySingleAsync<MilestoneCounts>(new CommandDefinition(CountSql, query, cancellationToken: ct)),
            calendar.Today);
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, object query, CancellationToken ct) =>
        [.. await connection.QueryAsync<T>(new CommandDefinition(sql, query, cancellationToken: ct))];
}
