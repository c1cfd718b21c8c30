using System.Data.Common;
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
    private const string MissingRight = "42501";

    private EmbeddedPostgres? embedded;

    /// <summary>Whether the program runs its own database.</summary>
    public bool IsEmbedded => NamesNoServer(configuration);

    /// <summary>Where the data are kept; null on a server.</summary>
    public string? Folder => embedded?.Folder;

    /// <summary>Connection string of the account that the program runs as; known after <see cref="StartAsync"/>.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Whether that account owns the database's tables, because no other one is named to migrate them.</summary>
    public bool RunsAsOwner { get; private set; }

    public static bool NamesNoServer(IConfiguration configuration) => string.IsNullOrWhiteSpace(configuration.GetConnectionString("Portfolio"));

    public async Task StartAsync(CancellationToken ct)
    {
        // A wrong setting is said at once, not after the database has been started for nothing.
        var migrations = FolderOf("migrations");
        var seeds = new SeedOptions
        {
            Folder = Setting("Seeds:Folder") ?? FolderOf("seeds"),
            Plans = Switch("Seeds:Plans"),
            Demo = Switch("Seeds:Demo"),
        };
        if (!Directory.Exists(seeds.Folder))
            throw new StartupException($"Seeds:Folder '{seeds.Folder}' does not exist. Name the folder that holds reference, plans and demo.");
        (ConnectionString, var owner) = await ConnectAsync(ct);
        await MigrateAsync(owner, migrations, ct);
        await LoadAsync(seeds, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null)
            await embedded.DisposeAsync();
        embedded = null;
    }

    /// <returns>Connection strings of the account that the program runs as, and of the owner where that is another one.</returns>
    private async Task<(string Runtime, string? Owner)> ConnectAsync(CancellationToken ct)
    {
        var owner = Setting("ConnectionStrings:Owner");
        if (!IsEmbedded)
            return (Setting("ConnectionStrings:Portfolio")!, owner);
        if (owner is not null)
            throw new StartupException("ConnectionStrings:Owner is set, but ConnectionStrings:Portfolio is not: name the account that the program runs as there.");
        embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
        {
            DataFolder = Setting("Embedded:DataFolder") ?? Path.Combine(RepositoryFolder.Root() ?? AppContext.BaseDirectory, ".data", "postgres"),
            BinariesFolder = Setting("Embedded:Binaries") ?? EmbeddedBinaries.Find(),
            StopOnSignal = false,
        }, loggers.CreateLogger<EmbeddedPostgres>(), ct);
        return (embedded.RuntimeConnectionString, embedded.ConnectionString);
    }

    private async Task MigrateAsync(string? owner, string migrations, CancellationToken ct)
    {
        var runner = new MigrationRunner(
            owner ?? ConnectionString, migrations, loggers.CreateLogger<MigrationRunner>(), owner is null ? null : ConnectionString);
        RunsAsOwner = (await runner.RunAsync(ct)).RunsAsOwner;
    }

    private async Task LoadAsync(SeedOptions seeds, CancellationToken ct)
    {
        try
        {
            await new SeedLoader(services.GetRequiredService<PortfolioDatabase>(), loggers.CreateLogger<SeedLoader>()).LoadAsync(seeds, ct);
        }
        catch (DbException fault) when (SaysServer(fault))
        {
            throw new StartupException($"The seeds cannot be loaded: {fault.Message.Split('\n')[0].Trim()}"
                + (fault.SqlState == MissingRight ? " — the account must own what the migrations made, or be given its rights by a start with ConnectionStrings:Owner." : ""));
        }
    }

    /// <summary>No connection (no code, or class 08), no access (28, 3D), no room (53), going down (57), or a missing right: anything else is a bug.</summary>
    private static bool SaysServer(DbException fault) =>
        fault.SqlState is null or MissingRight || fault.SqlState[..2] is "08" or "28" or "3D" or "53" or "57";

    private static string FolderOf(string name) => RepositoryFolder.Find(name)
        ?? throw new StartupException($"The folder '{name}' is neither beside the program ({AppContext.BaseDirectory}) nor in a repository above it: put it there.");

    private string? Setting(string name) => configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private bool Switch(string name) => Setting(name) switch
    {
        null => IsEmbedded,
        var text when bool.TryParse(text, out var on) => on,
        var text => throw new StartupException($"{name} '{text}' is not a switch. Use true or false."),
    };
}
