namespace Portfolio.Reporting.Capital;

/// <summary>Parts of statements that the views of capital share.</summary>
internal static class CapitalSql
{
    /// <summary>The plan of code <c>@Code</c>.</summary>
    public const string Plan = $"""
        -- Reporting.Capital.Plan
        select p.id, p.code, p.short_name, p.province_code, v.name as province_name, v.name_en as province_name_en, p.period_from, p.period_to,
            {ClosedTo} as closed_to, {Illustrative} as illustrative
        from plans.plan p
        join directory.province v on v.code = p.province_code
        where p.code = @Code
        """;

    /// <summary>Whether decision <c>d</c> is in force: a demonstration that was taken back is not.</summary>
    public const string InForce = "d.status = 'approved' and d.withdrawn_at is null";

    /// <summary>Last budget year of plan <c>p</c> that is closed; 0 = none is.</summary>
    public const string ClosedTo = """
        (coalesce((select max(c.closes_year) from funding.decision c
                where c.plan_id = p.id and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null), 0))
        """;

    /// <summary>The same plan, within a statement about what hangs on it: known once for the whole statement.</summary>
    public const string PlanId = "(select id from plans.plan where code = @Code)";

    /// <summary>Whether figures of plan <c>p</c> are made up; each is a look into rows of the plan alone, none grows with its projects.</summary>
    public const string Illustrative = """
        (exists (select 1 from funding.decision d where d.plan_id = p.id and d.status = 'approved' and d.withdrawn_at is null and d.figure_basis = 'illustrative')
                or exists (select 1 from funding.source_year y where y.plan_id = p.id and y.ceiling_basis = 'illustrative')
                or exists (select 1 from plans.programme g join funding.need n on n.programme_id = g.id
                    where g.plan_id = p.id and n.figure_basis = 'illustrative'))
        """;
}
