using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database;
using Portfolio.Database.Migrations;

namespace Portfolio.Tests.Support;

/// <summary>
/// The PostgreSQL server of this test process: the one that <c>PORTFOLIO_TEST_DB</c> names (a connection string whose user
/// may create databases and roles), or an embedded one that starts with the first test that needs it.
/// </summary>
internal sealed class TestServer
{
    private const string Prefix = "portfolio_test_";

    private static readonly Lazy<Task<TestServer>> Shared = new(StartAsync);

    private readonly TestCluster? cluster;
    private readonly string connectionString;
    private readonly string run;
    private readonly string password = RandomNumberGenerator.GetHexString(32);
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

    // Copied as files a clone takes a quarter of the time, where the checkpoints that this needs write nothing through to a disk.
    private string Strategy => cluster is null ? "" : "strategy file_copy";

    /// <summary>The account that the code under test runs as, of this process alone.</summary>
    private string Runtime => run + "_app";

    public static Task<TestServer> GetAsync() => Shared.Value;

    /// <summary>Ends the server, if it was started for this process and any test asked for it.</summary>
    public static async Task StopAsync()
    {
        if (!Shared.IsValueCreated || !Shared.Value.IsCompletedSuccessfully)
            return;
        var server = await Shared.Value;
        if (server.cluster is not null)
            await server.cluster.StopAsync();
        else
            await server.RemoveAsync(server.run, until: server.run + "~");
    }

    /// <summary>Name of the database that holds all migrations and is only ever cloned.</summary>
    public Task<string> TemplateAsync() => template.Value;

    /// <summary>As the user who may do everything, and who owns what the migrations make.</summary>
    public string ConnectionStringFor(string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    /// <summary>As the account that the program runs as.</summary>
    public string RuntimeConnectionStringFor(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionStringFor(database)) { Username = Runtime, Password = password }.ConnectionString;

    /// <returns>Name of the new database.</returns>
    public async Task<string> CreateAsync(string from)
    {
        var name = $"{run}_{Interlocked.Increment(ref count)}";
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync($"create database {name} template {from} encoding 'UTF8' {Strategy}");
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
            var embedded = new TestServer(cluster.ConnectionString, cluster);
            await embedded.MakeRuntimeAsync();
            return embedded;
        }

        var server = new TestServer(given, cluster: null);
        // What killed test runs left on a server that outlives them.
        await server.RemoveAsync(Prefix, until: Prefix + DateTime.UtcNow.AddDays(-1).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        await server.MakeRuntimeAsync();
        return server;
    }

    private async Task MakeRuntimeAsync()
    {
        await using var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.ExecuteAsync($"create role {Runtime} login password '{password}'");
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InvalidOperationException(
                "The account of PORTFOLIO_TEST_DB may not create roles. The tests run the program as an account without rights of its own, "
                + "which they make: name a superuser, or give the account CREATEROLE.", fault);
        }
    }

    private async Task<string> MigrateTemplateAsync()
    {
        var name = await CreateAsync("template0");
        var runner = new MigrationRunner(
            ConnectionStringFor(name), RepositoryFolder.Require("migrations"), NullLogger.Instance, RuntimeConnectionStringFor(name));
        await runner.RunAsync(CancellationToken.None);
        return name;
    }

    /// <summary>Drops databases and then accounts whose names begin so and come before a certain one.</summary>
    private async Task RemoveAsync(string prefix, string until)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        var range = new { prefix, until };
        foreach (var database in await connection.QueryAsync<string>(
            "select datname from pg_database where starts_with(datname, @prefix) and datname < @until collate \"C\"", range))
            await DropAsync(database);
        foreach (var role in await connection.QueryAsync<string>(
            "select rolname from pg_roles where starts_with(rolname, @prefix) and rolname < @until collate \"C\"", range))
            await connection.ExecuteAsync($"drop role if exists {role}");
    }
}
