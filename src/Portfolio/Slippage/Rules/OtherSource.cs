namespace Portfolio.Slippage.Rules;

/// <summary>Money from other sources is not committed shortly before it is needed.</summary>
internal static class OtherSource
{
    // Committed is what decisions have given of it; it is needed when the ground is broken.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_days') as amber_days,
                max(g.value) filter (where g.name = 'red_days') as red_days
            from given g
            group by g.province_code
        ), found as materialized (
            select m.project_id as subject_id, m.project_id, null::bigint as body_id, case when m.planned_on - @Today <= l.red_days then 'red' else 'amber' end as severity,
                null::date as since, m.planned_on as until, null::numeric as measure, null::numeric as bound, n.missing as amount,
                m.planned_on - l.amber_days as amber_on, m.planned_on - l.red_days as red_on
            from (
                select d.project_id, sum(d.amount - d.allocated)::bigint as missing
                from funding.need d
                where d.source_class = 'other'
                group by d.project_id
                having sum(d.amount - d.allocated) > 0
            ) n
            join (
                select distinct on (g.project_id) g.project_id, g.planned_on, g.met_on, g.reported_on
                from milestones.milestone g
                where g.kind_code = 'ground_broken' and g.dropped_on is null and g.planned_on <= @Today::date + (select max(l.amber_days) from l)
                order by g.project_id, g.planned_on, g.id
            ) m on m.project_id = n.project_id
            join projects.project x on x.id = n.project_id
            join plans.plan p on p.id = x.plan_id
            join l on l.province_code = p.province_code
            where not {RuleSql.Done}
                and m.planned_on - @Today <= l.amber_days and {RuleSql.UnderWay}
        )
        """;

    private const string Sql = $"""
        -- Slippage.OtherSource
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.OtherSourceTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("capital.other_source", "project", Sql, CountSql);
}
