using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Files;

/// <summary>
/// Stores files and opens them, for the services of the records they belong to: those demand the permission on the record, write
/// the history and keep the id. It is not public, so that no page reaches a file past its record.
/// </summary>
internal static class FileStore
{
    // Whoever stores the same content at the same moment waits here for the first, and then finds it.
    private const string StoreContentSql = """
        -- Files.StoreContent
        insert into files.content (sha256, size, bytes)
        select c.sha256, c.size, c.bytes from unnest(@Sha256::bytea[], @Sizes::int[], @Bytes::bytea[]) as c (sha256, size, bytes)
        on conflict (sha256) do nothing
        """;

    private const string HasContentSql = """
        -- Files.HasContent
        select sha256 from files.content where sha256 = any(@Sha256)
        """;

    private const string StoreFileSql = """
        -- Files.StoreFile
        insert into files.file (sha256, name, media_type, stored_by, account_id)
        select f.sha256, f.name, f.media_type, @StoredBy, @AccountId
        from unnest(@Sha256::bytea[], @Names::text[], @MediaTypes::text[]) with ordinality as f (sha256, name, media_type, place)
        order by f.place
        returning id
        """;

    private const string FindSql = """
        -- Files.Find
        select f.id, f.name, f.media_type, c.size, f.stored_by, f.stored_at, f.sha256
        from files.file f
        join files.content c on c.sha256 = f.sha256
        where f.id = any(@Ids)
        """;

    /// <summary>Stores a file within the transaction of the change it belongs to.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction of the caller, who commits it.</param>
    /// <param name="actor">Who attaches it; the caller has demanded his permission.</param>
    /// <param name="file">The file.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Id of the file.</returns>
    public static async Task<long> StoreAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, NewFile file, CancellationToken ct) =>
        (await StoreAsync(connection, transaction, actor, [file], ct))[0];

    /// <summary>Stores several files; their ids come in the same order.</summary>
    /// <inheritdoc cref="StoreAsync(NpgsqlConnection, NpgsqlTransaction, Actor, NewFile, CancellationToken)"/>
    public static async Task<long[]> StoreAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, IReadOnlyList<NewFile> files, CancellationToken ct)
    {
        // Sent only where it is not there: it may be large.
        var there = (await connection.QueryAsync<byte[]>(new CommandDefinition(
            HasContentSql, new { Sha256 = files.Select(f => f.Sha256).ToArray() }, transaction, cancellationToken: ct))).Select(Convert.ToHexString).ToHashSet();
        var missing = files.DistinctBy(f => Convert.ToHexString(f.Sha256)).Where(f => !there.Contains(Convert.ToHexString(f.Sha256))).ToList();
        if (missing.Count > 0)
            await connection.ExecuteAsync(new CommandDefinition(StoreContentSql, new
            {
                Sha256 = missing.Select(f => f.Sha256).ToArray(),
                Sizes = missing.Select(f => f.Size).ToArray(),
                Bytes = missing.Select(f => f.Bytes).ToArray(),
            }, transaction, cancellationToken: ct));
        // The keys rise in the order of the rows.
        return
        [
            .. (await connection.QueryAsync<long>(new CommandDefinition(StoreFileSql, new
            {
                Sha256 = files.Select(f => f.Sha256).ToArray(),
                Names = files.Select(f => f.Name).ToArray(),
                MediaTypes = files.Select(f => f.MediaType).ToArray(),
                StoredBy = actor.Name,
                actor.AccountId,
            }, transaction, cancellationToken: ct))).Order(),
        ];
    }

    /// <summary>Files by their ids, without what they hold; the caller has demanded the permission to see their records.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction; null = none.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="ct">Cancels the call.</param>
    public static async Task<IReadOnlyDictionary<long, StoredFile>> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IReadOnlyCollection<long> ids, CancellationToken ct) =>
        (await RowsAsync(connection, transaction, [.. ids], ct)).ToDictionary(row => row.Id, row => row.File);

    /// <summary>Opens a file; the caller has demanded the permission to see its record.</summary>
    /// <param name="database">Where the content is read from, piece by piece.</param>
    /// <param name="connection">Connection; it is no longer needed when the file is read.</param>
    /// <param name="transaction">Transaction; null = none.</param>
    /// <param name="id">Its id.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    public static async Task<OpenFile> OpenAsync(
        PortfolioDatabase database, NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct)
    {
        var row = (await RowsAsync(connection, transaction, [id], ct)).SingleOrDefault()
            ?? throw new NotFoundException("file", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new OpenFile(row.File, row.Sha256, () => new ContentStream(database, row.Sha256, row.Size));
    }

    private static Task<IEnumerable<Row>> RowsAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long[] ids, CancellationToken ct) =>
        connection.QueryAsync<Row>(new CommandDefinition(FindSql, new { Ids = ids }, transaction, cancellationToken: ct));

    private sealed record Row(long Id, string Name, string MediaType, int Size, string StoredBy, DateTime StoredAt, byte[] Sha256)
    {
        public StoredFile File => new(Id, Name, MediaType, Size, StoredBy, new DateTimeOffset(StoredAt, TimeSpan.Zero));
    }
}
