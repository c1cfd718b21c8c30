namespace Portfolio.Slippage.Rules;

/// <summary>A notice of recovery runs out before the land is handed over.</summary>
internal static class NoticeExpiring
{
    // Once the decision to recover the land is taken, the notice has done its work.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_days') as amber_days
            from given g
            group by g.province_code
        ), found as materialized (
            select k.id as subject_id, k.project_id, null::bigint as body_id, case when k.notice_until < @Today then 'red' else 'amber' end as severity,
                null::date as since, k.notice_until as until, null::numeric as measure, null::numeric as bound, null::bigint as amount,
                k.notice_until - l.amber_days as amber_on, k.notice_until + 1 as red_on
            from land_clearance.package k
            join plans.plan p on p.id = k.plan_id
            join l on l.province_code = p.province_code
            join projects.project x on x.id = k.project_id
            where (k.handed_over_on is null or k.handed_over_on > @Today) and k.notice_until - l.amber_days <= @Today
                and not exists (select 1 from land_clearance.package_step c where c.package_id = k.id and c.step_code = 'recovery_decision' and c.done_on <= @Today)
                and {RuleSql.UnderWay}
        )
        """;

    private const string Sql = $"""
        -- Slippage.NoticeExpiring
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.NoticeExpiringTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("land.notice_expiring", "package", Sql, CountSql);
}
