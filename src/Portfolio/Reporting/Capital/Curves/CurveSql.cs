using Portfolio.Milestones;

namespace Portfolio.Reporting.Capital.Curves;

/// <summary>Statements of the curves; they differ in how the projects are found.</summary>
internal static class CurveSql
{
    // Of dates only what lies within the year matters, so projects whose work spans it fall into one row; what an owner states stands
    // for itself. A hundred thousand projects come to a few hundred rows.
    private const string Grouped = $"""
        , work as materialized (
            select m.project_id, {MilestoneSql.StartsOn} as starts_on, {MilestoneSql.FinishesOn} as finishes_on
            from milestones.milestone m
            where m.dropped_on is null and m.kind_code in ('ground_broken', 'completed', 'in_operation') and m.project_id in (select k.project_id from capital k)
            group by m.project_id
        )
        select d.starts_on, d.finishes_on, c.shares, sum(k.payable)::bigint as payable
        from capital k
        join projects.project x on x.id = k.project_id
        left join funding.planned_curve c on c.project_id = k.project_id and c.year = @Year
        left join work w on w.project_id = k.project_id
        cross join lateral (
            select coalesce(w.starts_on, make_date(x.period_from, 1, 1)) as s, coalesce(w.finishes_on, make_date(x.period_to, 12, 31)) as f
        ) r
        cross join lateral (
            select
                case when c.shares is null and r.s > make_date(@Year, 1, 1) then least(r.s, make_date(@Year + 1, 1, 1)) end as starts_on,
                case when c.shares is null and r.f < make_date(@Year, 12, 31) then greatest(r.f, make_date(@Year - 1, 12, 31)) end as finishes_on
        ) d
        group by d.starts_on, d.finishes_on, c.shares
        """;

    public const string PlannedOfProgrammes = $"""
        -- Reporting.Capital.PlannedOfProgrammes
        with capital as materialized (
            select a.project_id, sum(a.payable)::bigint as payable
            from funding.allocation a
            where a.programme_id = any(@Programmes) and a.source_code = any(array(select s.code from funding.source s)) and a.year = @Year
            group by a.project_id
            having sum(a.payable) <> 0
        )
        {Grouped}
        """;

    public const string PlannedOfBody = $"""
        -- Reporting.Capital.PlannedOfBody
        with capital as materialized (
            select a.project_id, sum(a.payable)::bigint as payable
            from funding.allocation a
            where a.project_id = any(@Projects) and a.year = @Year
            group by a.project_id
            having sum(a.payable) <> 0
        )
        {Grouped}
        """;

    public const string YearsOfProgrammes = """
        -- Reporting.Capital.YearsOfProgrammes
        select y.year,
            exists (select 1 from funding.decision d
                where d.plan_id = any(array_agg(y.plan_id)) and d.figure_basis = 'illustrative' and d.status = 'approved' and d.withdrawn_at is null) as illustrative
        from funding.programme_year y
        where y.programme_id = any(@Programmes)
        group by y.year
        having sum(y.allocated + y.carried_in) > 0
        order by y.year
        """;

    public const string YearsOfProjects = """
        -- Reporting.Capital.YearsOfProjects
        select a.year,
            bool_or(exists (select 1 from funding.allocation_line l join funding.decision d on d.id = l.decision_id
                where l.project_id = a.project_id and l.source_code = a.source_code and l.year = a.year and d.figure_basis = 'illustrative')) as illustrative
        from funding.allocation a
        where a.project_id = any(@Projects)
        group by a.year
        order by a.year
        """;

    public const string PaidOfProgrammes = """
        -- Reporting.Capital.PaidOfProgrammes
        select m.month, sum(m.paid)::bigint as paid
        from funding.programme_month m
        where m.programme_id = any(@Programmes) and m.year = @Year
        group by m.month
        having sum(m.paid) <> 0
        """;

    public const string PaidOfProjects = """
        -- Reporting.Capital.PaidOfProjects
        select date_trunc('month', l.paid_on)::date as month, sum(l.amount)::bigint as paid
        from funding.payment_line l
        where l.project_id = any(@Projects) and l.year = @Year
        group by 1
        having sum(l.amount) <> 0
        """;
}
