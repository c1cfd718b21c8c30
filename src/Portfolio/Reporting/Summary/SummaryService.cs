using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Plans;

namespace Portfolio.Reporting.Summary;

/// <summary>The capital need of one plan or of all, from the envelopes the ledger keeps.</summary>
public sealed class SummaryService(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string ProgrammeColumns = """
        select p.code as plan_code, p.short_name as plan_name, g.code, g.name, g.short_name,
            s.amount as state, o.amount as other, s.itemised as itemised_state, o.itemised as itemised_other, coalesce(c.projects, 0) as projects
        from plans.programme g
        join plans.plan p on p.id = g.plan_id
        join funding.envelope s on s.programme_id = g.id and s.source_class = 'state'
        join funding.envelope o on o.programme_id = g.id and o.source_class = 'other'
        left join projects.programme_count c on c.programme_id = g.id
        """;

    private const string ProgrammesSql = $"""
        -- Reporting.Summary.Programmes
        {ProgrammeColumns}
        order by p.position, p.code, g.position, g.code
        """;

    private const string ProgrammesOfPlanSql = $"""
        -- Reporting.Summary.ProgrammesOfPlan
        {ProgrammeColumns}
        where p.code = @PlanCode
        order by g.position, g.code
        """;

    /// <summary>The need by programme.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="planCode">Plan; null = all.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<PortfolioSummary> GetAsync(Actor actor, string? planCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var programmes = await ReadAsync(connection, planCode, ct);
        if (planCode is not null && programmes.Count == 0 && !await PlanReports.ExistsAsync(connection, planCode, ct))
            throw new NotFoundException("plan", planCode);
        return new PortfolioSummary(planCode, calendar.Now, programmes);
    }

    internal static async Task<List<ProgrammeSummary>> ReadAsync(NpgsqlConnection connection, string? planCode, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<ProgrammeRow>(new CommandDefinition(
            planCode is null ? ProgrammesSql : ProgrammesOfPlanSql, new { PlanCode = planCode }, cancellationToken: ct));
        return [.. rows.Select(row => row.Summary)];
    }

    private sealed record ProgrammeRow(
        string PlanCode, string PlanName, string Code, string Name, string ShortName,
        long? State, long? Other, long ItemisedState, long ItemisedOther, int Projects)
    {
        public ProgrammeSummary Summary => new(
            PlanCode, PlanName, Code, Name, ShortName,
            State is { } state && Other is { } other ? new NeedSplit(new Vnd(state), new Vnd(other)) : null,
            new NeedSplit(new Vnd(ItemisedState), new Vnd(ItemisedOther)), Projects);
    }
}
