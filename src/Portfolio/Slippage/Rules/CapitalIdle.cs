namespace Portfolio.Slippage.Rules;

/// <summary>Capital of the year lies with a project that cannot spend it: it is not approved, or has no contract.</summary>
internal static class CapitalIdle
{
    // Without either no capital is spent, so one that is open is enough. Told only where the approval or the contract is among the milestones: of
    // others nobody knows. One contract of several is a contract; and where the ground is broken there is one. The measure tells what is lacking.
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
                d.amber_on as since, null::date as until, w.lacking as measure, null::numeric as bound, k.payable - k.paid as amount, d.amber_on, d.red_on
            from capital k
            join (
                select o.project_id, (o.approval + 2 * o.contract)::numeric as lacking
                from (
                    select m.project_id, (bool_or(m.kind_code = 'project_approved') and not bool_or(m.kind_code = 'project_approved' and {RuleSql.Done}))::integer as approval,
                        (bool_or(m.kind_code = 'contractor_selected') and not bool_or(m.kind_code = 'contractor_selected' and {RuleSql.Done}))::integer as contract
                    from milestones.milestone m
                    where m.kind_code in ('project_approved', 'contractor_selected', 'ground_broken') and m.dropped_on is null
                    group by m.project_id
                    having not bool_or(m.kind_code = 'ground_broken' and {RuleSql.Done})
                ) o
                where o.approval + o.contract > 0
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
