using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database.Embedded;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Database.Embedded;

/// <summary>A folder for a cluster of its own, which the test starts, stops and mistreats; removed when it is disposed.</summary>
internal sealed class ClusterFolder : IAsyncDisposable
{
    private readonly List<EmbeddedPostgres> started = [];

    public string Home { get; } = TestCluster.NewFolder();

    public string Cluster => Path.Combine(Home, "data");

    public string PostmasterPid => Path.Combine(Cluster, "postmaster.pid");

    public EmbeddedPostgresOptions Options => new() { DataFolder = Home, BinariesFolder = EmbeddedBinaries.Find(), Durable = true };

    public Task<ServerPlace> PlaceAsync() => ServerAccount.PlaceAsync(Options, NullLogger.Instance, CancellationToken.None);

    public async Task<EmbeddedPostgres> StartAsync()
    {
        var server = await EmbeddedPostgres.StartAsync(Options, NullLogger.Instance, CancellationToken.None);
        started.Add(server);
        return server;
    }

    public async Task<string> RefusalAsync()
    {
        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(StartAsync);
        return refusal!.Message;
    }

    /// <summary>Process number of the server that runs or ran last.</summary>
    public int ServerProcess => PostmasterFile.Read(PostmasterPid)!.ProcessId;

    public static async Task<T?> AskAsync<T>(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T?)await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in started)
            await server.DisposeAsync();
        if (Directory.Exists(Home))
            Directory.Delete(Home, recursive: true);
    }
}
