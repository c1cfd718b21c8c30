using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portfolio.Database.Embedded;

/// <summary>
/// What became of the server after a program that was killed: it may still run, or may have left a
/// <c>postmaster.pid</c> whose number now belongs to somebody else.
/// </summary>
internal static class RunningServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Finds the server that runs on the folder, waiting while it starts or stops, and clears away what is stale.</summary>
    /// <returns>Its port, or <see langword="null"/> when none runs.</returns>
    /// <exception cref="EmbeddedPostgresException">One runs that does not accept our password.</exception>
    public static async Task<int?> FindAsync(ServerPlace place, string password, ILogger logger, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (PostmasterFile.Read(place.PostmasterPid) is { } file)
        {
            if (await IsOursAsync(place, file, password, ct))
            {
                logger.LogInformation("PostgreSQL still runs as process {ProcessId} and is used again", file.ProcessId);
                return file.Port;
            }
            if (!Serves(file.ProcessId, place.Cluster))
            {
                Disown(place, file, logger);
                return null;
            }
            if (waited.Elapsed > Patience)
                throw new EmbeddedPostgresException(
                    $"PostgreSQL (process {file.ProcessId}, {file.Status}) runs on {place.Cluster} but does not answer: stop that process.");
            await Task.Delay(Step, ct);
        }
        return null;
    }

    /// <summary>The server that another program has started on the folder, once it is of use.</summary>
    /// <returns>Connection strings of its database, or <see langword="null"/> while it is not.</returns>
    public static async Task<(string Owner, string Runtime)?> OfAnotherProgramAsync(ServerPlace place, CancellationToken ct)
    {
        if (PostmasterFile.Read(place.PostmasterPid) is not { Port: > 0, Status: "ready" } file || !File.Exists(place.RuntimePassword))
            return null;
        var owner = EmbeddedPostgres.ConnectionStringFor(
            file.Port, await PasswordFile.ReadAsync(place.Password, ct), EmbeddedPostgres.Database);
        var runtime = EmbeddedPostgres.ConnectionStringFor(
            file.Port, await PasswordFile.ReadAsync(place.RuntimePassword, ct), EmbeddedPostgres.Database, RuntimeRole.Name);
        try
        {
            // The last things that a start makes are this account and the database.
            await using var connection = new NpgsqlConnection(runtime + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(ct);
            return (owner, runtime);
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    /// <summary>Whether the process is, as far as one can see, the server of this cluster.</summary>
    public static bool Serves(int processId, string cluster)
    {
        if (NameOf(processId) != "postgres")
            return false;
        if (!OperatingSystem.IsLinux())
            return true;
        try
        {
            // Its arguments tell it from a server of another cluster; a process that has ended has none.
            return File.ReadAllText($"/proc/{processId}/cmdline").Split('\0').Contains(cluster);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<bool> IsOursAsync(ServerPlace place, PostmasterFile file, string password, CancellationToken ct)
    {
        if (file.Port == 0 || file.Status != "ready" || NameOf(file.ProcessId) != "postgres")
            return false;
        var settings = new NpgsqlConnectionStringBuilder(EmbeddedPostgres.ConnectionStringFor(file.Port, password, "postgres"))
        {
            Pooling = false,
            Timeout = 5,
        };
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("select current_setting('data_directory')", connection);
            return await command.ExecuteScalarAsync(ct) is string folder
                && Path.GetFullPath(folder) == Path.GetFullPath(place.Cluster);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword && Serves(file.ProcessId, place.Cluster))
        {
            throw new EmbeddedPostgresException(
                $"PostgreSQL (process {file.ProcessId}) runs on {place.Cluster} but does not accept the password in {place.Password}: " +
                "stop that process and remove the folder, or restore the password.", e);
        }
        catch (NpgsqlException)
        {
            // It starts, or stops, or is another one.
            return false;
        }
    }

    /// <summary>
    /// The server clears a file away by itself when the number in it is free, and looks whether children of its forerunner
    /// still hold the memory it names. So a number that somebody else has now is replaced by one that is always free.
    /// </summary>
    private static void Disown(ServerPlace place, PostmasterFile file, ILogger logger)
    {
        if (NameOf(file.ProcessId) is null)
            return;
        logger.LogInformation(
            "The postmaster.pid that a server left behind names process {ProcessId}, which is another one now", file.ProcessId);
        var lines = File.ReadAllLines(place.PostmasterPid);
        lines[0] = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        File.WriteAllLines(place.PostmasterPid, lines);
    }

    private static string? NameOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
