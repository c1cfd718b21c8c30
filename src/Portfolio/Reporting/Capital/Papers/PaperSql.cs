using Portfolio.Funding.Decisions;
using Portfolio.Projects;

namespace Portfolio.Reporting.Capital.Papers;

/// <summary>Parts of statements that several pages of a decision share.</summary>
internal static class PaperSql
{
    /// <summary>
    /// What decision <c>@Id</c> changes, cell by cell: the draft of a paper, the posted lines of an approved decision (an approval
    /// leaves no draft). Lines of a demonstration that was taken back cancel each other out.
    /// </summary>
    public const string Lines = """
        select f.project_id, f.source_code, f.year, f.amount, f.reason, f.basis::text as basis, null::bigint as posted
        from funding.draft_line f
        where f.decision_id = @Id and f.amount <> 0
        union all
        select a.project_id, a.source_code, a.year, sum(a.amount)::bigint, max(a.reason), max(a.basis::text), min(a.id)
        from funding.allocation_line a
        where a.decision_id = @Id and a.entry = 'allocated'
        group by a.project_id, a.source_code, a.year
        having sum(a.amount) <> 0
        """;

    /// <summary>The head of decision <c>@Id</c>, and whether <c>@Bodies</c> answer for any project of its plan.</summary>
    public const string HeadSql = $"""
        -- Reporting.Capital.Head
        select k.*, p.code as plan_code, p.short_name as plan_name, p.period_from, p.period_to,
            p.province_code, c.name as copied_name, clock_timestamp() as read_at,
            {ProjectLookup.AnyOf} as answers,
            k.illustrative or exists (select 1 from funding.decision i
                where i.plan_id = k.plan_id and i.figure_basis = 'illustrative' and i.status = 'approved' and i.withdrawn_at is null)
            or exists (select 1 from funding.source_year y where y.plan_id = k.plan_id and y.ceiling_basis = 'illustrative') as shows_illustrative
        from (
        {DecisionRecords.HeadSql}
        ) k
        join plans.plan p on p.id = k.plan_id
        left join funding.decision c on c.id = k.copied_from
        where k.id = @Id
        """;
}
