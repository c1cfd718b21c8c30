using System.Data;
using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Papers;

namespace Portfolio.Reporting.Capital.Grid;

/// <summary>Reads a paper as a grid: projects × sources × years with what is in force and what the paper changes.</summary>
public sealed class GridReports(PortfolioDatabase database)
{
    private const string IllustrativeNeedsSql = """
        -- Reporting.Capital.IllustrativeNeeds
        select exists (
            select 1 from plans.programme g join funding.need n on n.programme_id = g.id
            where g.plan_id = @PlanId and n.figure_basis = 'illustrative'
        )
        """;

    private const string ClosedSql = """
        -- Reporting.Capital.ClosedTo
        select max(closes_year) from funding.decision
        where plan_id = @PlanId and kind = 'closing' and status = 'approved' and withdrawn_at is null
        """;

    // A project without needs is in it as well: the paper may hold a line of it. Sorted by the reader, project by project and not row
    // by row, which spares the database a file.
    private const string RowsSql = """
        -- Reporting.Capital.GridRows
        select x.id as project_id, x.code, x.name, g.code as programme_code, g.short_name as programme_name, g.position,
            funding.total_investment(x.id) as total_investment,
            coalesce(c.allocated, 0) as project_allocated, n.source_code, coalesce(n.amount, 0) as need, coalesce(n.allocated, 0) as allocated
        from projects.project x
        join plans.programme g on g.id = x.programme_id
        left join funding.project_capital c on c.project_id = x.id
        left join funding.need n on n.project_id = x.id and (n.amount > 0 or n.allocated > 0)
        where x.plan_id = @PlanId
        """;

    // In two parts instead of joined: what is in force is found by plan, what the paper changes by paper.
    private const string CellsSql = """
        -- Reporting.Capital.GridCells
        select a.project_id, a.source_code, a.year, a.allocated as in_force, a.paid, a.payable, 0::bigint as change, null as reason
        from funding.allocation a
        where a.plan_id = @PlanId and a.year between @From and @To
        union all
        select d.project_id, d.source_code, d.year, 0, 0, 0, d.amount, d.reason
        from funding.draft_line d
        where d.decision_id = @Id and d.year between @From and @To and (d.amount <> 0 or d.reason is not null)
        """;

    private const string SourcesSql = """
        -- Reporting.Capital.GridSources
        select s.code, s.name, s.name_en, y.year, b.ceiling, coalesce(b.allocated, 0) as allocated, coalesce(d.change, 0) as change,
            coalesce(k.kept, 0) as kept, coalesce(k.drawn, 0) as drawn
        from funding.source s
        cross join generate_series(@From::int, @To::int) y (year)
        left join funding.source_year b on b.plan_id = @PlanId and b.source_code = s.code and b.year = y.year
        left join (
            select l.source_code, l.year, sum(l.amount)::bigint as change
            from funding.draft_line l where l.decision_id = @Id group by l.source_code, l.year
        ) d on d.source_code = s.code and d.year = y.year
        left join (
            select c.source_code, sum(c.amount - c.drawn)::bigint as kept, sum(w.amount)::bigint as drawn
            from funding.contingency c
            left join funding.contingency_draw w on w.contingency_id = c.id and w.decision_id = @Id
            where c.plan_id = @PlanId
            group by c.source_code
        ) k on k.source_code = s.code
        order by s.position, y.year
        """;

    /// <summary>The paper of a grid.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewCapitalDrafts"/> in the province of the plan.</param>
    /// <param name="id">Paper.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such paper, or it closes a year: that is no grid of years.</exception>
    public async Task<PaperHead> HeadAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewCapitalDrafts);
        await using var connection = await database.OpenAsync(ct);
        var head = await HeadAsync(connection, null, actor, id, ct);
        return head with
        {
            Illustrative = head.Illustrative || await connection.ExecuteScalarAsync<bool>(
                new CommandDefinition(IllustrativeNeedsSql, new { head.Decision.PlanId }, cancellationToken: ct)),
        };
    }

    /// <summary>The whole grid, as of one moment.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewCapitalDrafts"/> in the province of the plan.</param>
    /// <param name="id">Paper.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such paper, or it closes a year.</exception>
    public async Task<GridReport> GetAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewCapitalDrafts);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var head = await HeadAsync(connection, transaction, actor, id, ct);
        var query = Query(head.Decision);
        var closedTo = await connection.ExecuteScalarAsync<int?>(new CommandDefinition(ClosedSql, query, transaction, cancellationToken: ct));
        var sources = await SourcesAsync(connection, transaction, head.Decision, ct);
        var needs = await connection.QueryAsync<NeedRow>(new CommandDefinition(RowsSql, query, transaction, cancellationToken: ct));
        var builder = new GridBuilder(head, closedTo, sources, [.. needs]);
        await using var cells = await connection.ExecuteReaderAsync(new CommandDefinition(CellsSql, query, transaction, cancellationToken: ct));
        while (await cells.ReadAsync(ct))
            builder.Add(CellRow.Of(cells));
        return builder.Build();
    }

    /// <summary>What bounds the sources now, and what the paper makes of them.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewCapitalDrafts"/> in the province of the plan.</param>
    /// <param name="id">Paper.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such paper, or it closes a year.</exception>
    public async Task<IReadOnlyList<GridSource>> SourcesAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewCapitalDrafts);
        await using var connection = await database.OpenAsync(ct);
        return await SourcesAsync(connection, null, (await HeadAsync(connection, null, actor, id, ct)).Decision, ct);
    }

    private static async Task<PaperHead> HeadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Actor actor, long id, CancellationToken ct)
    {
        var head = await PaperHeads.GetAsync(connection, transaction, actor, id, ct);
        actor.Demand(Permission.ViewCapitalDrafts, head.Place);
        return head.Decision.Kind == DecisionKind.Closing ? throw new NotFoundException("decision", id.ToString(CultureInfo.InvariantCulture)) : head;
    }

    private static async Task<IReadOnlyList<GridSource>> SourcesAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Decision decision, CancellationToken ct) =>
        [
            .. from row in await connection.QueryAsync<SourceRow>(
                   new CommandDefinition(SourcesSql, Query(decision), transaction, cancellationToken: ct))
               group row by row.Code into years
               let source = years.First()
               select new GridSource(
                   source.Code, source.Name, source.NameEn, [.. years.Select(y => new GridSourceYear(y.Ceiling, y.Allocated, y.Change))],
                   source.Kept, source.Drawn),
        ];

    private static object Query(Decision decision) =>
        new { decision.Id, decision.PlanId, From = decision.PeriodFrom, To = decision.PeriodTo };

    private sealed record SourceRow(
        string Code, string Name, string NameEn, int Year, Vnd? Ceiling, Vnd Allocated, Vnd Change, Vnd Kept, Vnd Drawn);
}
