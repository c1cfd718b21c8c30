using System.Globalization;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database;
using Portfolio.Database.Migrations;

namespace Portfolio.Tests.Support;

/// <summary>
/// The PostgreSQL server of this test process: the one that <c>PORTFOLIO_TEST_DB</c> names (a connection string whose user
/// may create databases), or an embedded one that starts with the first test that needs it.
/// </summary>
internal sealed class TestServer
{
    private const string Prefix = "portfolio_test_";

    private static readonly Lazy<Task<TestServer>> Shared = new(StartAsync);

    private readonly TestCluster? cluster;
    private readonly string connectionString;
    private readonly string run;
    private readonly Lazy<Task<string>> template;
    private int count;

    private TestServer(string connectionString, TestCluster? cluster)
    {
        this.cluster = cluster;
        this.connectionString = connectionString;
        var day = DateTime.UtcNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        run = $"{Prefix}{day}_{Environment.ProcessId}_{Guid.NewGuid().ToString("N")[..6]}";
        template = new Lazy<Task<string>>(MigrateTemplateAsync);
    }

    public static Task<TestServer> GetAsync() => Shared.Value;

    /// <summary>Ends the server, if it was started for this process and any test asked for it.</summary>
    public static async Task StopAsync()
    {
        if (!Shared.IsValueCreated || !Shared.Value.IsCompletedSuccessfully)
            return;
        var server = await Shared.Value;
        if (server.cluster is not null)
            await server.cluster.StopAsync();
        else if (server.template.IsValueCreated && server.template.Value.IsCompletedSuccessfully)
            await server.DropAsync(await server.template.Value);
    }

    /// <summary>Name of the database that holds all migrations and is only ever cloned.</summary>
    public Task<string> TemplateAsync() => template.Value;

    public string ConnectionStringFor(string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    /// <returns>Name of the new database.</returns>
    public async Task<string> CreateAsync(string from)
    {
        var name = $"{run}_{Interlocked.Increment(ref count)}";
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync($"create database {name} template {from} encoding 'UTF8'");
        return name;
    }

    public async Task DropAsync(string database)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync($"drop database if exists {database} with (force)");
    }

    private static async Task<TestServer> StartAsync()
    {
        var given = Environment.GetEnvironmentVariable("PORTFOLIO_TEST_DB");
        if (string.IsNullOrWhiteSpace(given))
        {
            var cluster = await TestCluster.StartAsync();
            return new TestServer(cluster.ConnectionString, cluster);
        }

        var server = new TestServer(given, cluster: null);
        await server.DropOldAsync();
        return server;
    }

    private async Task<string> MigrateTemplateAsync()
    {
        var name = await CreateAsync("template0");
        await new MigrationRunner(ConnectionStringFor(name), RepositoryFolder.Require("migrations"), NullLogger.Instance)
            .RunAsync(CancellationToken.None);
        return name;
    }

    /// <summary>Drops what killed test runs left on a server that outlives them.</summary>
    private async Task DropOldAsync()
    {
        await using var connection = new NpgsqlConnection(connectionString);
        var left = await connection.QueryAsync<string>(
            """
            select datname
            from pg_database
            where starts_with(datname, @prefix)
                and datname < @prefix || to_char(now() at time zone 'UTC' - interval '1 day', 'YYYYMMDD')
            """,
            new { prefix = Prefix });
        foreach (var database in left)
            await DropAsync(database);
    }
}
