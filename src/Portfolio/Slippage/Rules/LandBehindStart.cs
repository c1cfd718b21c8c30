namespace Portfolio.Slippage.Rules;

/// <summary>Construction is to begin soon, and the land is not handed over.</summary>
internal static class LandBehindStart
{
    // The first ground to be broken decides; land that blocks it is what it waits for, or all of it where no link says.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_days') as amber_days,
                max(g.value) filter (where g.name = 'amber_percent') as amber_percent,
                max(g.value) filter (where g.name = 'red_days') as red_days
            from given g
            group by g.province_code
        ), found as materialized (
            select m.project_id as subject_id, m.project_id, null::bigint as body_id,
                case when m.planned_on - @Today <= l.red_days and b.blocked then 'red' else 'amber' end as severity, null::date as since, m.planned_on as until,
                floor(a.area_handed_over * 100.0 / a.area_needed) as measure, l.amber_percent::numeric as bound, null::bigint as amount,
                case when a.area_handed_over * 100 < l.amber_percent * a.area_needed then m.planned_on - l.amber_days else m.planned_on - l.red_days end as amber_on, m.planned_on - l.red_days as red_on
            from (
                select distinct on (m.project_id) m.id, m.project_id, m.planned_on
                from milestones.milestone m
                where m.kind_code = 'ground_broken' and {RuleSql.Open} and m.planned_on <= @Today::date + (select max(l.amber_days) from l)
                order by m.project_id, m.planned_on, m.id
            ) m
            join land_clearance.project_land a on a.project_id = m.project_id and a.area_needed > 0
            join projects.project x on x.id = m.project_id
            join plans.plan p on p.id = x.plan_id
            join l on l.province_code = p.province_code
            cross join lateral (
                select exists (select 1 from land_clearance.package k
                    where k.project_id = m.project_id and k.area_handed_over < k.area_needed
                        and (exists (select 1 from milestones.land_block t where t.package_id = k.id and t.milestone_id = m.id)
                            or not exists (select 1 from milestones.land_block t where t.milestone_id = m.id))) as blocked
            ) b
            where m.planned_on - @Today <= l.amber_days and {RuleSql.UnderWay}
                and (a.area_handed_over * 100 < l.amber_percent * a.area_needed or (m.planned_on - @Today <= l.red_days and b.blocked))
        )
        """;

    private const string Sql = $"""
        -- Slippage.LandBehindStart
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.LandBehindStartTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("land.behind_start", "project", Sql, CountSql);
}
