namespace Portfolio.Slippage.Rules;

/// <summary>Compensation is approved and not paid.</summary>
internal static class LandUnpaid
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
            select k.id as subject_id, k.project_id, null::bigint as body_id, case when @Today - b.done_on >= l.red_days then 'red' else 'amber' end as severity,
                b.done_on as since, null::date as until, null::numeric as measure, null::numeric as bound, k.compensation_approved - k.compensation_paid as amount,
                b.done_on + l.amber_days as amber_on, b.done_on + l.red_days as red_on
            from land_clearance.package k
            join land_clearance.package_step b on b.package_id = k.id and b.step_code = 'approval'
            join plans.plan p on p.id = k.plan_id
            join l on l.province_code = p.province_code
            join projects.project x on x.id = k.project_id
            where k.compensation_paid < k.compensation_approved and b.done_on + l.amber_days <= @Today
                and {RuleSql.UnderWay}
        )
        """;

    private const string Sql = $"""
        -- Slippage.LandUnpaid
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.LandUnpaidTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("land.unpaid", "package", Sql, CountSql);
}
