using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portfolio.Database.Migrations;

/// <summary>
/// Applies the SQL files of a folder, each in one transaction, in the order of their versions. Any number of programs may
/// run it at once: one works, the others wait and then find nothing to do. The files are in dbmate's format and the
/// versions stand in dbmate's table, so that dbmate may be used as well. Where the program runs as another account than the
/// owner, that account is given its rights in the same go.
/// </summary>
/// <param name="connectionString">Npgsql connection string of the database's owner.</param>
/// <param name="folder">Folder with the files; see <see cref="RepositoryFolder"/>.</param>
/// <param name="logger">Is told what is applied.</param>
/// <param name="runtimeConnectionString">Npgsql connection string of the account that the program runs as; null = the owner.</param>
public sealed class MigrationRunner(string connectionString, string folder, ILogger logger, string? runtimeConnectionString = null)
{
    /// <summary>
    /// Makes what a library keeps in the same database and brings itself; is given the owner's connection string, after the files and
    /// before the rights. Asked every time, as a newer library may need more. Null = there is no such library.
    /// </summary>
    public Func<string, CancellationToken, Task>? Provision { get; init; }

    private string Setting => runtimeConnectionString is null ? "ConnectionStrings:Portfolio" : "ConnectionStrings:Owner";

    /// <summary>Applies what is missing, and gives the account that the program runs as its rights.</summary>
    /// <param name="ct">Gives up; the file at hand is rolled back.</param>
    /// <exception cref="MigrationException">
    /// The database cannot be reached or is not suited; a file is not in the format, was edited, has vanished, comes too late
    /// or has a version twice; or PostgreSQL refuses a statement. Files applied before the refused one stay applied. Or the account
    /// that the program runs as is of another database, or can do more than it should.
    /// </exception>
    public async Task<MigrationResult> RunAsync(CancellationToken ct)
    {
        var files = MigrationFile.ReadFolder(folder);
        await using var connection = await MigrationConnection.OpenAsync(connectionString, Setting, ct);
        try
        {
            var rights = runtimeConnectionString is null ? null : await RuntimeRights.ForAsync(connection, runtimeConnectionString, ct);
            return await RunAsync(files, connection, rights, ct);
        }
        catch (NpgsqlException e)
        {
            throw new MigrationException($"{MigrationConnection.Name(connection)} cannot be migrated: {ServerFault.Reason(e, Setting)}", e);
        }
    }

    /// <summary>What <see cref="RunAsync(CancellationToken)"/> would apply; any account that may read the versions can ask.</summary>
    /// <param name="ct">Gives up.</param>
    /// <returns>Names of the files, in order.</returns>
    /// <exception cref="MigrationException">As there, but for what is refused while a file is applied.</exception>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken ct)
    {
        var files = MigrationFile.ReadFolder(folder);
        await using var connection = await MigrationConnection.OpenAsync(connectionString, Setting, ct);
        try
        {
            var store = new MigrationStore(connection);
            var applied = await store.HasVersionsAsync(ct) ? await store.AppliedAsync(ct) : [];
            MigrationHistory.Check(files, applied);
            return [.. files.ExceptBy(applied.Select(a => a.Version), f => f.Version).Select(f => f.Name)];
        }
        catch (NpgsqlException e)
        {
            throw new MigrationException($"{MigrationConnection.Name(connection)} cannot be read: {ServerFault.Reason(e, Setting)}", e);
        }
    }

    private async Task<MigrationResult> RunAsync(
        IReadOnlyList<MigrationFile> files, NpgsqlConnection connection, RuntimeRights? rights, CancellationToken ct)
    {
        var store = new MigrationStore(connection);
        if (!await store.TryLockAsync(ct))
        {
            logger.LogInformation("Another program is migrating the database; waiting for it");
            await store.LockAsync(ct);
        }

        var applied = await store.AppliedAsync(ct);
        MigrationHistory.Check(files, applied);
        var adopted = await AdoptAsync(connection, store, files, applied, ct);
        var missing = files.ExceptBy(applied.Select(a => a.Version), f => f.Version).ToList();
        foreach (var file in missing)
        {
            await ApplyAsync(connection, store, file, ct);
            logger.LogInformation("Applied migration {Migration}", file.Name);
        }
        var owns = rights is null && await RuntimeRights.OwnsAsync(connection, ct);
        if (Provision is not null && (rights is not null || owns))
            await Provision(connectionString, ct);
        var granted = rights is null ? [] : await rights.GrantAsync(files, ct);
        if (granted.Count > 0)
            logger.LogInformation("Changed {Count} rights of the account that the program runs as", granted.Count);
        return new MigrationResult([.. missing.Select(f => f.Name)], adopted, files.Count)
        {
            RunsAsOwner = owns,
        };
    }

    private async Task<IReadOnlyList<string>> AdoptAsync(
        NpgsqlConnection connection, MigrationStore store,
        IReadOnlyList<MigrationFile> files, IReadOnlyList<AppliedMigration> applied, CancellationToken ct)
    {
        var unrecorded = applied.Where(a => a.Sha256 is null).Select(a => a.Version).ToHashSet();
        var adopted = files.Where(f => unrecorded.Contains(f.Version)).ToList();
        if (adopted.Count == 0)
            return [];
        if (!await store.HasChecksumsAsync(ct))
            throw new MigrationException(
                "The table public.schema_migration_checksum is missing although migrations are applied: restore it from migration 0001.");
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var file in adopted)
            await store.RecordChecksumAsync(file, ct);
        await transaction.CommitAsync(ct);
        logger.LogInformation("Recorded the checksums of {Count} migrations that dbmate applied", adopted.Count);
        return [.. adopted.Select(f => f.Name)];
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationStore store, MigrationFile file, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var statement in file.Up)
            await ExecuteAsync(connection, file, statement, ct);
        // A setting that one file makes must not reach the next.
        await ExecuteAsync(connection, file, new SqlStatement("reset all", file.Up[^1].Line), ct);
        if (!await store.HasChecksumsAsync(ct))
            throw new MigrationException($"{file.Name}: the first migration must create public.schema_migration_checksum.");
        await store.RecordVersionAsync(file, ct);
        await store.RecordChecksumAsync(file, ct);
        await CommitAsync(transaction, file, ct);
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, MigrationFile file, SqlStatement statement, CancellationToken ct)
    {
        try
        {
            await using var command = new NpgsqlCommand(statement.Text, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e)
        {
            // Positions count characters from 1.
            var line = statement.Line + (e.Position > 0 ? Lines.At(statement.Text, e.Position - 1) - 1 : 0);
            throw new MigrationException($"{file.Name}:{line}: {ServerFault.Explain(e)}", e);
        }
    }

    private static async Task CommitAsync(NpgsqlTransaction transaction, MigrationFile file, CancellationToken ct)
    {
        try
        {
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException e)
        {
            // Deferred constraints speak last.
            throw new MigrationException($"{file.Name}: {ServerFault.Explain(e)}", e);
        }
    }
}
