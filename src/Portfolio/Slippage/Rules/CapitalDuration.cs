namespace Portfolio.Slippage.Rules;

/// <summary>The years in which a project may receive capital run out.</summary>
internal static class CapitalDuration
{
    // Without a size group the law sets no limit. The limits are parameters of the law.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_months') as amber_months
            from given g
            group by g.province_code
        ), found as materialized (
            select k.project_id as subject_id, k.project_id, null::bigint as body_id, case when e.ends_on < @Today then 'red' else 'amber' end as severity,
                make_date(k.first_year, 1, 1) as since, e.ends_on as until, g.years::numeric as measure, null::numeric as bound, null::bigint as amount,
                (e.ends_on - make_interval(months => l.amber_months))::date as amber_on, e.ends_on + 1 as red_on
            from (
                select x.id as project_id, x.plan_id, x.stage, coalesce(t.size_group, x.size_group) as size_group,
                    least(t.first_funded_year, (select min(a.year) from funding.allocation a where a.project_id = x.id and a.allocated > 0)) as first_year
                from projects.project x
                left join funding.project_terms t on t.project_id = x.id
                where coalesce(t.size_group, x.size_group) in ('a', 'b', 'c') and {RuleSql.UnderWay}
            ) k
            join plans.plan p on p.id = k.plan_id
            join l on l.province_code = p.province_code
            cross join lateral (
                select v.value::integer as years
                from directory.law_parameter v
                where v.parameter = 'capital.duration_years.' || k.size_group and (v.valid_from is null or v.valid_from <= @Today) and (v.valid_to is null or v.valid_to >= @Today)
                order by v.valid_from desc nulls last
                limit 1
            ) g
            cross join lateral (select make_date(k.first_year + g.years - 1, 12, 31) as ends_on) e
            where k.first_year is not null and e.ends_on - make_interval(months => l.amber_months) <= @Today
                and (k.stage is null or k.stage not in ('completion', 'settlement'))
                and not exists (select 1 from milestones.milestone m
                    where m.project_id = k.project_id and m.kind_code in ('completed', 'in_operation') and m.dropped_on is null and {RuleSql.Done})
        )
        """;

    private const string Sql = $"""
        -- Slippage.CapitalDuration
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.CapitalDurationTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("capital.duration", "project", Sql, CountSql);
}
