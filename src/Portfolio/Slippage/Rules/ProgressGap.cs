namespace Portfolio.Slippage.Rules;

/// <summary>Physical and financial progress are far apart.</summary>
internal static class ProgressGap
{
    // Capital of years to come is no measure of work that was to be done by now.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_points') as amber_points,
                max(g.value) filter (where g.name = 'red_points') as red_points
            from given g
            group by g.province_code
        ), found as materialized (
            select s.project_id as subject_id, s.project_id, null::bigint as body_id,
                case when abs(s.physical_percent - k.percent) >= l.red_points then 'red' else 'amber' end as severity, null::date as since, null::date as until,
                trunc(s.physical_percent, 1) as measure, trunc(k.percent, 1) as bound, null::bigint as amount, null::date as amber_on, null::date as red_on
            from milestones.project_state s
            join (
                select a.project_id, sum(a.paid) * 100.0 / sum(a.payable) as percent
                from funding.allocation a
                where a.year <= @BudgetYear
                group by a.project_id
                having sum(a.payable) > 0
            ) k on k.project_id = s.project_id
            join projects.project x on x.id = s.project_id
            join plans.plan p on p.id = s.plan_id
            join l on l.province_code = p.province_code
            where abs(s.physical_percent - k.percent) >= l.amber_points and {RuleSql.UnderWay}
        )
        """;

    private const string Sql = $"""
        -- Slippage.ProgressGap
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.ProgressGapTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("progress.gap", "project", Sql, CountSql, OfAnyDay: false);
}
