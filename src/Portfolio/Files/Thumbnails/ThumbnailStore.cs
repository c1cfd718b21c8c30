using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Files.Thumbnails;

/// <summary>
/// Small pictures of attached photos, for the services of the records they belong to: made when they are first asked for, kept by
/// the hash of what they show.
/// </summary>
internal static class ThumbnailStore
{
    private const string FindSql = """
        -- Files.FindThumbnail
        select f.sha256, f.media_type in ('image/png', 'image/jpeg') as is_photo, t.sha256 is not null as made, t.bytes
        from files.file f
        left join files.thumbnail t on t.sha256 = f.sha256
        where f.id = @Id
        """;

    private const string ContentSql = """
        -- Files.PhotoContent
        select bytes from files.content where sha256 = @Sha256
        """;

    private const string KeepSql = """
        -- Files.KeepThumbnail
        insert into files.thumbnail (sha256, bytes) values (@Sha256, @Bytes) on conflict (sha256) do nothing
        """;

    // A photo takes up to two hundred megabytes while it is decoded: a page of new photos must not decode all of them at once.
    private static readonly SemaphoreSlim Turns = new(2);

    /// <summary>The small picture of a photo; the caller has demanded the permission to see its record.</summary>
    /// <param name="database">Where a new one is kept.</param>
    /// <param name="id">Id of the file.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Null when the file is no photo, or none of which a small picture can be made.</returns>
    public static async Task<Thumbnail?> FindOrMakeAsync(PortfolioDatabase database, long id, CancellationToken ct)
    {
        await using (var connection = await database.OpenAsync(ct))
        {
            var row = await FindAsync(connection, id, ct);
            if (row is null or { IsPhoto: false })
                return null;
            if (row.Made)
                return Thumbnail.Of(row.Sha256, row.Bytes);
        }
        await Turns.WaitAsync(ct);
        try
        {
            return await MakeAsync(database, id, ct);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static async Task<Thumbnail?> MakeAsync(PortfolioDatabase database, long id, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        // Whoever waited for his turn may find it made.
        var row = (await FindAsync(connection, id, ct))!;
        if (row.Made)
            return Thumbnail.Of(row.Sha256, row.Bytes);
        var content = await connection.ExecuteScalarAsync<byte[]>(new CommandDefinition(ContentSql, new { row.Sha256 }, cancellationToken: ct));
        var bytes = ThumbnailMaker.Of(content!);
        // That none can be made is kept as well: a broken or huge one is tried once.
        await connection.ExecuteAsync(new CommandDefinition(KeepSql, new { row.Sha256, Bytes = bytes }, cancellationToken: ct));
        return Thumbnail.Of(row.Sha256, bytes);
    }

    private static Task<Row?> FindAsync(NpgsqlConnection connection, long id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(FindSql, new { Id = id }, cancellationToken: ct));

    private sealed record Row
    {
        public byte[] Sha256 { get; init; } = [];

        public bool IsPhoto { get; init; }

        public bool Made { get; init; }

        public byte[]? Bytes { get; init; }
    }
}
