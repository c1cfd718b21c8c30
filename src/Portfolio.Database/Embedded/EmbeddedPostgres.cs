using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portfolio.Database.Embedded;

/// <summary>
/// A private PostgreSQL server on the loopback address, for trying out and for tests. It lives as long as this object: it is
/// stopped by disposing, by leaving the program and, unless the options say otherwise, by Ctrl-C; after a <c>kill -9</c> the next start finds and uses it.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    internal const string Owner = "portfolio";
    internal const string Database = "portfolio";
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(60);

    private readonly ServerPlace place;
    private readonly FolderLock? folderLock;
    private readonly bool durable;
    private readonly ILogger logger;
    private readonly ExitGuard guard;
    private readonly Lock stopping = new();
    private readonly CancellationTokenSource givingUp = new();
    private readonly TaskCompletionSource startEnded = new();
    private bool ours;
    private bool stopped;

    private EmbeddedPostgres(ServerPlace place, FolderLock? folderLock, EmbeddedPostgresOptions options, ILogger logger)
    {
        this.place = place;
        this.folderLock = folderLock;
        durable = options.Durable;
        this.logger = logger;
        guard = new ExitGuard(Stop, options.StopOnSignal);
    }

    /// <summary>Npgsql connection string of the database <c>portfolio</c>, as its owner; holds the password.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>
    /// Npgsql connection string of the same database as <c>portfolio_app</c>, the account that the program runs as; it may only do
    /// what the migrations grant it. Holds the password.
    /// </summary>
    public string RuntimeConnectionString { get; private set; } = "";

    /// <summary>Folder that really holds the data; not the one asked for when root had to give way to an account that cannot reach it.</summary>
    public string Folder => place.Home;

    /// <summary>Makes the cluster if there is none, starts its server or finds it running, and makes the database.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="logger">Is told what happens.</param>
    /// <param name="ct">Gives up; nothing is left running.</param>
    /// <exception cref="EmbeddedPostgresException">An expected failure, in one sentence that says what to do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        try
        {
            var place = await ServerAccount.PlaceAsync(options, logger, ct);
            return options.JoinRunning
                ? await StartOrJoinAsync(place, options, logger, ct)
                : await StartAsync(place, FolderLock.Take(place), options, logger, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NpgsqlException or EmbeddedPostgresException)
        {
            // Ctrl-C in a terminal ends PostgreSQL's programs as well, perhaps before this one has heard of it.
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            if (e is EmbeddedPostgresException)
                throw;
            throw new EmbeddedPostgresException(
                $"The embedded PostgreSQL in {options.DataFolder} cannot be used ({e.Message}): mend that, or set ConnectionStrings__Portfolio.", e);
        }
    }

    /// <summary>Stops the server, unless another program started it; a second call does nothing.</summary>
    public Task StopAsync() => Task.Run(Stop);

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync();

    internal static string ConnectionStringFor(int port, string password, string database, string user = Owner) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = user,
        Password = password,
        Database = database,
    }.ConnectionString;

    private static async Task<EmbeddedPostgres> StartAsync(
        ServerPlace place, FolderLock folderLock, EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        var postgres = new EmbeddedPostgres(place, folderLock, options, logger);
        try
        {
            await postgres.StartAsync(ct);
            return postgres;
        }
        catch
        {
            await postgres.StopAsync();
            throw;
        }
    }

    /// <summary>The other program may be about to start its server, or to end.</summary>
    private static async Task<EmbeddedPostgres> StartOrJoinAsync(
        ServerPlace place, EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < JoinPatience; await Task.Delay(TimeSpan.FromMilliseconds(100), ct))
        {
            if (FolderLock.TryTake(place) is { } folderLock)
                return await StartAsync(place, folderLock, options, logger, ct);
            if (await RunningServer.OfAnotherProgramAsync(place, ct) is { } server)
                return Joined(place, server.Owner, server.Runtime, options, logger);
        }
        throw new EmbeddedPostgresException(
            $"Another program uses the data folder {place.Home}, but its PostgreSQL does not answer: stop that program, or see {place.Log}.");
    }

    private static EmbeddedPostgres Joined(ServerPlace place, string owner, string runtime, EmbeddedPostgresOptions options, ILogger logger)
    {
        var postgres = new EmbeddedPostgres(place, folderLock: null, options, logger) { ConnectionString = owner, RuntimeConnectionString = runtime };
        postgres.startEnded.SetResult();
        return postgres;
    }

    private async Task StartAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, givingUp.Token);
        try
        {
            await BringUpAsync(either.Token);
        }
        finally
        {
            startEnded.SetResult();
        }
    }

    private async Task BringUpAsync(CancellationToken ct)
    {
        await ServerAccount.GiveAsync(place, place.Lock, ct);
        var password = await Cluster.EnsureAsync(place, logger, ct);
        var running = await RunningServer.FindAsync(place, password, logger, ct);
        // From here on the server is to be stopped; one that refuses our password is left alone.
        ours = true;
        var port = running ?? await Server.StartAsync(place, durable, logger, ct);
        var runtimePassword = await RuntimeRole.EnsureAsync(place, ConnectionStringFor(port, password, "postgres"), ct);
        await MakeDatabaseAsync(ConnectionStringFor(port, password, "postgres"), ct);
        ConnectionString = ConnectionStringFor(port, password, Database);
        RuntimeConnectionString = ConnectionStringFor(port, runtimePassword, Database, RuntimeRole.Name);
    }

    private static async Task MakeDatabaseAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand($"select exists (select from pg_database where datname = '{Database}')", connection);
        if (await exists.ExecuteScalarAsync(ct) is true)
            return;
        await using var create = new NpgsqlCommand($"create database {Database}", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    private void Stop()
    {
        // What a start has begun is known only at its end.
        givingUp.Cancel();
        startEnded.Task.Wait();
        // Leaving the program and disposing may meet.
        lock (stopping)
        {
            if (stopped)
                return;
            stopped = true;
            if (ours && !Server.Stop(place, durable))
                logger.LogError("PostgreSQL did not stop; its process number stands in {File}", place.PostmasterPid);
            folderLock?.Dispose();
        }
        guard.Dispose();
    }
}
