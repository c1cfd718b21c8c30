using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Plans;

namespace Portfolio.Funding.Decisions;

/// <summary>Reads decisions, and locks them the way each work on them needs.</summary>
internal static class DecisionRecords
{
    // The sum of the revisions rises with every change of any part, so it serves as the version of the whole. An approval leaves no
    // draft, and what it posted was summed up then: of a paper its lines are read, of a decision never.
    internal const string HeadSql = """
        select d.id, d.plan_id, d.kind, d.name, d.status, d.closes_year, d.reason, d.copied_from, d.figure_basis = 'illustrative' as illustrative,
            d.number, d.decided_on, d.signer, d.created_by, d.created_at, d.submitted_by, d.submitted_at, d.return_reason, d.approved_by,
            d.approved_at, d.withdrawn_at, (d.revision + coalesce(l.revisions, 0))::bigint as version,
            coalesce(s.lines, l.lines, 0)::int as lines, coalesce(s.total, l.total, 0)::bigint as total
        from funding.decision d
        left join lateral (
            select sum(f.revision) as revisions, count(*) filter (where f.amount <> 0) as lines, sum(f.amount) as total
            from funding.draft_line f
            where f.decision_id = d.id
        ) l on true
        left join funding.decision_sum s on s.decision_id = d.id
        """;

    private const string GetSql = $"""
        -- Funding.GetDecision
        {HeadSql}
        where d.id = @Id
        """;

    private const string PlanSql = """
        -- Funding.PlanOfDecision
        select plan_id from funding.decision where id = @Id
        """;

    // Editors of lines stand beside each other; whoever changes the state waits for them, and they for him.
    private const string ForLinesSql = """
        -- Funding.LockDecisionForLines
        select id, plan_id, kind, status, closes_year from funding.decision where id = @Id for key share
        """;

    private const string ForStateSql = """
        -- Funding.LockDecisionForState
        select id, plan_id, kind, status, closes_year from funding.decision where id = @Id for update
        """;

    /// <summary>The decision with its plan.</summary>
    /// <exception cref="NotFoundException">There is none of this key.</exception>
    public static async Task<(Decision Decision, PlanRow Plan)> GetAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Decision>(
            new CommandDefinition(GetSql, new { Id = id }, transaction, cancellationToken: ct)) ?? throw NotFound(id);
        var plan = await PlanLookup.GetAsync(connection, transaction, row.PlanId, ct);
        return (row with { PlanCode = plan.Code, PlanName = plan.Name, PeriodFrom = plan.PeriodFrom, PeriodTo = plan.PeriodTo }, plan);
    }

    /// <summary>The plan of the decision, without what it comes to.</summary>
    /// <exception cref="NotFoundException">There is none of this key.</exception>
    public static async Task<PlanRow> PlanAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        await PlanLookup.GetAsync(
            connection, transaction,
            await connection.ExecuteScalarAsync<long?>(new CommandDefinition(PlanSql, new { Id = id }, transaction, cancellationToken: ct)) ?? throw NotFound(id), ct);

    /// <summary>Keeps the state from changing while lines are edited.</summary>
    public static Task<DecisionState> LockForLinesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken ct) =>
        LockAsync(connection, transaction, ForLinesSql, id, ct);

    /// <summary>Keeps lines and state from changing while the state is decided on.</summary>
    public static Task<DecisionState> LockForStateAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken ct) =>
        LockAsync(connection, transaction, ForStateSql, id, ct);

    private static async Task<DecisionState> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, long id, CancellationToken ct) =>
        await connection.QuerySingleOrDefaultAsync<DecisionState>(new CommandDefinition(sql, new { Id = id }, transaction, cancellationToken: ct))
        ?? throw NotFound(id);

    private static NotFoundException NotFound(long id) =>
        new("decision", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>What decides whether a decision may be worked on.</summary>
internal sealed record DecisionState
{
    public long Id { get; init; }

    public long PlanId { get; init; }

    public required string Kind { get; init; }

    public required string Status { get; init; }

    public int? ClosesYear { get; init; }

    /// <exception cref="RuleException"><c>capital.decision_closed</c>: it is submitted, approved or discarded.</exception>
    public void DemandEditable()
    {
        if (Status is not (DecisionStatus.Draft or DecisionStatus.Returned))
            throw new RuleException("capital.decision_closed", new Dictionary<string, object?> { ["status"] = Status });
    }

    /// <exception cref="RuleException"><c>capital.not_submitted</c>: nobody has submitted it.</exception>
    public void DemandSubmitted()
    {
        if (Status != DecisionStatus.Submitted)
            throw new RuleException("capital.not_submitted", new Dictionary<string, object?> { ["status"] = Status });
    }
}
