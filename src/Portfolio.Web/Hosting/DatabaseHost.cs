using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Database.Embedded;
using Portfolio.Database.Migrations;
using Portfolio.Database.Seeds;

namespace Portfolio.Web.Hosting;

/// <summary>
/// The database of this run: the server named by <c>ConnectionStrings:Portfolio</c>, or else the program's own. Brings it up,
/// migrates and loads the seeds.
/// </summary>
internal sealed class DatabaseHost(IConfiguration configuration, IServiceProvider services, ILoggerFactory loggers) : IAsyncDisposable
{
    private EmbeddedPostgres? embedded;

    /// <summary>Whether the program runs its own database.</summary>
    public bool IsEmbedded => string.IsNullOrWhiteSpace(configuration.GetConnectionString("Portfolio"));

    /// <summary>Where the data are kept; null on a server.</summary>
    public string? Folder => embedded?.Folder;

    /// <summary>Connection string of this run; known after <see cref="StartAsync"/>.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task StartAsync(CancellationToken ct)
    {
        ConnectionString = await ConnectAsync(ct);
        await new MigrationRunner(ConnectionString, RepositoryFolder.Require("migrations"), loggers.CreateLogger<MigrationRunner>()).RunAsync(ct);
        await new SeedLoader(services.GetRequiredService<PortfolioDatabase>(), loggers.CreateLogger<SeedLoader>()).LoadAsync(new SeedOptions
        {
            Folder = configuration["Seeds:Folder"] ?? RepositoryFolder.Require("seeds"),
            Plans = configuration.GetValue("Seeds:Plans", IsEmbedded),
            Demo = configuration.GetValue("Seeds:Demo", IsEmbedded),
        }, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null)
            await embedded.DisposeAsync();
        embedded = null;
    }

    private async Task<string> ConnectAsync(CancellationToken ct)
    {
        if (!IsEmbedded)
            return configuration.GetConnectionString("Portfolio")!;
        embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
        {
            DataFolder = configuration["Embedded:DataFolder"] ?? Path.Combine(RepositoryFolder.Root() ?? AppContext.BaseDirectory, ".data", "postgres"),
            BinariesFolder = configuration["Embedded:Binaries"] ?? EmbeddedBinaries.Find(),
        }, loggers.CreateLogger<EmbeddedPostgres>(), ct);
        return embedded.ConnectionString;
    }
}
