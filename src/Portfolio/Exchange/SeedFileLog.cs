using Dapper;
using Npgsql;

namespace Portfolio.Exchange;

/// <summary>Remembers the seed files as they were loaded last; while none has changed, a start loads nothing.</summary>
internal static class SeedFileLog
{
    private const string LockSql = """
        -- Exchange.LockSeeds
        select pg_advisory_xact_lock(hashtextextended('portfolio.seeds', 0))
        """;

    private const string ReadSql = """
        -- Exchange.SeedFiles
        select path, sha256 from exchange.seed_file
        """;

    private const string WriteSql = """
        -- Exchange.RememberSeedFiles
        with seed as materialized (
            select f.path, f.sha256 from unnest(cast(@Paths as text[]), cast(@Hashes as text[])) as f (path, sha256)
        ), changed as (
            update exchange.seed_file f
            set sha256 = s.sha256, loaded_at = now()
            from seed s
            where f.path = s.path and f.sha256 <> s.sha256
        ), removed as (
            delete from exchange.seed_file f
            where f.path ~ @Scope and not exists (select 1 from seed s where s.path = f.path)
        )
        insert into exchange.seed_file (path, sha256)
        select s.path, s.sha256
        from seed s
        where not exists (select 1 from exchange.seed_file f where f.path = s.path)
        """;

    /// <summary>Makes the loads of several programs follow each other; held to the end of the transaction.</summary>
    public static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockSql, null, transaction, commandTimeout: 0, cancellationToken: ct));

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<(string Path, string Sha256)>(
            new CommandDefinition(ReadSql, null, transaction, cancellationToken: ct));
        return rows.ToDictionary(r => r.Path, r => r.Sha256, StringComparer.Ordinal);
    }

    /// <summary>Remembers these files, and forgets those within the scope that are not among them.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction.</param>
    /// <param name="files">SHA-256 by path.</param>
    /// <param name="scope">Folders the load covers.</param>
    /// <param name="ct">Cancels the call.</param>
    public static Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyDictionary<string, string> files,
        IReadOnlyList<string> scope, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(WriteSql, new
        {
            Paths = files.Keys.ToArray(),
            Hashes = files.Values.ToArray(),
            Scope = $"^({string.Join('|', scope)})/",
        }, transaction, cancellationToken: ct));
}
