using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Decisions;
using Portfolio.Plans;

namespace Portfolio.Funding.Drafts;

/// <summary>
/// What a paper would break if it were approved now (F2, F3, F4, closed years, F5 of what only gives), judged on what is in force plus the paper. The
/// database holds the same rules once more when lines are posted; here they come with their figures.
/// </summary>
internal static class DraftRules
{
    // Each rule looks only at what the touched cells reach, by the index of the paper's lines; with @All at the whole paper.
    private const string BreachesSql = $"""
        -- Funding.DraftBreaches
        with touched as materialized (
            select t.project_id, t.source_code, t.year
            from unnest(@Projects::bigint[], @Sources::text[], @Years::int[]) as t (project_id, source_code, year)
            union
            select d.project_id, d.source_code, d.year from funding.draft_line d where @All and d.decision_id = @Id and d.amount <> 0
        ), needs as (
            select t.project_id, t.source_code, coalesce(n.amount, 0) as bound, coalesce(n.allocated, 0) + d.change as after, d.change
            from (select distinct project_id, source_code from touched) t
            cross join lateral (
                select coalesce(sum(x.amount), 0)::bigint as change
                from funding.draft_line x
                where x.decision_id = @Id and x.project_id = t.project_id and x.source_code = t.source_code
            ) d
            left join funding.need n on n.project_id = t.project_id and n.source_code = t.source_code
        ), investments as (
            select t.project_id, funding.total_investment(t.project_id) as bound, coalesce(c.allocated, 0) + d.change as after, d.change
            from (select distinct project_id from touched) t
            cross join lateral (
                select coalesce(sum(x.amount), 0)::bigint as change
                from funding.draft_line x where x.decision_id = @Id and x.project_id = t.project_id
            ) d
            left join funding.project_capital c on c.project_id = t.project_id
        ), ceilings as (
            select t.source_code, t.year, y.ceiling as bound, y.allocated + d.change as after, d.change
            from (select distinct source_code, year from touched) t
            join funding.source_year y on y.plan_id = @PlanId and y.source_code = t.source_code and y.year = t.year and y.ceiling is not null
            cross join lateral (
                select coalesce(sum(x.amount), 0)::bigint as change
                from funding.draft_line x where x.decision_id = @Id and x.source_code = t.source_code and x.year = t.year
            ) d
        ), kept as (
            -- What is kept back under a name may not be given by the way; draws of this paper count as given back.
            select t.source_code, y.ceiling - c.kept as bound, y.allocated + d.change as after, d.change
            from (select distinct source_code from touched) t
            join lateral (
                select sum(x.amount - x.drawn - coalesce(w.amount, 0))::bigint as kept
                from funding.contingency x
                left join funding.contingency_draw w on w.contingency_id = x.id and w.decision_id = @Id
                where x.plan_id = @PlanId and x.source_code = t.source_code
            ) c on c.kept > 0
            join lateral (
                select sum(x.ceiling)::bigint as ceiling, sum(x.allocated)::bigint as allocated
                from funding.source_year x
                where x.plan_id = @PlanId and x.source_code = t.source_code and x.year between @From and @To
                having count(x.ceiling) = @To - @From + 1
            ) y on true
            cross join lateral (
                select coalesce(sum(x.amount), 0)::bigint as change
                from funding.draft_line x where x.decision_id = @Id and x.source_code = t.source_code
            ) d
        ), cells as (
            select t.project_id, t.source_code, t.year, coalesce(a.allocated, 0) as in_force, coalesce(a.payable, 0) as payable,
                coalesce(a.paid, 0) as paid, d.amount as change, coalesce(a.paid - least(a.carried_in, coalesce(i.amount, 0)), 0) as own_paid
            from touched t
            join funding.draft_line d
                on d.decision_id = @Id and d.project_id = t.project_id and d.source_code = t.source_code and d.year = t.year and d.amount <> 0
            left join funding.allocation a on a.project_id = t.project_id and a.source_code = t.source_code and a.year = t.year
            -- What was paid in time for the capital carried into the year; all else was paid out of its own.
            left join lateral (
                select t.project_id, t.source_code, t.year, c.carry_over
                from unnest(@CarryYears::int[], @CarryDays::date[]) as c (year, carry_over) where c.year = t.year
            ) k on a.carried_in > 0
            left join lateral (
                select {CarrySql.InTime} as amount
        {CarrySql.Payments}
                    and p.status = 'confirmed'
            ) i on a.carried_in > 0
        )
        select 'capital.need_exceeded' as code, project_id, source_code, null::int as year, bound, after
        from needs where change > 0 and after > bound
        union all
        select 'capital.investment_exceeded', project_id, null, null, bound, after from investments where change > 0 and after > bound
        union all
        select 'capital.ceiling_exceeded', null, source_code, year, bound, after from ceilings where change > 0 and after > bound
        union all
        select 'capital.contingency_kept', null, source_code, null, bound, after from kept where change > 0 and after > bound
        union all
        select 'capital.allocation_takes', project_id, source_code, year, in_force, in_force + change from cells where @OnlyGives and change < 0
        union all
        select 'capital.below_zero', project_id, source_code, year, in_force, in_force + change from cells where not @OnlyGives and in_force + change < 0
        union all
        select 'capital.below_paid', project_id, source_code, year, paid, payable + change
        from cells where not @OnlyGives and in_force + change >= 0 and payable + change < paid
        union all
        select 'capital.below_own_paid', project_id, source_code, year, own_paid, in_force + change
        from cells where not @OnlyGives and in_force + change >= 0 and change < 0 and payable + change >= paid and in_force + change < own_paid
        union all
        select 'capital.year_closed', project_id, source_code, year, null, null
        from cells
        where exists (select 1 from funding.decision x
            where x.plan_id = @PlanId and x.kind = 'closing' and x.status = 'approved' and x.withdrawn_at is null and x.closes_year >= cells.year)
        order by 1, 3, 4, 2
        limit 200
        """;

