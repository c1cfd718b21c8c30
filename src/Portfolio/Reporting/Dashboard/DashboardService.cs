using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Plans;
using Portfolio.Reporting.Summary;

namespace Portfolio.Reporting.Dashboard;

/// <summary>The first page: need, what was given and paid of it, projects by sector and stage, what is due and what is past due.</summary>
public sealed class DashboardService(PortfolioDatabase database, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>Asks for all plans together.</summary>
    public const string AllPlans = "all";

    private readonly PlanChoices choices = new(clock);

    /// <summary>The dashboard of one plan or of all.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="planCode">Plan; null = the first in order, <see cref="AllPlans"/> = all together.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<DashboardReport> GetAsync(Actor actor, string? planCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        var today = calendar.Today;
        await using var connection = await database.OpenAsync(ct);
        var plans = await choices.GetAsync(connection, ct);
        if (planCode != AllPlans && await OfPlanAsync(connection, plans, planCode, today, ct) is { } report)
            return report;
        await using var answers = await AskAsync(connection, DashboardSql.OfAll, null, today, ct);
        return await ReadAsync(answers, plans, null, today);
    }

    /// <returns>Null where none is asked for and there is none.</returns>
    private static async Task<DashboardReport?> OfPlanAsync(
        NpgsqlConnection connection, ValueList<PlanChoice> plans, string? planCode, DateOnly today, CancellationToken ct)
    {
        await using var answers = await AskAsync(connection, planCode is null ? DashboardSql.OfFirstPlan : DashboardSql.OfPlan, planCode, today, ct);
        var plan = await answers.ReadSingleOrDefaultAsync<ShownPlan?>();
        if (plan is null && planCode is not null)
            throw new NotFoundException("plan", planCode);
        return plan is null ? null : await ReadAsync(answers, plans, plan, today);
    }

    private static Task<SqlMapper.GridReader> AskAsync(
        NpgsqlConnection connection, string statements, string? planCode, DateOnly today, CancellationToken ct) =>
        connection.QueryMultipleAsync(new CommandDefinition(
            statements, new { Code = planCode, Today = today, Month = new DateOnly(today.Year, today.Month, 1), today.Year }, cancellationToken: ct));

    // In the order of the statements.
    private static async Task<DashboardReport> ReadAsync(SqlMapper.GridReader answers, ValueList<PlanChoice> plans, ShownPlan? plan, DateOnly today)
    {
        var parts = await ReadAsync<PartRow>(answers);
        var shape = await ReadAsync<ShapeRow>(answers);
        var milestones = (await ReadAsync<MilestoneRow>(answers)).ToLookup(m => m.PlannedOn < today);
        return new DashboardReport(
            plans, plan, new NeedSummary([.. parts.Select(row => row.OfNeed)]), Capital(parts, today.Year), [.. shape],
            [.. milestones[true]], [.. milestones[false]], await answers.ReadSingleAsync<MilestoneCounts>(), [.. await ReadAsync<PlanTile>(answers)],
            await answers.ReadSingleAsync<bool>(), today);
    }

    private static async Task<List<T>> ReadAsync<T>(SqlMapper.GridReader answers) => [.. await answers.ReadAsync<T>()];

    private static CapitalSummary Capital(List<PartRow> rows, int year) => new(
        [.. rows.Select(row => row.OfCapital).Where(p => p.Need.Total != Vnd.Zero || p.Allocated.Total != Vnd.Zero || p.Paid.Total != Vnd.Zero)],
        year, new Vnd(rows.Sum(row => row.PayableInYear)), new Vnd(rows.Sum(row => row.PaidInYear)));
}
