namespace Portfolio.Slippage.Rules;

/// <summary>The owner has said nothing of a project for long, or not before a report is due.</summary>
internal static class Stale
{
    // Of a project of which its owner never spoke, the plan itself spoke last; and nobody could speak of it before it was known here. What the
    // demonstration makes up it makes up for the owner. Who has done every milestone may be silent; who has none is asked all the same. In the
    // days before a report, and on the day it is due, each day looks back as many days: who spoke the evening before is not silent.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_days') as amber_days,
                max(g.value) filter (where g.name = 'red_days') as red_days,
                max(g.value) filter (where g.name = 'before_report_days') as before_report_days
            from given g
            group by g.province_code
        ), report as materialized (
            select o.plan_id, min(d.due_on) as due_on
            from plans.reporting_obligation o
            join plans.plan p on p.id = o.plan_id
            join l on l.province_code = p.province_code
            cross join lateral (values (extract(year from @Today::date)::integer), (extract(year from @Today::date)::integer + 1)) y (year)
            cross join lateral (select plans.report_due_on(y.year, o.before_month, o.before_day) as due_on) d
            where o.frequency in ('half_year', 'year') and o.before_month is not null and d.due_on between @Today and @Today + l.before_report_days
            group by o.plan_id
        ), made_up as materialized (
            select e.project_id, max(e.entered_on) as said_on
            from (
                select d.project_id, d.entered_on from milestones.date_entry d where d.figure_basis = 'illustrative'
                union all
                select r.project_id, r.entered_on from milestones.remark r where r.figure_basis = 'illustrative'
            ) e
            group by e.project_id
        ), heard as (
            select x.id as project_id, x.plan_id, p.province_code,
                coalesce(greatest(s.heard_on, u.said_on), greatest(coalesce(p.document_date, make_date(p.period_from, 1, 1)), s.known_since)) as heard_on
            from projects.project x
            join plans.plan p on p.id = x.plan_id
            left join slippage.project_state s on s.project_id = x.id
            left join made_up u on u.project_id = x.id
            where {RuleSql.UnderWay}
        ), found as materialized (
            select h.project_id as subject_id, h.project_id, null::bigint as body_id,
                case when @Today >= least(h.heard_on + l.red_days, t.red_on) then 'red' else 'amber' end as severity,
                h.heard_on as since, r.due_on as until, null::numeric as measure, null::numeric as bound, null::bigint as amount,
                least(h.heard_on + l.amber_days, t.red_on) as amber_on, least(h.heard_on + l.red_days, t.red_on) as red_on
            from heard h
            join l on l.province_code = h.province_code
            left join report r on r.plan_id = h.plan_id
            cross join lateral (select case when r.due_on is not null then greatest(r.due_on - l.before_report_days, h.heard_on + l.before_report_days + 1) end as red_on) t
            cross join lateral (
                select bool_or(not {RuleSql.Done}) as open from milestones.milestone m where m.project_id = h.project_id and m.dropped_on is null
            ) w
            where @Today >= least(h.heard_on + l.amber_days, t.red_on) and w.open is not false
        )
        """;

    private const string Sql = $"""
        -- Slippage.Stale
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.StaleTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("update.stale", "project", Sql, CountSql);
}
