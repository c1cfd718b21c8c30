using System.Text.Encodings.Web;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database;
using Portfolio.Database.Embedded;
using Portfolio.Database.Migrations;
using Portfolio.Tests.Support;
using Portfolio.Web.Formatting;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

/// <summary>
/// A server of its own whose databases stay for the next run, because the large one takes long to fill. They lie in the folder that
/// <c>PORTFOLIO_BENCHMARK_DATA</c> names, else in the temporary folder; whoever removes it gets them made anew.
/// </summary>
internal sealed class KeptServer : IAsyncDisposable
{
    private const string Filled = "filled";

    private readonly EmbeddedPostgres server;

    private KeptServer(EmbeddedPostgres server) => this.server = server;

    public static async Task<KeptServer> StartAsync()
    {
        var folder = Environment.GetEnvironmentVariable("PORTFOLIO_BENCHMARK_DATA") is { Length: > 0 } given
            ? given : Path.Combine(Path.GetTempPath(), $"portfolio-benchmark-{Environment.UserName}");
        Console.WriteLine($"Databases are kept in {folder}");
        return new KeptServer(await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = folder, BinariesFolder = EmbeddedBinaries.Find(), Durable = false }, NullLogger.Instance, CancellationToken.None));
    }

    /// <summary>The program on a portfolio of so many projects, which is made if it is not there yet.</summary>
    /// <param name="name">Name of the database.</param>
    /// <param name="fill">Fills a new one that holds the seeds; is told the owner's connection string.</param>
    /// <param name="writesAnew">Whether nothing that was written for one request is kept for the next.</param>
    public async Task<TestHost> HostAsync(string name, Func<string, Task> fill, bool writesAnew = false)
    {
        var (runtime, owner) = (For(server.RuntimeConnectionString, name), For(server.ConnectionString, name));
        var isFilled = await IsFilledAsync(name);
        if (!isFilled)
            await ExecuteAsync($"drop database if exists {name} with (force)", $"create database {name} template template0 encoding 'UTF8'");
        await new MigrationRunner(owner, RepositoryFolder.Require("migrations"), NullLogger.Instance, runtime).RunAsync(CancellationToken.None);
        if (!isFilled)
        {
            await using (await StartAsync(name, runtime, owner))
            {
                // The seeds are loaded by the start.
            }
            await fill(owner);
            await ExecuteAsync($"comment on database {name} is '{Filled}'");
        }
        return await StartAsync(name, runtime, owner, writesAnew);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static Task<TestHost> StartAsync(string name, string runtime, string owner, bool writesAnew = false) => TestHost.StartAsync(
        configure: builder =>
        {
            // The page of one row is the benchmark's own and goes through the program's pipeline and layout.
            builder.Services.AddRazorPages().AddApplicationPart(typeof(KeptServer).Assembly);
            if (writesAnew)
                builder.Services.AddSingleton(provider => new KeptHtml(provider.GetRequiredService<HtmlEncoder>(), mostBytes: 0));
        },
        at: TestDatabase.At(name, runtime, owner),
        // A page that fails says why.
        settings: ("Logging:LogLevel:Default", "Error"));

    private static string For(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    private async Task<bool> IsFilledAsync(string name)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        return await connection.ExecuteScalarAsync<string?>(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = @name", new { name }) == Filled;
    }

    private async Task ExecuteAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        foreach (var statement in statements)
            await connection.ExecuteAsync(statement);
    }
}
