namespace Portfolio.Slippage.Rules;

/// <summary>A step of land clearance is past its limit.</summary>
internal static class StepLate
{
    // Of several steps that are late at once, the one that has been late longest; the measure is its place in the procedure.
    // Many limits start on the same day: the calendar is asked once for each.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_days') as amber_days,
                max(g.value) filter (where g.name = 'red_days') as red_days
            from given g
            group by g.province_code
        ), done as materialized (
            select b.package_id, b.step_code, b.done_on
            from land_clearance.package_step b
            where b.done_on <= @Today and (@Province::text is null or b.package_id in (
                select k.id from land_clearance.package k join plans.plan p on p.id = k.plan_id where p.province_code = @Province))
        ), open as materialized (
            select k.id, k.project_id, b.done_on, s.position, s.limit_value, s.limit_unit, l.amber_days, l.red_days
            from done b
            join land_clearance.package k on k.id = b.package_id
            join plans.plan p on p.id = k.plan_id
            join l on l.province_code = p.province_code
            join land_clearance.step s on s.province_code = p.province_code and s.after_step = b.step_code and s.limit_value is not null
            join projects.project x on x.id = k.project_id
            where (k.handed_over_on is null or k.handed_over_on > @Today) and {RuleSql.UnderWay}
                and not exists (select 1 from done c where c.package_id = k.id and c.step_code = s.code)
        ), ends as materialized (
            select t.done_on, t.limit_value, t.limit_unit, land_clearance.limit_ends(t.done_on, t.limit_value, t.limit_unit) as due_on
            from (select distinct o.done_on, o.limit_value, o.limit_unit from open o) t
        ), found as materialized (
            select distinct on (k.id) k.id as subject_id, k.project_id, null::bigint as body_id, case when @Today - d.due_on >= k.red_days then 'red' else 'amber' end as severity,
                d.due_on + 1 as since, d.due_on as until, k.position::numeric as measure, null::numeric as bound, null::bigint as amount,
                d.due_on + k.amber_days as amber_on, d.due_on + k.red_days as red_on
            from open k
            join ends d on d.done_on = k.done_on and d.limit_value = k.limit_value and d.limit_unit = k.limit_unit
            where d.due_on + k.amber_days <= @Today
            order by k.id, d.due_on, k.position
        )
        """;

    private const string Sql = $"""
        -- Slippage.StepLate
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.StepLateTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("land.step_late", "package", Sql, CountSql);
}
