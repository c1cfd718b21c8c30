namespace Portfolio.Slippage.Rules;

/// <summary>A step of land clearance is past its limit.</summary>
internal static class StepLate
{
    // Of several steps that are late at once, the one that has been late longest; the measure is its place in the procedure.
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'amber_days') as amber_days,
                max(g.value) filter (where g.name = 'red_days') as red_days
            from given g
            group by g.province_code
        ), found as materialized (
            select distinct on (k.id) k.id as subject_id, k.project_id, null::bigint as body_id, case when @Today - d.due_on >= l.red_days then 'red' else 'amber' end as severity,
                d.due_on + 1 as since, d.due_on as until, s.position::numeric as measure, null::numeric as bound, null::bigint as amount,
                d.due_on + l.amber_days as amber_on, d.due_on + l.red_days as red_on
            from land_clearance.package k
            join plans.plan p on p.id = k.plan_id
            join l on l.province_code = p.province_code
            join land_clearance.step s on s.province_code = p.province_code and s.after_step is not null and s.limit_value is not null
            join land_clearance.package_step b on b.package_id = k.id and b.step_code = s.after_step and b.done_on <= @Today
            cross join lateral (select land_clearance.limit_ends(b.done_on, s.limit_value, s.limit_unit) as due_on) d
            join projects.project x on x.id = k.project_id
            where (k.handed_over_on is null or k.handed_over_on > @Today) and d.due_on + l.amber_days <= @Today
                and not exists (select 1 from land_clearance.package_step c where c.package_id = k.id and c.step_code = s.code and c.done_on <= @Today)
                and (x.stage is null or x.stage not in ('suspended', 'cancelled'))
            order by k.id, d.due_on, s.position
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
