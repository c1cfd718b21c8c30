using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Milestones;
using Portfolio.Notifications;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Ledger;

/// <summary>Proves that every sum of money is the sum of its lines and every rule holds (F10), and keeps what was found.</summary>
/// <param name="database">The database.</param>
/// <param name="logger">Is told of a broken ledger.</param>
public sealed class LedgerChecks(PortfolioDatabase database, ILogger<LedgerChecks> logger)
{
    // Chosen once: one proof at a time, however many nodes there are.
    private const long CheckLock = 0x4C656467_65724368;

    private const string TryLockSql = """
        -- Funding.Ledger.TryLock
        select pg_try_advisory_lock(@Key)
        """;

    private const string UnlockSql = """
        -- Funding.Ledger.Unlock
        select pg_advisory_unlock(@Key)
        """;

    private const string RanSinceSql = """
        -- Funding.Ledger.RanSince
        select exists (select 1 from funding.ledger_check where started_at >= @Since)
        """;

    private const string KeepSql = """
        -- Funding.Ledger.Keep
        insert into funding.ledger_check (started_at, actor_name, account_id, lines, faults)
        values (@StartedAt, @ActorName, @AccountId, @Lines, @Faults)
        returning id
        """;

    private const string KeepFaultsSql = """
        -- Funding.Ledger.KeepFaults
        insert into funding.ledger_fault (check_id, position, invariant, subject, expected, found)
        select @Id, f.position, f.invariant, f.subject, f.expected, f.found
        from unnest(@Invariants::text[], @Subjects::text[], @Expected::bigint[], @Found::bigint[])
            with ordinality as f (invariant, subject, expected, found, position)
        """;

    private const string LatestSql = """
        -- Funding.Ledger.Latest
        select id, started_at, finished_at, actor_name, lines from funding.ledger_check order by id desc limit 1
        """;

    private const string FaultsSql = """
        -- Funding.Ledger.Faults
        select invariant, subject, expected, found from funding.ledger_fault where check_id = @Id order by position
        """;

