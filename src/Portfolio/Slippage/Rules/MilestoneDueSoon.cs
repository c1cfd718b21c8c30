namespace Portfolio.Slippage.Rules;

/// <summary>A milestone falls due soon: a reminder, in steps that come nearer.</summary>
internal static class MilestoneDueSoon
{
    // Plan by plan, by an index of what is due: the planner would read the milestones of the country instead.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'first_days') as first_days,
                max(g.value) filter (where g.name = 'second_days') as second_days,
                max(g.value) filter (where g.name = 'third_days') as third_days,
                max(g.value) filter (where g.name = 'last_days') as last_days
            from given g
            group by g.province_code
        ), found as materialized (
            select m.id as subject_id, m.project_id, null::bigint as body_id, 'notice' as severity, m.planned_on - l.first_days as since, m.planned_on as until,
                case
                    when m.planned_on - @Today <= l.last_days then l.last_days
                    when m.planned_on - @Today <= l.third_days then l.third_days
                    when m.planned_on - @Today <= l.second_days then l.second_days
                    else l.first_days
                end::numeric as measure, null::numeric as bound, null::bigint as amount, m.planned_on - l.first_days as amber_on, null::date as red_on
            from plans.plan p
            join l on l.province_code = p.province_code
            cross join lateral (
                select m.id, m.project_id, m.planned_on
                from milestones.milestone m
                where m.plan_id = p.id and m.planned_on between @Today and @Today + l.first_days and {RuleSql.Open}
                offset 0
            ) m
            join projects.project x on x.id = m.project_id
            where {RuleSql.UnderWay}
        )
        """;

    private const string Sql = $"""
        -- Slippage.MilestoneDueSoon
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.MilestoneDueSoonTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("milestone.due_soon", "milestone", Sql, CountSql);
}
