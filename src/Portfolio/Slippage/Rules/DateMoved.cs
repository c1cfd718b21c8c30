namespace Portfolio.Slippage.Rules;

/// <summary>The planned day of a milestone moves again and again, or its owner says a later one every time.</summary>
internal static class DateMoved
{
    // How often in a row, up to the latest, the owner stated a later day than before.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_times') as amber_times,
                max(g.value) filter (where g.name = 'red_times') as red_times,
                max(g.value) filter (where g.name = 'red_growing') as red_growing
            from given g
            group by g.province_code
        ), stated as (
            select e.milestone_id, e.now_on > e.was_on as later, row_number() over (partition by e.milestone_id order by e.id desc) as back
            from milestones.date_entry e
            where e.field = 'stated' and e.was_on is not null and e.now_on is not null
        ), growing as materialized (
            select s.milestone_id, coalesce(min(s.back) filter (where not s.later) - 1, count(*)) as growing
            from stated s
            group by s.milestone_id
        ), found as materialized (
            select m.id as subject_id, m.project_id, null::bigint as body_id,
                case when m.moves >= l.red_times or g.growing >= l.red_growing then 'red' else 'amber' end as severity,
                null::date as since, m.planned_on as until,
                case when t.by_moves then m.moves else g.growing end::numeric as measure,
                case when t.by_moves then m.days_moved end::numeric as bound, null::bigint as amount,
                null::date as amber_on, null::date as red_on
            from (
                select o.id from milestones.milestone o where o.moves > 0 and o.moves >= (select min(l.amber_times) from l)
                union
                select o.milestone_id from growing o where o.growing >= (select min(l.red_growing) from l)
            ) c
            cross join lateral (select o.* from milestones.milestone o where o.id = c.id offset 0) m
            join projects.project x on x.id = m.project_id
            join plans.plan p on p.id = m.plan_id
            join l on l.province_code = p.province_code
            left join growing g on g.milestone_id = m.id
            -- What makes it red is what is told: two moves do not hide three growing forecasts.
            cross join lateral (select m.moves >= l.red_times or coalesce(g.growing, 0) < l.red_growing as by_moves) t
            where {RuleSql.Open}
                and (m.moves >= l.amber_times or g.growing >= l.red_growing) and {RuleSql.UnderWay}
        )
        """;

    private const string Sql = $"""
        -- Slippage.DateMoved
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.DateMovedTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("milestone.date_moved", "milestone", Sql, CountSql, OfAnyDay: false);
}
