namespace Portfolio.Slippage.Rules;

/// <summary>A body's report is due soon, or is not in.</summary>
internal static class ReportLate
{
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'remind_days') as remind_days,
                max(g.value) filter (where g.name = 'red_days') as red_days
            from given g
            group by g.province_code
        ), found as materialized (
            select d.id as subject_id, null::bigint as project_id, d.body_id, case when @Today - d.due_on >= l.red_days then 'red' else 'notice' end as severity,
                d.due_on + 1 as since, d.due_on as until, null::numeric as measure, null::numeric as bound, null::bigint as amount,
                d.due_on - l.remind_days as amber_on, d.due_on + l.red_days as red_on
            from plans.report_duty d
            join plans.plan p on p.id = d.plan_id
            join l on l.province_code = p.province_code
            where (d.handed_in_on is null or d.handed_in_on > @Today) and d.due_on - l.remind_days <= @Today
        )
        """;

    private const string Sql = $"""
        -- Slippage.ReportLate
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.ReportLateTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("report.late", "report", Sql, CountSql);
}
