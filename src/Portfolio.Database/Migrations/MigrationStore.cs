using Dapper;
using Npgsql;

namespace Portfolio.Database.Migrations;

/// <summary>What the database remembers of migrations: dbmate's table of versions and our table of checksums.</summary>
internal sealed class MigrationStore(NpgsqlConnection connection)
{
    // Chosen once; every program of this product queues on it, per database.
    private const long RunLock = 0x506F7274_4D696772;

    private const string TryLock = """
        -- Migrations.TryLock
        select pg_try_advisory_lock(@key)
        """;

    private const string WaitForLock = """
        -- Migrations.WaitForLock
        select pg_advisory_lock(@key)
        """;

    // Exactly as the dbmate of package.json makes it (newer ones leave the length away), so that either tool may come first.
    private const string CreateVersions = """
        -- Migrations.CreateVersions
        create table if not exists public.schema_migrations (version varchar(128) primary key)
        """;

    private const string VersionsExist = """
        -- Migrations.VersionsExist
        select to_regclass('public.schema_migrations') is not null
        """;

    private const string ChecksumsExist = """
        -- Migrations.ChecksumsExist
        select to_regclass('public.schema_migration_checksum') is not null
        """;

    private const string SelectApplied = """
        -- Migrations.SelectApplied
        select m.version, c.sha256
        from public.schema_migrations m
        left join public.schema_migration_checksum c on c.version = m.version
        order by m.version collate "C"
        """;

    private const string SelectVersions = """
        -- Migrations.SelectVersions
        select version, null as sha256
        from public.schema_migrations
        order by version collate "C"
        """;

    private const string InsertVersion = """
        -- Migrations.InsertVersion
        insert into public.schema_migrations (version)
        values (@version)
        """;

    // A row may be left from a migration that dbmate has taken back since.
    private const string UpsertChecksum = """
        -- Migrations.UpsertChecksum
        insert into public.schema_migration_checksum (version, sha256)
        values (@version, @sha256)
        on conflict (version) do update set sha256 = excluded.sha256, recorded_at = now()
        """;

    /// <returns>Whether the lock was free; otherwise <see cref="LockAsync"/> waits for it.</returns>
    public Task<bool> TryLockAsync(CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(TryLock, new { key = RunLock }, cancellationToken: ct));

    /// <summary>Waits, however long, until no other program migrates. The lock ends with the session.</summary>
    public Task LockAsync(CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(WaitForLock, new { key = RunLock }, commandTimeout: 0, cancellationToken: ct));

    public async Task<IReadOnlyList<AppliedMigration>> AppliedAsync(CancellationToken ct)
    {
        // Asked first, because even an idle "create table if not exists" takes the right to create, which an account that only runs the program has not.
        if (!await HasVersionsAsync(ct))
            await connection.ExecuteAsync(new CommandDefinition(CreateVersions, cancellationToken: ct));
        var select = await HasChecksumsAsync(ct) ? SelectApplied : SelectVersions;
        return [.. await connection.QueryAsync<AppliedMigration>(new CommandDefinition(select, cancellationToken: ct))];
    }

    public Task<bool> HasVersionsAsync(CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(VersionsExist, cancellationToken: ct));

    public Task<bool> HasChecksumsAsync(CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(ChecksumsExist, cancellationToken: ct));

    public Task RecordVersionAsync(MigrationFile file, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(InsertVersion, new { version = file.Version }, cancellationToken: ct));

    public Task RecordChecksumAsync(MigrationFile file, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            UpsertChecksum, new { version = file.Version, sha256 = file.Sha256 }, cancellationToken: ct));
}
