using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Portfolio.Database.Embedded;

/// <summary>Starts and stops the server process through <c>pg_ctl</c>, which gives it a session of its own.</summary>
internal static class Server
{
    private const int Attempts = 20;
    private const long LogKept = 1 << 20;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    /// <summary>Starts the server on a free port of the loopback address.</summary>
    /// <returns>The port.</returns>
    /// <exception cref="EmbeddedPostgresException">It does not start.</exception>
    public static Task<int> StartAsync(ServerPlace place, bool durable, ILogger logger, CancellationToken ct) =>
        StartAsync(place, durable, FreePort, logger, ct);

    internal static async Task<int> StartAsync(
        ServerPlace place, bool durable, Func<int> choosePort, ILogger logger, CancellationToken ct)
    {
        TurnLogOver(place);
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            var port = choosePort();
            var logged = LogLength(place);
            var clock = Stopwatch.StartNew();
            // Not cancelled on the way: a half-started server would be left behind.
            var started = await StartOnAsync(place, port, durable);
            if (started.Succeeded)
            {
                logger.LogInformation(
                    "PostgreSQL listens on 127.0.0.1:{Port} after {Milliseconds} ms", port, clock.ElapsedMilliseconds);
                return port;
            }
            // Ctrl-C in a terminal reaches pg_ctl too, but not the server, which it may just have started.
            if (ToolResult.IsSignal(started.ExitCode))
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            ct.ThrowIfCancellationRequested();

            var reason = LogSince(place, logged);
            // Somebody took the port in between, or the children of a killed server are still going down.
            var passing = reason.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal)
                || reason.Contains("is still in use", StringComparison.Ordinal);
            if (!passing || attempt == Attempts)
                throw new EmbeddedPostgresException(
                    $"PostgreSQL does not start ({FirstFatal(reason) ?? started.Reason}): see {place.Log}.");
            logger.LogDebug("PostgreSQL did not start on port {Port}, trying another: {Reason}", port, FirstFatal(reason));
            await Task.Delay(TimeSpan.FromMilliseconds(250), ct);
        }
    }

    /// <summary>Stops the server and waits for it; connections are broken, nothing committed is lost.</summary>
    /// <returns>Whether none runs any more.</returns>
    public static bool Stop(ServerPlace place, bool durable)
    {
        if (!Runs(place))
            return true;
        // A throw-away cluster needs no clean end.
        foreach (var mode in durable ? ["fast", "immediate"] : (string[])["immediate"])
        {
            string[] arguments = ["stop", "-s", "-w", "-t", "30", "-m", mode, "-D", place.Cluster];
            int code;
            do
                code = PostgresTool.Run(place, "pg_ctl", arguments, StopPatience, hideOutput: true);
            // A further Ctrl-C ends pg_ctl, not the server that is stopping.
            while (ToolResult.IsSignal(code) && Runs(place));
            if (code == 0 || !Runs(place))
                return true;
        }
        return false;
    }

    private static bool Runs(ServerPlace place) =>
        PostmasterFile.Read(place.PostmasterPid) is { } file && RunningServer.Serves(file.ProcessId, place.Cluster);

    private static async Task<ToolResult> StartOnAsync(ServerPlace place, int port, bool durable)
    {
        List<string> settings =
        [
            "listen_addresses=127.0.0.1", $"port={port}", "unix_socket_directories=",
            "max_connections=200", "shared_buffers=128MB", "jit=off",
            "timezone=UTC", "log_timezone=UTC", "lc_messages=C",
        ];
        if (!durable)
            settings.AddRange(
            [
                "fsync=off", "synchronous_commit=off", "full_page_writes=off",
                "wal_level=minimal", "max_wal_senders=0", "max_wal_size=256MB",
            ]);
        var options = string.Join(' ', settings.Select(s => $"-c {s}"));
        string[] arguments = ["start", "-s", "-w", "-t", "120", "-D", place.Cluster, "-l", place.Log, "-o", options];
        if (!OperatingSystem.IsWindows())
            return await PostgresTool.RunAsync(place, "pg_ctl", arguments, CancellationToken.None);
        // There the server inherits the handles of pg_ctl, and reading them to their end would wait for the server's own end.
        var code = await Task.Run(() => PostgresTool.Run(place, "pg_ctl", arguments, TimeSpan.FromSeconds(150)));
        return new ToolResult(code, "", "");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static void TurnLogOver(ServerPlace place)
    {
        if (LogLength(place) > LogKept)
            File.Move(place.Log, place.Log + ".old", overwrite: true);
    }

    private static long LogLength(ServerPlace place) => File.Exists(place.Log) ? new FileInfo(place.Log).Length : 0;

    private static string LogSince(ServerPlace place, long position)
    {
        if (!File.Exists(place.Log))
            return "";
        using var log = new FileStream(place.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Position = position;
        using var reader = new StreamReader(log);
        return reader.ReadToEnd();
    }

    private static string? FirstFatal(string log) =>
        log.Split('\n').FirstOrDefault(l => l.Contains("FATAL:", StringComparison.Ordinal))?.Trim();
}
