namespace Portfolio.Reporting.Capital.Payments;

/// <summary>Parts of statements that several lists of payments share.</summary>
internal static class PaymentSql
{
    /// <summary>Columns of a <see cref="PaymentRow"/>, for payment <c>p</c>, its source <c>s</c> and its project <c>x</c>.</summary>
    public const string Columns = """
            p.id, x.code as project_code, x.name as project_name, p.source_code as source, s.name as source_name, s.name_en as source_name_en,
            p.year, p.paid_on, p.amount, p.document_number, p.note, p.file_id,
            (select f.name from files.file f where f.id = p.file_id) as file_name, p.status, p.reverses,
            (select r.id from funding.payment r where r.reverses = p.id and r.status = 'confirmed') as reversed_by,
            p.return_reason, p.entered_by, p.entered_at, p.decided_by, p.decided_at, p.figure_basis = 'illustrative' as illustrative,
            p.revision as version
        """;

    /// <summary>Whether the year of allocation <c>a</c> is closed.</summary>
    public const string Closed = """
        (exists (select 1 from funding.decision c
                where c.plan_id = a.plan_id and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null and c.closes_year >= a.year))
        """;

    /// <summary>What waits of allocation <c>a</c>.</summary>
    public const string Waiting = """
        (coalesce((select sum(w.amount) from funding.payment w
                where w.project_id = a.project_id and w.source_code = a.source_code and w.year = a.year and w.status = 'entered'), 0)::bigint)
        """;
}
