using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Audit;

/// <summary>Proves that the chain of audit events is whole, and keeps what was proven.</summary>
/// <param name="database">The database.</param>
/// <param name="logger">Is told of a broken chain.</param>
public sealed class AuditChecks(PortfolioDatabase database, ILogger<AuditChecks> logger)
{
    // Chosen once: one check at a time, however many nodes there are.
    private const long CheckLock = 0x41756469_74436865;

    private const string TryLockSql = """
        -- Audit.Checks.TryLock
        select pg_try_advisory_xact_lock(@Key)
        """;

    private const string RanSinceSql = """
        -- Audit.Checks.RanSince
        select exists (select 1 from audit.check_run where province_code is null and started_at >= @Since)
        """;

    // Millions of events are read along the index on (chain, lane, position), not sorted on disk.
    private const string InOrderSql = """
        -- Audit.Checks.InOrder
        select set_config('enable_sort', 'off', true), set_config('enable_hashagg', 'off', true)
        """;

    internal const string LinksSql = """
        -- Audit.Checks.Links
        with link as (
            select e.chain, e.lane, e.position, e.id, e.occurred_at,
                case
                    when e.position <> lag(e.position, 1, 0::bigint) over w + 1 then 'missing'
                    when e.previous_hash <> lag(e.hash, 1, ''::bytea) over w then 'unlinked'
                    when e.hash <> audit.event_hash(e) then 'changed'
                end as fault
            from audit.event e
            where @Chain::text is null or e.chain = @Chain
            window w as (partition by e.chain, e.lane order by e.position)
        )
        select distinct on (k.chain, k.lane) k.chain, k.lane::int as lane, k.position, k.fault, k.id as event_id, k.occurred_at
        from link k
        where k.fault is not null
        order by k.chain, k.lane, k.position
        """;

    // How each lane ends beside its head. Cut off is what should follow the last event that is left; of strays it names the first.
    private const string EndsSql = """
        -- Audit.Checks.Ends
        with lane as (
            select coalesce(c.chain, l.chain) as chain, coalesce(c.lane, l.lane) as lane, coalesce(c.events, 0) as events,
                coalesce(c.last, 0) as last, coalesce(l.position, 0) as head, l.hash
            from (
                select chain, lane, count(*) as events, max(position) as last
                from audit.event
                where @Chain::text is null or chain = @Chain
                group by chain, lane
            ) c
            full join (
                select chain, lane, position, hash from audit.lane where @Chain::text is null or chain = @Chain
            ) l on l.chain = c.chain and l.lane = c.lane
        )
        select n.chain, n.lane::int as lane, n.events, n.last, encode(e.hash, 'hex') as hash,
            case when n.last < n.head then 'cut' when n.last > n.head then 'stray' when e.hash <> n.hash then 'rewritten' end as fault,
            case when n.last = n.head then n.last else least(n.last, n.head) + 1 end as position,
            f.id as event_id, f.occurred_at
        from lane n
        left join audit.event e on e.chain = n.chain and e.lane = n.lane and e.position = n.last
        left join audit.event f on f.chain = n.chain and f.lane = n.lane and f.position = least(n.last, n.head + 1)
        order by 1, 2
        """;

    private const string AnchorsSql = """
        -- Audit.Checks.Anchors
        select a.chain, a.lane, a.position, 'rewritten' as fault, e.id as event_id, e.occurred_at
        from unnest(@Chains::text[], @Lanes::int[], @Positions::bigint[], @Hashes::text[]) as a (chain, lane, position, hash)
        left join audit.event e on e.chain = a.chain and e.lane = a.lane and e.position = a.position
        where encode(e.hash, 'hex') is distinct from lower(a.hash)
        """;

    // Heads that only a check of all chains saw cover every province, those of one province only itself.
    private const string LastHeadsSql = """
        -- Audit.Checks.LastHeads
        select heads::text
        from audit.check_run
        where whole and (province_code is null or province_code = @Province)
        order by id desc
        limit 1
        """;

    private const string KeepSql = """
        -- Audit.Checks.Keep
        insert into audit.check_run (started_at, actor_name, account_id, province_code, events, whole, findings, heads)
        values (@StartedAt, @ActorName, @AccountId, @Province, @Events, @Findings::jsonb = '[]', @Findings::jsonb, @Heads::jsonb)
        returning id, finished_at
        """;

