using Portfolio.Milestones;

namespace Portfolio.Slippage.Rules;

/// <summary>Less is paid than the curve of the year has planned.</summary>
internal static class DisbursementBehind
{
    // The curve its owner states, read linearly within a month, else the days of the year on which it works, both in basis points.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_points') as amber_points,
                max(g.value) filter (where g.name = 'red_points') as red_points
            from given g
            group by g.province_code
        ), capital as materialized (
            {RuleSql.Capital}
        ), work as materialized (
            select m.project_id, {MilestoneSql.StartsOn} as starts_on, {MilestoneSql.FinishesOn} as finishes_on
            from milestones.milestone m
            where m.dropped_on is null and m.kind_code in ('ground_broken', 'completed', 'in_operation')
            group by m.project_id
        ), planned as (
            select k.project_id, l.amber_points, l.red_points, k.payable, k.paid, case
                    when @Today > y.last_day then 10000
                    when c.shares is not null then
                        coalesce(c.shares[t.month - 1], 0) + (c.shares[t.month] - coalesce(c.shares[t.month - 1], 0)) * t.day / t.days
                    else 10000 * greatest(0, least(d.finishes_on, @Today) - d.starts_on + 1) / (d.finishes_on - d.starts_on + 1)
                end as planned
            from capital k
            join projects.project x on x.id = k.project_id
            join plans.plan p on p.id = x.plan_id
            join l on l.province_code = p.province_code
            left join funding.planned_curve c on c.project_id = k.project_id and c.year = @BudgetYear
            left join work w on w.project_id = k.project_id
            cross join lateral (select make_date(@BudgetYear, 1, 1) as first_day, make_date(@BudgetYear, 12, 31) as last_day) y
            cross join lateral (
                select greatest(coalesce(w.starts_on, make_date(x.period_from, 1, 1)), y.first_day) as s, least(coalesce(w.finishes_on, make_date(x.period_to, 12, 31)), y.last_day) as f
            ) r
            -- Work that does not touch the year takes the whole of it.
            cross join lateral (
                select case when r.s <= r.f then r.s else y.first_day end as starts_on, case when r.s <= r.f then r.f else y.last_day end as finishes_on
            ) d
            cross join lateral (
                select extract(month from @Today::date)::integer as month, extract(day from @Today::date)::integer as day,
                    extract(day from date_trunc('month', @Today::date) + interval '1 month - 1 day')::integer as days
            ) t
            where {RuleSql.UnderWay}
        ), found as materialized (
            select k.project_id as subject_id, k.project_id, null::bigint as body_id,
                case when s.planned - s.paid >= k.red_points * 100 then 'red' else 'amber' end as severity, null::date as since, null::date as until,
                trunc(s.paid / 100.0, 1) as measure, trunc(s.planned / 100.0, 1) as bound, (k.payable::numeric * s.planned / 10000)::bigint - k.paid as amount,
                null::date as amber_on, null::date as red_on
            from planned k
            cross join lateral (select k.planned, (k.paid::numeric * 10000 / k.payable)::bigint as paid) s
            where s.planned - s.paid >= k.amber_points * 100
        )
        """;

    private const string Sql = $"""
        -- Slippage.DisbursementBehind
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.DisbursementBehindTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("disbursement.behind", "project", Sql, CountSql);
}
