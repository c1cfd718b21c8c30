using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Funding.Ledger;

/// <summary>What the proofs of the ledger have found, the latest first.</summary>
public sealed class LedgerHistory(PortfolioDatabase database)
{
    private const string RecentSql = """
        -- Funding.Ledger.Recent
        select id, started_at, finished_at, actor_name, lines, faults from funding.ledger_check order by id desc limit @Count
        """;

    private const string FaultsSql = """
        -- Funding.Ledger.FaultsOf
        select invariant, subject, expected, found from funding.ledger_fault where check_id = @Id order by position
        """;

    private const string BrokenSql = """
        -- Funding.Ledger.Broken
        select coalesce((select faults > 0 from funding.ledger_check order by id desc limit 1), false)
        """;

    /// <summary>The latest proofs.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.VerifyLedger"/>.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<LedgerRun>> RecentAsync(Actor actor, int count, CancellationToken ct)
    {
        actor.Demand(Permission.VerifyLedger);
        await using var connection = await database.OpenAsync(ct);
        return
        [
            .. (await connection.QueryAsync<Row>(new CommandDefinition(RecentSql, new { Count = count }, cancellationToken: ct))).Select(r => new LedgerRun(
                r.Id, BusinessCalendar.InVietNam(new DateTimeOffset(r.StartedAt, TimeSpan.Zero)),
                BusinessCalendar.InVietNam(new DateTimeOffset(r.FinishedAt, TimeSpan.Zero)), r.ActorName, r.Lines, r.Faults)),
        ];
    }

    /// <summary>The differences a proof has found.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.VerifyLedger"/>.</param>
    /// <param name="check">Proof.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<LedgerFault>> FaultsAsync(Actor actor, long check, CancellationToken ct)
    {
        actor.Demand(Permission.VerifyLedger);
        await using var connection = await database.OpenAsync(ct);
        return [.. await connection.QueryAsync<LedgerFault>(new CommandDefinition(FaultsSql, new { Id = check }, cancellationToken: ct))];
    }

    /// <summary>Whether the latest proof found a difference.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.VerifyLedger"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<bool> IsBrokenAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.VerifyLedger);
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(BrokenSql, cancellationToken: ct));
    }

    private sealed record Row(long Id, DateTime StartedAt, DateTime FinishedAt, string ActorName, long Lines, int Faults);
}

/// <summary>A proof of the ledger that has run.</summary>
/// <param name="Id">Key.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="ActorName">Who asked for it.</param>
/// <param name="Lines">Money lines that were added up.</param>
/// <param name="Faults">How many differences it found; 0 = all holds.</param>
public sealed record LedgerRun(long Id, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string ActorName, long Lines, int Faults)
{
    /// <summary>Whether everything added up.</summary>
    public bool Whole => Faults == 0;
}
