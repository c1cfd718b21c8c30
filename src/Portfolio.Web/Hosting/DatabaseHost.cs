using System.Data.Common;
using Portfolio.Common;
using Portfolio.Database.Embedded;
using Portfolio.Database.Migrations;
using Portfolio.Database.Seeds;
using Portfolio.Web.Scheduling;

namespace Portfolio.Web.Hosting;

/// <summary>
/// The database of this run: the server named by <c>ConnectionStrings:Portfolio</c>, or else the program's own. Brings it up,
/// migrates and loads the seeds.
/// </summary>
internal sealed class DatabaseHost(IConfiguration configuration, IServiceProvider services, ILoggerFactory loggers) : IAsyncDisposable
{
    private const string MissingRight = "42501";

    private readonly DatabaseSettings settings = new(configuration);
    private EmbeddedPostgres? embedded;
    private string? owner;

    /// <summary>Whether the program runs its own database.</summary>
    public bool IsEmbedded => settings.IsEmbedded;

    /// <summary>Where the data are kept; null on a server.</summary>
    public string? Folder => embedded?.Folder;

    /// <summary>Connection string of the account that the program runs as; known after <see cref="ConnectAsync"/>.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Whether that account owns the database's tables, because no other one is named to migrate them.</summary>
    public bool RunsAsOwner { get; private set; }

    /// <summary>All that the program needs before it serves.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await ConnectAsync(joinRunning: false, ct);
        await MigrateAsync(ct);
        await SeedAsync(ct);
    }

    /// <summary>Finds the database; starts the embedded server if that is the one.</summary>
    /// <param name="joinRunning">Whether the embedded server of another program is used, and left running.</param>
    /// <param name="ct">Gives up.</param>
    public async Task ConnectAsync(bool joinRunning, CancellationToken ct)
    {
        // A wrong setting is said at once, not after the database has been started for nothing.
        _ = (DatabaseSettings.Migrations, settings.Seeds());
        owner = settings.Owner;
        if (!IsEmbedded)
        {
            ConnectionString = settings.Portfolio!;
            return;
        }
        embedded = await EmbeddedPostgres.StartAsync(settings.Embedded(joinRunning), loggers.CreateLogger<EmbeddedPostgres>(), ct);
        (ConnectionString, owner) = (embedded.RuntimeConnectionString, embedded.ConnectionString);
    }

    /// <summary>Applies the migrations that are missing, and gives the account that the program runs as its rights.</summary>
    public async Task<MigrationResult> MigrateAsync(CancellationToken ct)
    {
        var result = await Runner(owner ?? ConnectionString, owner is null ? null : ConnectionString).RunAsync(ct);
        RunsAsOwner = result.RunsAsOwner;
        return result;
    }

    /// <exception cref="StartupException">Migrations are missing.</exception>
    public async Task DemandMigratedAsync(CancellationToken ct)
    {
        if (await Runner(ConnectionString, null).MissingAsync(ct) is { Count: > 0 } missing)
            throw new StartupException(
                $"The database is not up to date, migrations are missing ({missing.Count}, the first is {missing[0]}): run the command migrate, or start the program.");
    }

    /// <summary>Loads the seeds that the settings ask for.</summary>
    public async Task<SeedReport> SeedAsync(CancellationToken ct)
    {
        try
        {
            return await new SeedLoader(services.GetRequiredService<PortfolioDatabase>(), services.GetRequiredService<BusinessCalendar>(), loggers.CreateLogger<SeedLoader>())
                .LoadAsync(settings.Seeds(), ct);
        }
        catch (DbException fault) when (SaysServer(fault))
        {
            throw new StartupException($"The seeds cannot be loaded: {fault.Message.Split('\n')[0].Trim()}"
                + (fault.SqlState == MissingRight ? " — the account must own what the migrations made, or be given its rights by a start with ConnectionStrings:Owner." : ""));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null)
            await embedded.DisposeAsync();
        embedded = null;
    }

    private MigrationRunner Runner(string account, string? runtime) =>
        new(account, DatabaseSettings.Migrations, loggers.CreateLogger<MigrationRunner>(), runtime) { Provision = ProvisionAsync };

    private static async Task ProvisionAsync(string account, CancellationToken ct)
    {
        try
        {
            await JobScheduling.ProvisionAsync(account, ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new MigrationException($"The tables of the scheduler cannot be made: {fault.Message.Split('\n')[0].Trim()}", fault);
        }
    }

    /// <summary>No connection (no code, or class 08), no access (28, 3D), no room (53), going down (57), or a missing right: anything else is a bug.</summary>
    private static bool SaysServer(DbException fault) =>
        fault.SqlState is null or MissingRight || fault.SqlState[..2] is "08" or "28" or "3D" or "53" or "57";
}
