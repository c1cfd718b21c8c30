namespace Portfolio.Slippage.Rules;

/// <summary>A milestone is past its due day and not even reported done.</summary>
internal static class MilestoneOverdue
{
    // Plan by plan, by an index of what is open; what was met after the day that is judged was open on it.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_days') as amber_days,
                max(g.value) filter (where g.name = 'red_days') as red_days
            from given g
            group by g.province_code
        ), found as materialized (
            select m.id as subject_id, m.project_id, null::bigint as body_id, case when @Today - m.planned_on >= l.red_days then 'red' else 'amber' end as severity,
                m.planned_on + 1 as since, m.planned_on as until, null::numeric as measure, null::numeric as bound, null::bigint as amount,
                m.planned_on + l.amber_days as amber_on, m.planned_on + l.red_days as red_on
            from plans.plan p
            join l on l.province_code = p.province_code
            cross join lateral (
                select m.id, m.project_id, m.planned_on
                from milestones.milestone m
                where m.plan_id = p.id and m.planned_on <= @Today::date - l.amber_days and m.met_on is null and {RuleSql.Open}
                union all
                select m.id, m.project_id, m.planned_on
                from milestones.milestone m
                where m.plan_id = p.id and m.planned_on <= @Today::date - l.amber_days and m.met_on > @Today and {RuleSql.Open}
            ) m
            join projects.project x on x.id = m.project_id
            where {RuleSql.UnderWay}
        )
        """;

    private const string Sql = $"""
        -- Slippage.MilestoneOverdue
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.MilestoneOverdueTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("milestone.overdue", "milestone", Sql, CountSql);
}
