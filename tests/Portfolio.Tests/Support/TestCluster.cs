using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Database.Embedded;

namespace Portfolio.Tests.Support;

/// <summary>A throw-away embedded PostgreSQL for this process; removed when the process ends, or by a later one if it is killed.</summary>
internal sealed class TestCluster
{
    private const string Memory = "/dev/shm";
    private const long EnoughMemory = 4L << 30;

    // One folder a user, because nobody may remove what belongs to somebody else.
    private static readonly string Root = Path.Combine(TemporaryFolder(), $"portfolio-tests-{Environment.UserName}");

    private readonly EmbeddedPostgres server;
    private readonly string folder;

    private TestCluster(EmbeddedPostgres server, string folder)
    {
        this.server = server;
        this.folder = folder;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAsync().Wait();
    }

    /// <summary>Connection string of a user who may do everything.</summary>
    public string ConnectionString => server.ConnectionString;

    public static async Task<TestCluster> StartAsync()
    {
        await RemoveLeftOversAsync();
        var folder = NewFolder();
        return new TestCluster(await EmbeddedPostgres.StartAsync(OptionsFor(folder), NullLogger.Instance, CancellationToken.None), folder);
    }

    /// <summary>Name for the data folder of a cluster; should this process be killed, a later one removes it.</summary>
    public static string NewFolder() => Path.Combine(Root, $"{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");

    public async Task StopAsync()
    {
        await server.StopAsync();
        Remove(folder);
    }

    /// <summary>A clone of the template is hundreds of files: in memory, where there is plenty, that takes a tenth of the time.</summary>
    private static string TemporaryFolder() =>
        OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("TMPDIR") is null
            && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > EnoughMemory
            ? Memory
            : Path.GetTempPath();

    private static EmbeddedPostgresOptions OptionsFor(string folder) =>
        new() { DataFolder = folder, BinariesFolder = EmbeddedBinaries.Find(), Durable = false };

    private static async Task RemoveLeftOversAsync()
    {
        if (!Directory.Exists(Root))
            return;
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            var process = Path.GetFileName(folder).Split('-')[0];
            if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !Runs(id))
                await RemoveLeftOverAsync(folder);
        }
    }

    private static async Task RemoveLeftOverAsync(string folder)
    {
        try
        {
            Server.Stop(await ServerAccount.PlaceAsync(OptionsFor(folder), NullLogger.Instance, CancellationToken.None), durable: false);
        }
        catch (EmbeddedPostgresException)
        {
            // Another run is removing it at this moment.
        }
        Remove(folder);
    }

    private static bool Runs(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another run removes it as well, or something still holds a file: the next run removes the rest.
        }
    }
}
