namespace Portfolio.Slippage.Rules;

/// <summary>The work is expected to end after its baseline.</summary>
internal static class ForecastLate
{
    // Told once, of the milestone that ends the work: what drives it stands on the page of the project. A short work is late by its share.
    // In an outage nobody states anything, so what became late in it became so by the passing of days.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_days') as amber_days,
                max(g.value) filter (where g.name = 'amber_percent') as amber_percent,
                max(g.value) filter (where g.name = 'red_days') as red_days,
                max(g.value) filter (where g.name = 'red_percent') as red_percent
            from given g
            group by g.province_code
        ), found as materialized (
            select s.finish_id as subject_id, s.project_id, null::bigint as body_id,
                case when s.days_late >= t.red then 'red' else 'amber' end as severity,
                null::date as since, s.finish_expected_on as until, s.days_late::numeric as measure, d.days::numeric as bound, null::bigint as amount,
                case when @LastScan::date is not null then @Today::date - (s.days_late - t.amber) end as amber_on,
                case when @LastScan::date is not null then @Today::date - (s.days_late - t.red) end as red_on
            from milestones.project_state s
            join milestones.milestone m on m.id = s.finish_id
            join projects.project x on x.id = s.project_id
            join plans.plan p on p.id = s.plan_id
            join l on l.province_code = p.province_code
            cross join lateral (
                select s.finish_baseline_on - min(coalesce(b.baseline_on, b.planned_on)) as days
                from milestones.milestone b
                where b.project_id = s.project_id and b.dropped_on is null
            ) d
            cross join lateral (
                select case when d.days > 0 then least(l.amber_days, (l.amber_percent * d.days + 99) / 100) else l.amber_days end as amber,
                    case when d.days > 0 then least(l.red_days, (l.red_percent * d.days + 99) / 100) else l.red_days end as red
            ) t
            where s.days_late > 0 and {RuleSql.Open} and {RuleSql.UnderWay}
                and s.days_late >= t.amber
        )
        """;

    private const string Sql = $"""
        -- Slippage.ForecastLate
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.ForecastLateTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("milestone.forecast_late", "milestone", Sql, CountSql, OfAnyDay: false);
}
