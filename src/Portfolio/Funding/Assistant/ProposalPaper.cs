using System.Text.Json;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Plans;

namespace Portfolio.Funding.Assistant;

/// <summary>What the assistant has found for a plan, and the paper it becomes.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Ids">Keys of its projects by code.</param>
/// <param name="Lines">The lines of the paper.</param>
/// <param name="Findings">What was found beside them, as JSON.</param>
internal sealed record ProposalPaper(
    PlanRow Plan, IReadOnlyDictionary<string, long> Ids, IReadOnlyList<PaperLine> Lines, string Findings)
{
    private const string InsertSql = """
        -- Funding.InsertProposal
        insert into funding.draft_line (decision_id, project_id, source_code, year, amount, basis, changed_by)
        select @Id, l.project_id, l.source_code, l.year, l.amount, l.basis::jsonb, @ChangedBy
        from unnest(@Projects::bigint[], @Sources::text[], @Years::int[], @Amounts::bigint[], @Bases::text[])
            as l (project_id, source_code, year, amount, basis)
        """;

    private const string FindingsSql = """
        -- Funding.KeepFindings
        update funding.decision set findings = @Findings::jsonb where id = @Id
        """;

    /// <summary>Writes it as a draft, with its event.</summary>
    public async Task<Decision> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string kind, string name, string what, CancellationToken ct)
    {
        var id = await DecisionPapers.InsertAsync(
            connection, transaction, actor, new BeginDecision(Plan.Code, kind, name.Trim(), null, null), Plan.Id, null, ct);
        await InsertAsync(connection, transaction, actor, id, ct);
        await connection.ExecuteAsync(new CommandDefinition(FindingsSql, new { Id = id, Findings }, transaction, cancellationToken: ct));
        var (paper, _) = await DecisionRecords.GetAsync(connection, transaction, id, ct);
        await AuditLog.WriteAsync(
            connection, transaction, actor, what, "decision",
            [new AuditChange(DecisionPapers.Text(id), Plan.ProvinceCode, null, new Dictionary<string, object> { ["plan"] = Plan.Code, ["decision_name"] = paper.Name, ["lines"] = Lines.Count })],
            null, ct);
        return paper;
    }

    private Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long id, CancellationToken ct)
    {
        // Most lines of a project share one reason.
        var bases = new Dictionary<Reason, string>(ReferenceEqualityComparer.Instance);
        return connection.ExecuteAsync(new CommandDefinition(InsertSql, new
        {
            Id = id,
            ChangedBy = actor.Name,
            Projects = Lines.Select(l => Ids[l.Project]).ToArray(),
            Sources = Lines.Select(l => l.Source).ToArray(),
            Years = Lines.Select(l => l.Year).ToArray(),
            Amounts = Lines.Select(l => l.Amount.Dong).ToArray(),
            Bases = Lines.Select(l => bases.TryGetValue(l.Reason, out var text) ? text : bases[l.Reason] = JsonSerializer.Serialize(l.Reason, BasisJson.Format)).ToArray(),
        }, transaction, commandTimeout: 120, cancellationToken: ct));
    }
}

/// <summary>A line of a paper of the assistant.</summary>
internal sealed record PaperLine(string Project, string Source, int Year, Vnd Amount, Reason Reason);
