using System.ComponentModel;
using System.Diagnostics;

namespace Portfolio.Database.Embedded;

/// <summary>Runs one program and waits for it, as another account where one is given.</summary>
internal static class PostgresTool
{
    public static string FileName(string tool) => OperatingSystem.IsWindows() ? tool + ".exe" : tool;

    /// <summary>Runs one of PostgreSQL's own programs in the cluster's folder.</summary>
    public static Task<ToolResult> RunAsync(ServerPlace place, string tool, string[] arguments, CancellationToken ct) =>
        RunAsync(Path.Combine(place.Binaries, "bin", FileName(tool)), arguments, place.Home, place.RunAs, ct);

    /// <summary>Runs a program and collects what it prints.</summary>
    /// <exception cref="EmbeddedPostgresException">The program cannot be started at all.</exception>
    public static async Task<ToolResult> RunAsync(
        string file, string[] arguments, string folder, string? runAs, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var process = Start(file, arguments, folder, runAs, collect: true);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            // Whoever gives up finds nothing running any more.
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        return new ToolResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a program without reading its output, for places where nothing may be awaited.</summary>
    public static int Run(ServerPlace place, string tool, string[] arguments, TimeSpan patience, bool hideOutput = false)
    {
        using var process = Start(
            Path.Combine(place.Binaries, "bin", FileName(tool)), arguments, place.Home, place.RunAs, collect: hideOutput);
        return process.WaitForExit(patience) ? process.ExitCode : -1;
    }

    private static Process Start(string file, string[] arguments, string folder, string? runAs, bool collect)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = collect,
            RedirectStandardError = collect,
            // On Windows a console of its own keeps Ctrl-C away from the server.
            CreateNoWindow = true,
        };
        if (runAs is not null)
            info.UserName = runAs;
        // Settings of the person's own PostgreSQL must not reach this one, and messages are read, so they stay English.
        foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            info.Environment.Remove(name);
        info.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            var who = runAs is null ? "" : $" as the user '{runAs}'";
            throw new EmbeddedPostgresException(
                $"{file} cannot be run{who} ({e.Message}): run 'npm ci' again, or set ConnectionStrings__Portfolio to use a server.", e);
        }
    }
}