    /// <summary>The latest proof; null while none has run.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.VerifyLedger"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<LedgerCheck?> LatestAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.VerifyLedger);
        await using var connection = await database.OpenAsync(ct);
        return await LatestAsync(connection, ct);
    }

    /// <summary>Proves the whole ledger now.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.VerifyLedger"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="RuleException"><c>ledger.check_running</c>: another proof is under way.</exception>
    public async Task<LedgerCheck> RunAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.VerifyLedger);
        await using var connection = await database.OpenAsync(ct);
        return await AloneAsync(connection, () => ProveAsync(connection, actor, ct), ct) ?? throw new RuleException("ledger.check_running");
    }

    /// <summary>Proves the whole ledger, unless a proof has run since or is under way: for the nightly job on any number of nodes.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.VerifyLedger"/>.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<LedgerCheck?> RunOnceAsync(Actor actor, DateTimeOffset due, CancellationToken ct)
    {
        actor.Demand(Permission.VerifyLedger);
        await using var connection = await database.OpenAsync(ct);
        return await AloneAsync(connection, async () =>
            await connection.ExecuteScalarAsync<bool>(new CommandDefinition(RanSinceSql, new { Since = due.ToUniversalTime() }, cancellationToken: ct))
                ? null : await ProveAsync(connection, actor, ct), ct);
    }

    private static async Task<LedgerCheck?> AloneAsync(NpgsqlConnection connection, Func<Task<LedgerCheck?>> prove, CancellationToken ct)
    {
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(TryLockSql, new { Key = CheckLock }, cancellationToken: ct)))
            return null;
        try
        {
            return await prove();
        }
        finally
        {
            await connection.ExecuteAsync(new CommandDefinition(UnlockSql, new { Key = CheckLock }, cancellationToken: CancellationToken.None));
        }
    }

    private async Task<LedgerCheck?> ProveAsync(NpgsqlConnection connection, Actor actor, CancellationToken ct)
    {
        var started = DateTimeOffset.UtcNow;
        long lines;
        IReadOnlyList<LedgerFault> faults;
        // One snapshot, so that sums and lines are of one moment while officers go on working.
        await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct))
        {
            lines = await LedgerProof.LinesAsync(connection, snapshot, ct);
            faults = await NamedAsync(connection, snapshot, await FindAsync(connection, snapshot, ct), ct);
        }
        await KeepAsync(connection, actor, started, lines, faults, ct);
        if (faults.Count > 0)
            logger.LogError("The ledger is broken in {Count} places, first: {Invariant} {Subject}", faults.Count, faults[0].Invariant, faults[0].Subject);
        return await LatestAsync(connection, ct);
    }

    // The numbers that stand beside the money are proven with it: a page that shows one wrong is believed in none.
    private static async Task<IReadOnlyList<FaultRow>> FindAsync(NpgsqlConnection connection, NpgsqlTransaction snapshot, CancellationToken ct) =>
    [
        .. await LedgerProof.FindAsync(connection, snapshot, ct),
        .. (await ProjectCountProof.FindFaultsAsync(connection, snapshot, ct)).Select(FaultRow.Of),
        .. (await MilestoneCountProof.FindFaultsAsync(connection, snapshot, ct)).Select(FaultRow.Of),
    ];

    private static async Task KeepAsync(
        NpgsqlConnection connection, Actor actor, DateTimeOffset started, long lines, IReadOnlyList<LedgerFault> faults, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var known = await BeforeAsync(connection, transaction, ct);
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            KeepSql, new { StartedAt = started, ActorName = actor.Name, actor.AccountId, Lines = lines, Faults = faults.Count }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(KeepFaultsSql, new
        {
            Id = id,
            Invariants = faults.Select(f => f.Invariant).ToArray(),
            Subjects = faults.Select(f => f.Subject).ToArray(),
            Expected = faults.Select(f => f.Expected).ToArray(),
            Found = faults.Select(f => f.Found).ToArray(),
        }, transaction, cancellationToken: ct));
        await AuditLog.WriteAsync(
            connection, transaction, actor, faults.Count == 0 ? "ledger.proven" : "ledger.broken", "ledger",
            [new AuditChange("ledger", null, null, new Dictionary<string, long> { ["money_lines"] = lines, ["faults"] = faults.Count })], null, ct);
        // Told once, not every night, until something else is found.
        if (faults.Count > 0 && !faults.ToHashSet().SetEquals(known))
            await NoticeBox.AddAsync(
                connection, transaction, actor, "ledger.broken", null, "ledger",
                [new NewNotice(null, id.ToString(CultureInfo.InvariantCulture), new { faults = faults.Take(20) })], ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<IEnumerable<LedgerFault>> BeforeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        await connection.QuerySingleOrDefaultAsync<CheckRow>(new CommandDefinition(LatestSql, null, transaction, cancellationToken: ct)) is { } row
            ? await connection.QueryAsync<LedgerFault>(new CommandDefinition(FaultsSql, new { row.Id }, transaction, cancellationToken: ct)) : [];

    private static async Task<LedgerCheck?> LatestAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (await connection.QuerySingleOrDefaultAsync<CheckRow>(new CommandDefinition(LatestSql, cancellationToken: ct)) is not { } row)
            return null;
        var faults = await connection.QueryAsync<LedgerFault>(new CommandDefinition(FaultsSql, new { row.Id }, cancellationToken: ct));
        return new LedgerCheck(
            row.Id, BusinessCalendar.InVietNam(new DateTimeOffset(row.StartedAt)), BusinessCalendar.InVietNam(new DateTimeOffset(row.FinishedAt)), row.ActorName, row.Lines, [.. faults]);
    }

    /// <summary>The keys replaced by the codes people know.</summary>
    private static async Task<IReadOnlyList<LedgerFault>> NamedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<FaultRow> rows, CancellationToken ct)
    {
        long[] ids = [.. rows.Select(r => r.ProjectId).OfType<long>().Distinct()];
        var projects = (await ProjectLookup.FindManyAsync(connection, transaction, [], ids, ct)).ToDictionary(p => p.Id, p => p.Code);
        var plans = await PlanLookup.GetManyAsync(connection, transaction, rows.Select(r => r.PlanId).OfType<long>(), ct);
        var programmes = await ProgrammeLookup.GetManyAsync(connection, transaction, rows.Select(r => r.ProgrammeId).OfType<long>(), ct);
        return
        [
            .. rows.Select(r => new LedgerFault(r.Invariant, string.Join("/", ((string?[])
            [
                r.PlanId is { } plan ? plans[plan].Code : null,
                r.ProgrammeId is { } id && programmes[id] is var programme ? $"{programme.PlanCode}/{programme.Code}" : null,
                r.ProjectId is { } project ? projects.GetValueOrDefault(project, "?") : null,
                r.DecisionId is { } decision ? string.Create(CultureInfo.InvariantCulture, $"decision {decision}") : null,
                r.SourceCode,
                r.Year?.ToString(CultureInfo.InvariantCulture),
            ]).OfType<string>()), r.Expected, r.Found)),
        ];
    }

    private sealed record CheckRow(long Id, DateTime StartedAt, DateTime FinishedAt, string ActorName, long Lines);
}
