using Portfolio.Database;
using Portfolio.Database.Embedded;
using Portfolio.Database.Seeds;

namespace Portfolio.Web.Hosting;

/// <summary>What the configuration says about the database. Whatever cannot be read is told in one line.</summary>
internal sealed class DatabaseSettings(IConfiguration configuration)
{
    /// <summary>Whether the program runs its own database.</summary>
    public bool IsEmbedded => NamesNoServer(configuration);

    /// <summary>Connection string of the account that the program runs as; null when embedded.</summary>
    public string? Portfolio => Text("ConnectionStrings:Portfolio");

    /// <summary>Connection string of the account that migrates, where that is another one.</summary>
    /// <exception cref="StartupException">It is named alone.</exception>
    public string? Owner => Text("ConnectionStrings:Owner") is { } owner && IsEmbedded
        ? throw new StartupException("ConnectionStrings:Owner is set, but ConnectionStrings:Portfolio is not: name the account that the program runs as there.")
        : Text("ConnectionStrings:Owner");

    /// <summary>Folder of the migrations.</summary>
    public static string Migrations => FolderOf("migrations");

    public static bool NamesNoServer(IConfiguration configuration) => string.IsNullOrWhiteSpace(configuration.GetConnectionString("Portfolio"));

    /// <summary>What is to be loaded.</summary>
    /// <exception cref="StartupException">A switch is neither true nor false, or the folder does not exist.</exception>
    public SeedOptions Seeds()
    {
        var seeds = new SeedOptions
        {
            Folder = Text("Seeds:Folder") ?? FolderOf("seeds"),
            Plans = Switch("Seeds:Plans"),
            Demo = Switch("Seeds:Demo"),
        };
        return Directory.Exists(seeds.Folder)
            ? seeds
            : throw new StartupException($"Seeds:Folder '{seeds.Folder}' does not exist. Name the folder that holds reference, plans and demo.");
    }

    /// <summary>Where the embedded server is.</summary>
    /// <param name="joinRunning">Whether that of another program may be used.</param>
    public EmbeddedPostgresOptions Embedded(bool joinRunning) => new()
    {
        DataFolder = Text("Embedded:DataFolder") ?? Path.Combine(RepositoryFolder.Root() ?? AppContext.BaseDirectory, ".data", "postgres"),
        BinariesFolder = Text("Embedded:Binaries") ?? EmbeddedBinaries.Find(),
        StopOnSignal = false,
        JoinRunning = joinRunning,
    };

    private static string FolderOf(string name) => RepositoryFolder.Find(name)
        ?? throw new StartupException($"The folder '{name}' is neither beside the program ({AppContext.BaseDirectory}) nor in a repository above it: put it there.");

    private string? Text(string name) => configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private bool Switch(string name) => Text(name) switch
    {
        null => IsEmbedded,
        var text when bool.TryParse(text, out var on) => on,
        var text => throw new StartupException($"{name} '{text}' is not a switch. Use true or false."),
    };
}
