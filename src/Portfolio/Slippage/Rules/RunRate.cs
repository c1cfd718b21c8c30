namespace Portfolio.Slippage.Rules;

/// <summary>At the pace so far the year would be closed with capital left over.</summary>
internal static class RunRate
{
    // In the first weeks of a year a pace says nothing.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'from_day') as from_day,
                max(g.value) filter (where g.name = 'amber_percent') as amber_percent,
                max(g.value) filter (where g.name = 'red_percent') as red_percent
            from given g
            group by g.province_code
        ), capital as (
            {RuleSql.Capital}
        ), found as materialized (
            select k.project_id as subject_id, k.project_id, null::bigint as body_id, case when r.percent < l.red_percent then 'red' else 'amber' end as severity,
                null::date as since, y.closes_on as until, trunc(r.percent, 1) as measure, l.amber_percent::numeric as bound,
                (k.payable * (100 - r.percent) / 100)::bigint as amount, null::date as amber_on, null::date as red_on
            from capital k
            join projects.project x on x.id = k.project_id
            join plans.plan p on p.id = x.plan_id
            join l on l.province_code = p.province_code
            cross join lateral (select make_date(@BudgetYear, 1, 1) as first_day, make_date(@BudgetYear + 1, 1, 31) as closes_on) y
            cross join lateral (
                select k.paid::numeric * 100 * (y.closes_on - y.first_day + 1) / (least(@Today, y.closes_on) - y.first_day + 1) / k.payable as percent
            ) r
            where @Today >= make_date(@BudgetYear, l.from_day / 100, l.from_day % 100) and r.percent < l.amber_percent
                and {RuleSql.UnderWay}
        )
        """;

    private const string Sql = $"""
        -- Slippage.RunRate
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.RunRateTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("disbursement.run_rate", "project", Sql, CountSql);
}
