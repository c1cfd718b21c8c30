using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Portfolio.Tests.Database.Embedded;

/// <summary>Looks at server processes and kills them the hard way.</summary>
internal static class ServerProcesses
{
    /// <summary>Whether the process runs; one that has ended but was not yet collected by its parent does not.</summary>
    public static bool Runs(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !OperatingSystem.IsLinux() || Stat(id)[0] != "Z";
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }

    public static int SessionOf(int id) => int.Parse(Stat(id)[3], CultureInfo.InvariantCulture);

    public static async Task KillAsync(int id)
    {
        using (var process = Process.GetProcessById(id))
            process.Kill();
        for (var clock = Stopwatch.StartNew(); Runs(id) && clock.Elapsed < TimeSpan.FromSeconds(10);)
            await Task.Delay(10);
        Assert.That(Runs(id), Is.False);
    }

    /// <summary>Another process that lives for a while, of the account the server runs as if <paramref name="owner"/> is given.</summary>
    public static Process StartSleeper(string? owner)
    {
        var info = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("ping", ["-n", "60", "127.0.0.1"])
            : new ProcessStartInfo("sleep", ["60"]) { WorkingDirectory = "/" };
        if (owner is not null && RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            info.UserName = owner;
        return Process.Start(info)!;
    }

    // What follows the name, which may hold anything and stands in parentheses: state, parent, group, session.
    private static string[] Stat(int id) => File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
}
