namespace Portfolio.Slippage.Rules;

/// <summary>Nobody has said anything of a project for long, or not before a report is due.</summary>
internal static class Stale
{
    // Of a project of which nobody ever spoke, the plan itself spoke last; and nobody could speak of it before it was known here.
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
            select p.id as plan_id, min(d.due_on) as due_on
            from plans.plan p
            join l on l.province_code = p.province_code
            join plans.reporting_obligation o on o.plan_id = p.id and o.frequency in ('half_year', 'year') and o.before_month is not null
            cross join lateral (values (extract(year from @Today::date)::integer), (extract(year from @Today::date)::integer + 1)) y (year)
            cross join lateral (select plans.report_due_on(y.year, o.before_month, o.before_day) as due_on) d
            where d.due_on between @Today and @Today + l.before_report_days
            group by p.id
        ), heard as materialized (
            select x.id as project_id, x.plan_id, p.province_code,
                coalesce(greatest((m.updated_at at time zone 'Asia/Ho_Chi_Minh')::date, (k.updated_at at time zone 'Asia/Ho_Chi_Minh')::date),
                    greatest(coalesce(p.document_date, make_date(p.period_from, 1, 1)), s.known_since)) as heard_on
            from (
                select m.project_id, max(m.updated_at) as updated_at
                from milestones.milestone m
                where m.dropped_on is null and {RuleSql.Tried}
                group by m.project_id
            ) m
            join projects.project x on x.id = m.project_id
            join plans.plan p on p.id = x.plan_id
            left join (
                select k.project_id, max(k.updated_at) as updated_at from land_clearance.package k group by k.project_id
            ) k on k.project_id = m.project_id
            left join slippage.project_state s on s.project_id = m.project_id
            where x.stage is null or x.stage not in ('suspended', 'cancelled')
        ), found as materialized (
            select h.project_id as subject_id, h.project_id, null::bigint as body_id,
                case when @Today - h.heard_on >= l.red_days or (r.due_on is not null and h.heard_on < r.due_on - l.before_report_days) then 'red' else 'amber' end as severity,
                h.heard_on as since, r.due_on as until, null::numeric as measure, null::numeric as bound, null::bigint as amount,
                h.heard_on + l.amber_days as amber_on,
                least(h.heard_on + l.red_days, case when h.heard_on < r.due_on - l.before_report_days then r.due_on - l.before_report_days end) as red_on
            from heard h
            join l on l.province_code = h.province_code
            left join report r on r.plan_id = h.plan_id
            where (@Today - h.heard_on >= l.amber_days or h.heard_on < r.due_on - l.before_report_days)
                and exists (select 1 from milestones.milestone m where m.project_id = h.project_id and m.met_on is null and m.dropped_on is null)
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
