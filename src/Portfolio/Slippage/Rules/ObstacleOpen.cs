namespace Portfolio.Slippage.Rules;

/// <summary>An obstacle waits for an answer.</summary>
internal static class ObstacleOpen
{
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_days') as amber_days,
                max(g.value) filter (where g.name = 'red_days') as red_days
            from given g
            group by g.province_code
        ), found as materialized (
            select o.id as subject_id, o.project_id, o.must_act_id as body_id, case when @Today - h.heard_on >= l.red_days then 'red' else 'amber' end as severity,
                h.heard_on as since, o.due_on as until, null::numeric as measure, null::numeric as bound, null::bigint as amount,
                h.heard_on + l.amber_days as amber_on, h.heard_on + l.red_days as red_on
            from land_clearance.obstacle o
            join projects.project x on x.id = o.project_id
            join plans.plan p on p.id = x.plan_id
            join l on l.province_code = p.province_code
            cross join lateral (select greatest(o.since, case when o.answered_on <= @Today then o.answered_on end) as heard_on) h
            where (o.closed_on is null or o.closed_on > @Today) and h.heard_on + l.amber_days <= @Today
                and {RuleSql.UnderWay}
        )
        """;

    private const string Sql = $"""
        -- Slippage.ObstacleOpen
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.ObstacleOpenTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("land.obstacle_open", "obstacle", Sql, CountSql);
}
