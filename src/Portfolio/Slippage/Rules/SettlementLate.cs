namespace Portfolio.Slippage.Rules;

/// <summary>A completed project has no final settlement yet.</summary>
internal static class SettlementLate
{
    // Without a size group the longest of the limits holds.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_percent') as amber_percent,
                max(g.value) filter (where g.name = 'red_percent') as red_percent
            from given g
            group by g.province_code
        ), found as materialized (
            select c.project_id as subject_id, c.project_id, null::bigint as body_id, case when @Today >= d.red_on then 'red' else 'amber' end as severity,
                c.completed_on as since, e.ends_on as until, g.months::numeric as measure, null::numeric as bound, null::bigint as amount, d.amber_on, d.red_on
            from (
                select m.project_id, max(m.met_on) as completed_on
                from milestones.milestone m
                where m.kind_code in ('completed', 'in_operation') and m.dropped_on is null
                group by m.project_id
                having bool_and(coalesce(m.met_on <= @Today, false))
            ) c
            join projects.project x on x.id = c.project_id
            left join funding.project_terms t on t.project_id = x.id
            join plans.plan p on p.id = x.plan_id
            join l on l.province_code = p.province_code
            cross join lateral (
                select v.value::integer as months
                from directory.law_parameter v
                where v.parameter = 'settlement.months.' || coalesce(t.size_group, x.size_group, 'national')
                    and (v.valid_from is null or v.valid_from <= @Today) and (v.valid_to is null or v.valid_to >= @Today)
                order by v.valid_from desc nulls last
                limit 1
            ) g
            cross join lateral (select (c.completed_on + make_interval(months => g.months))::date as ends_on) e
            cross join lateral (
                select c.completed_on + ((e.ends_on - c.completed_on) * l.amber_percent + 99) / 100 as amber_on,
                    c.completed_on + ((e.ends_on - c.completed_on) * l.red_percent + 99) / 100 as red_on
            ) d
            where @Today >= d.amber_on and {RuleSql.UnderWay}
                and not exists (select 1 from milestones.milestone m
                    where m.project_id = c.project_id and m.kind_code = 'settled' and m.dropped_on is null and {RuleSql.Done})
        )
        """;

    private const string Sql = $"""
        -- Slippage.SettlementLate
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.SettlementLateTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("settlement.late", "project", Sql, CountSql);
}
