namespace Portfolio.Slippage.Rules;

/// <summary>Capital of the year lies with a project that is neither approved nor contracted.</summary>
internal static class CapitalIdle
{
    // Told only of projects whose approval or contract is among their milestones: of others nobody knows.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_day') as amber_day,
                max(g.value) filter (where g.name = 'red_day') as red_day
            from given g
            group by g.province_code
        ), capital as (
            {RuleSql.Capital}
        ), found as materialized (
            select k.project_id as subject_id, k.project_id, null::bigint as body_id, case when @Today >= d.red_on then 'red' else 'amber' end as severity,
                d.amber_on as since, null::date as until, null::numeric as measure, null::numeric as bound, k.payable - k.paid as amount, d.amber_on, d.red_on
            from capital k
            join (
                select m.project_id
                from milestones.milestone m
                where m.kind_code in ('project_approved', 'contractor_selected', 'ground_broken') and m.dropped_on is null and {RuleSql.Tried}
                group by m.project_id
                having bool_or(m.kind_code <> 'ground_broken') and count(*) filter (where m.met_on <= @Today) = 0
            ) w on w.project_id = k.project_id
            join projects.project x on x.id = k.project_id
            join plans.plan p on p.id = x.plan_id
            join l on l.province_code = p.province_code
            cross join lateral (
                select make_date(@BudgetYear, l.amber_day / 100, l.amber_day % 100) as amber_on, make_date(@BudgetYear, l.red_day / 100, l.red_day % 100) as red_on
            ) d
            where @Today >= d.amber_on and k.paid < k.payable and (x.stage is null or x.stage in ('preparation', 'land_clearance', 'procurement'))
        )
        """;

    private const string Sql = $"""
        -- Slippage.CapitalIdle
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.CapitalIdleTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("capital.idle", "project", Sql, CountSql);
}