    private const string LatestSql = """
        -- Audit.Checks.Latest
        select id, started_at, finished_at, actor_name, province_code as province, events, findings::text as findings, heads::text as heads
        from audit.check_run
        where province_code is not distinct from @Province
        order by id desc
        limit 1
        """;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Checks every chain within the actor's reach, and keeps the result.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAudit"/>. Who is bound to a province checks its chain.</param>
    /// <param name="anchors">Heads kept from earlier checks, besides those of the last whole check, which are always proven too.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="RuleException"><c>audit.check_running</c>: another check is under way.</exception>
    public async Task<AuditCheck> RunAsync(Actor actor, IReadOnlyList<LaneHead> anchors, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAudit);
        actor.Demand(Permission.ViewAudit, Place.In(actor.Reach.Province));
        return await CheckAsync(actor, anchors, since: null, ct) ?? throw new RuleException("audit.check_running");
    }

    /// <summary>Checks every chain, unless somebody has since then or does at this moment.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAudit"/>.</param>
    /// <param name="since">A check that began since then suffices.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The check; null where another suffices.</returns>
    public async Task<AuditCheck?> RunOnceAsync(Actor actor, DateTimeOffset since, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAudit);
        actor.Demand(Permission.ViewAudit, Place.In(null));
        return await CheckAsync(actor, [], since, ct);
    }

    /// <summary>The last check of what the actor may see; null = there was none yet.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAudit"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<AuditCheckRun?> LatestAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAudit);
        actor.Demand(Permission.ViewAudit, Place.In(actor.Reach.Province));
        await using var connection = await database.OpenAsync(ct);
        var run = await connection.QuerySingleOrDefaultAsync<RunRow?>(
            new CommandDefinition(LatestSql, new { actor.Reach.Province }, cancellationToken: ct));
        return run is null ? null : new AuditCheckRun(
            run.Id, InVietNam(run.StartedAt), InVietNam(run.FinishedAt), run.ActorName, run.Province, run.Events,
            JsonSerializer.Deserialize<List<BrokenLink>>(run.Findings, Format)!, JsonSerializer.Deserialize<List<LaneHead>>(run.Heads, Format)!);
    }

    private async Task<AuditCheck?> CheckAsync(Actor actor, IReadOnlyList<LaneHead> anchors, DateTimeOffset? since, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        // One snapshot for all statements: events that are written meanwhile belong to the next check, and so do their heads.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var query = new CheckQuery(connection, transaction, ct);
        var startedAt = DateTimeOffset.UtcNow;
        if (!await query.SingleAsync<bool>(TryLockSql, new { Key = CheckLock })
            || (since is { } due && await RanSinceAsync(due, ct)))
            return null;

        var province = actor.Reach.Province;
        await query.SingleAsync<string>(InOrderSql, null);
        var ends = await query.ListAsync<EndRow>(EndsSql, new { Chain = province });
        var faults = new[]
        {
            await query.ListAsync<FaultRow>(LinksSql, new { Chain = province }),
            [.. ends.Select(FaultRow.Of).OfType<FaultRow>()],
            await LostAnchorsAsync(query, [.. anchors, .. await LastHeadsAsync(query, province)], province),
        };
        var found = new Findings(ends, [.. faults.SelectMany(f => f)]);
        var run = await KeepAsync(query, actor, startedAt, found);
        await transaction.CommitAsync(ct);
        if (!run.Whole)
            logger.LogError("The audit chain is broken: {Links}", string.Join("; ", run.Findings.Select(f => f.Describe())));
        return new AuditCheck(run, found.Chains());
    }

    // On a connection of its own: the snapshot of the check may be from before another node's was done.
    private async Task<bool> RanSinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(RanSinceSql, new { Since = since.UtcDateTime }, cancellationToken: ct));
    }

    private static async Task<IReadOnlyList<LaneHead>> LastHeadsAsync(CheckQuery query, string? province) =>
        (await query.ListAsync<string>(LastHeadsSql, new { Province = province })) is [var heads]
            ? JsonSerializer.Deserialize<List<LaneHead>>(heads, Format)!
            : [];

    private static Task<IReadOnlyList<FaultRow>> LostAnchorsAsync(CheckQuery query, IReadOnlyList<LaneHead> anchors, string? province)
    {
        var own = anchors.Where(a => province is null || a.Chain == province).ToList();
        return query.ListAsync<FaultRow>(AnchorsSql, new
        {
            Chains = own.Select(a => a.Chain).ToArray(),
            Lanes = own.Select(a => a.Lane).ToArray(),
            Positions = own.Select(a => a.Position).ToArray(),
            Hashes = own.Select(a => a.Hash).ToArray(),
        });
    }

    private static async Task<AuditCheckRun> KeepAsync(CheckQuery query, Actor actor, DateTimeOffset startedAt, Findings found)
    {
        var kept = await query.SingleAsync<KeptRow>(KeepSql, new
        {
            StartedAt = startedAt.UtcDateTime,
            ActorName = actor.Name,
            actor.AccountId,
            actor.Reach.Province,
            found.Events,
            Findings = JsonSerializer.Serialize(found.Links, Format),
            Heads = JsonSerializer.Serialize(found.Heads, Format),
        });
        return new AuditCheckRun(
            kept.Id, BusinessCalendar.InVietNam(startedAt), InVietNam(kept.FinishedAt), actor.Name, actor.Reach.Province, found.Events,
            found.Links, found.Heads);
    }

    private static DateTimeOffset InVietNam(DateTime instant) => BusinessCalendar.InVietNam(new DateTimeOffset(instant));

    /// <summary>What was found, by lane and by chain.</summary>
    private sealed class Findings(IReadOnlyList<EndRow> ends, IReadOnlyList<FaultRow> faults)
    {
        public long Events { get; } = ends.Sum(e => e.Events);

        public IReadOnlyList<LaneHead> Heads { get; } =
            [.. ends.Where(e => e.Hash is not null).Select(e => new LaneHead(e.Chain, e.Lane, e.Last, e.Hash!))];

        /// <summary>The first of every lane, the earliest first.</summary>
        public IReadOnlyList<BrokenLink> Links { get; } =
        [
            .. faults.GroupBy(f => (f.Chain, f.Lane)).Select(lane => lane.MinBy(f => f.Position)!)
                .OrderBy(f => f.OccurredAt ?? DateTime.MaxValue).ThenBy(f => f.Chain, StringComparer.Ordinal).ThenBy(f => f.Lane)
                .Select(f => new BrokenLink(
                    f.Chain, f.Lane, f.Position, f.Fault, f.EventId, f.OccurredAt is { } at ? InVietNam(at) : null)),
        ];

        public IReadOnlyList<ChainCheck> Chains() =>
        [
            .. ends.Select(e => e.Chain).Union(Links.Select(l => l.Chain)).Order(StringComparer.Ordinal).Select(chain => new ChainCheck(
                chain, ends.Where(e => e.Chain == chain).Sum(e => e.Events), [.. Heads.Where(h => h.Chain == chain)],
                Links.FirstOrDefault(l => l.Chain == chain))),
        ];
    }

    /// <summary>The statements of a check, in its transaction, however long they take.</summary>
    private sealed record CheckQuery(NpgsqlConnection Connection, NpgsqlTransaction Transaction, CancellationToken Ct)
    {
        public Task<T> SingleAsync<T>(string sql, object? parameters) => Connection.QuerySingleAsync<T>(Command(sql, parameters));

        public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters) =>
            [.. await Connection.QueryAsync<T>(Command(sql, parameters))];

        private CommandDefinition Command(string sql, object? parameters) =>
            new(sql, parameters, Transaction, commandTimeout: 0, cancellationToken: Ct);
    }

    private sealed record FaultRow(string Chain, int Lane, long Position, AuditFault Fault, long? EventId, DateTime? OccurredAt)
    {
        public static FaultRow? Of(EndRow end) =>
            end.Fault is { } fault ? new(end.Chain, end.Lane, end.Position, fault, end.EventId, end.OccurredAt) : null;
    }

    private sealed record EndRow(
        string Chain, int Lane, long Events, long Last, string? Hash, AuditFault? Fault, long Position, long? EventId,
        DateTime? OccurredAt);

    private sealed record KeptRow(long Id, DateTime FinishedAt);

    private sealed record RunRow(
        long Id, DateTime StartedAt, DateTime FinishedAt, string ActorName, string? Province, long Events, string Findings, string Heads);
}
