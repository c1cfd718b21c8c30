namespace Portfolio.Reporting.Capital.Dated;

/// <summary>Parts of statements about a plan as of a day.</summary>
internal static class DatedSql
{
    /// <summary>Lines <c>l</c> of decisions <c>d</c> in force on day <c>@On</c>.</summary>
    public const string Lines = $"""
        funding.allocation_line l
            join funding.decision d on d.id = l.decision_id and {CapitalSql.InForce} and d.decided_on <= @On
        """;

    public const string Programmes = """
        -- Reporting.Dated.Programmes
        select id, code, name, short_name from plans.programme where plan_id = @PlanId order by position, code
        """;

    // As long as no decision came after the day, which is so today, the sums that are kept are those of the day; only for days further
    // back are the lines summed up.
    public const string Totals = $"""
        -- Reporting.Dated.Totals
        with later as materialized (
            select exists (select 1 from funding.decision d where d.plan_id = @PlanId and {CapitalSql.InForce} and d.decided_on > @On) as any
        )
        select y.programme_id, y.source_class, y.year, sum(y.allocated)::bigint as amount
        from funding.programme_year y
        where y.plan_id = @PlanId and not (select l.any from later l)
        group by y.programme_id, y.source_class, y.year
        union all
        select l.programme_id, l.source_class, l.year, sum(l.amount)::bigint as amount
        from {Lines}
        where l.plan_id = @PlanId and l.entry = 'allocated' and (select t.any from later t)
        group by l.programme_id, l.source_class, l.year
        """;

    public const string Counts = $"""
        -- Reporting.Dated.Counts
        select x.programme_id, count(*)::int as projects
        from plans.programme g
        join projects.project x on x.programme_id = g.id
        where g.plan_id = @PlanId and exists (select 1 from {Lines} where l.project_id = x.id and l.entry = 'allocated')
        group by x.programme_id
        """;

    public const string Decisions = $"""
        -- Reporting.Dated.Decisions
        select d.id, d.kind, d.name, d.number, d.decided_on, d.signer
        from funding.decision d
        where d.plan_id = @PlanId and {CapitalSql.InForce} and d.decided_on <= @On
        order by d.decided_on desc, d.id desc
        limit 1000
        """;

    // By programme in the order of the documents, then by code; on from behind a project, or past so many.
    public const string Projects = $"""
        -- Reporting.Dated.Projects
        select x.id, x.code, x.name, g.code as programme_code, g.short_name as programme_name
        from plans.programme g
        join projects.project x on x.programme_id = g.id
        where g.plan_id = @PlanId
            and (@Programme::text is null or g.code = @Programme)
            and (@After::text is null or (g.position, g.code, x.code) >
                (select ag.position, ag.code, ax.code from projects.project ax join plans.programme ag on ag.id = ax.programme_id where ax.code = @After))
            and exists (select 1 from {Lines} where l.project_id = x.id and l.entry = 'allocated')
        order by g.position, g.code, x.code
        limit @Limit offset @Offset
        """;

    public const string Cells = $"""
        -- Reporting.Dated.Cells
        select l.project_id, s.code as source, s.source_class, s.name, s.name_en, l.year, sum(l.amount)::bigint as amount
        from {Lines}
        join funding.source s on s.code = l.source_code
        where l.project_id = any(@Projects) and l.entry = 'allocated'
        group by l.project_id, s.code, l.year
        having sum(l.amount) <> 0
        order by l.project_id, s.position, l.year
        """;

    public const string Numbers = $"""
        -- Reporting.Dated.Numbers
        select l.project_id, l.source_code as source, d.number
        from {Lines}
        where l.project_id = any(@Projects) and l.entry = 'allocated'
        group by l.project_id, l.source_code, d.id
        order by d.decided_on, d.id
        """;
}