    private const string BalanceSql = """
        -- Funding.DraftBalance
        select b.source_code, sum(b.amount)::bigint as amount
        from (
            select l.source_code, l.amount from funding.draft_line l where l.decision_id = @Id
            union all
            select c.source_code, -w.amount from funding.contingency_draw w join funding.contingency c on c.id = w.contingency_id where w.decision_id = @Id
        ) b
        group by b.source_code
        having sum(b.amount) <> 0
        order by b.source_code
        """;

    /// <summary>What the touched cells break, or, without any, what the whole paper breaks.</summary>
    public static async Task<IReadOnlyList<Breach>> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DraftScope scope, CellKeys? touched, CancellationToken ct)
    {
        var carry = await YearRules.CarriedInUntilAsync(connection, transaction, Enumerable.Range(scope.From, scope.To - scope.From + 1), ct);
        return [.. await connection.QueryAsync<Breach>(new CommandDefinition(BreachesSql, new
        {
            scope.Id,
            scope.PlanId,
            scope.From,
            scope.To,
            scope.OnlyGives,
            All = touched is null,
            Projects = touched?.Projects ?? [],
            Sources = touched?.Sources ?? [],
            Years = touched?.Years ?? [],
            CarryYears = carry.Years,
            CarryDays = carry.Days,
        }, transaction, cancellationToken: ct))];
    }

    /// <summary>Per source, by how much an adjustment gives more than it takes and draws; nothing where it balances (F5).</summary>
    public static async Task<IReadOnlyList<SourceImbalance>> ImbalancesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken ct) =>
        [.. await connection.QueryAsync<SourceImbalance>(new CommandDefinition(BalanceSql, new { Id = id }, transaction, cancellationToken: ct))];
}

/// <summary>The paper that is judged, with the years of its plan; one that only gives takes nothing from anybody (F5).</summary>
internal sealed record DraftScope(long Id, long PlanId, int From, int To, bool OnlyGives)
{
    public static DraftScope Of(DecisionState state, PlanRow plan) =>
        new(state.Id, plan.Id, plan.PeriodFrom, plan.PeriodTo, state.Kind == DecisionKind.Allocation);
}

/// <summary>Keys of cells, column by column.</summary>
internal sealed record CellKeys(long[] Projects, string[] Sources, int[] Years);

/// <summary>A rule that would not hold: what the bound is, and what would stand against it.</summary>
internal sealed record Breach(string Code, long? ProjectId, string? SourceCode, int? Year, long? Bound, long? After);

/// <summary>What an adjustment gives more than it takes from a source.</summary>
internal sealed record SourceImbalance(string SourceCode, Vnd Amount);
