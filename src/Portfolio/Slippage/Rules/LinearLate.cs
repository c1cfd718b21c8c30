namespace Portfolio.Slippage.Rules;

/// <summary>At the pace so far the works would end after their day.</summary>
internal static class LinearLate
{
    // At the very beginning a pace says nothing; without any progress there is no day on which it would end.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'elapsed_percent') as elapsed_percent
            from given g
            group by g.province_code
        ), found as materialized (
            select m.id as subject_id, m.project_id, null::bigint as body_id, 'amber' as severity, null::date as since,
                case when m.percent > 0 then b.met_on + ((@Today - b.met_on) * 100 / m.percent) end as until,
                m.percent::numeric as measure, round((@Today - b.met_on) * 100.0 / (m.planned_on - b.met_on)) as bound, null::bigint as amount,
                null::date as amber_on, null::date as red_on
            from milestones.milestone m
            join milestones.milestone b on b.project_id = m.project_id and b.kind_code = 'ground_broken' and b.met_on is not null and b.dropped_on is null
            join projects.project x on x.id = m.project_id
            join plans.plan p on p.id = m.plan_id
            join l on l.province_code = p.province_code
            where m.kind_code = 'completed' and {RuleSql.Open}
                and @Today <= m.planned_on and b.met_on < least(@Today, m.planned_on) and {RuleSql.UnderWay}
                and (@Today - b.met_on) * 100 >= l.elapsed_percent * (m.planned_on - b.met_on)
                and b.met_on + (@Today - b.met_on) * 100 / greatest(m.percent, 1) > m.planned_on
        )
        """;

    private const string Sql = $"""
        -- Slippage.LinearLate
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.LinearLateTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("progress.linear_late", "milestone", Sql, CountSql);
}
