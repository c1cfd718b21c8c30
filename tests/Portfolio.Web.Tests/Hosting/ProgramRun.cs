using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Portfolio.Database;

namespace Portfolio.Web.Tests.Hosting;

/// <summary>The built program as a process of its own; killed when it is disposed.</summary>
internal sealed class ProgramRun : IDisposable
{
    private static readonly string[] Settings = ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "ConnectionStrings__", "Seeds__", "Access__", "DataProtection__", "Embedded__", "Kestrel__", "Limits__", "Mail__", "Proxy__", "Scheduling__", "URLS"];

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private ProgramRun(ProcessStartInfo info)
    {
        process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it serves, when it was started by <see cref="Serve"/>.</summary>
    public Uri? Address { get; private init; }

    public string Output => Text(output);

    public string Errors => Text(errors);

    public int ExitCode => process.ExitCode;

    public bool HasExited => process.HasExited;

    /// <summary>Starts the program that was built in the same configuration as this test.</summary>
    /// <param name="options">Settings as they are written on the command line.</param>
    /// <param name="environment">Settings by environment variable.</param>
    public static ProgramRun Start(string[] options, params (string Name, string Value)[] environment) => Start(options, null, environment);

    private static ProgramRun Start(string[] options, Uri? address, (string Name, string Value)[] environment)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var web = RepositoryFolder.Require(Path.Combine("src", "Portfolio.Web"));
        var program = Path.Combine(web, "bin", here.Parent!.Name, here.Name, "Portfolio.Web.dll");
        Assert.That(program, Does.Exist);
        var info = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. options])
        {
            WorkingDirectory = web,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What is set around the test run must not decide.
        foreach (var name in info.Environment.Keys.Where(k => Settings.Any(s => k.StartsWith(s, StringComparison.OrdinalIgnoreCase))).ToList())
            info.Environment.Remove(name);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return new ProgramRun(info) { Address = address };
    }

    /// <summary>Starts the whole program on a free port of this machine.</summary>
    /// <param name="settings">Settings by their names.</param>
    public static ProgramRun Serve(IEnumerable<(string Name, string Value)> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        return Start(["--urls", address.OriginalString], address, [.. settings.Select(s => (s.Name.Replace(":", "__", StringComparison.Ordinal), s.Value))]);
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Waits until the program says that it listens.</summary>
    public async Task ListeningAsync()
    {
        for (var clock = Stopwatch.StartNew(); !Output.Contains("Ctrl-C stops it.", StringComparison.Ordinal); await Task.Delay(20))
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromSeconds(60))
                Assert.Fail($"The program does not listen.\n{Output}\n{Errors}");
        }
    }

    /// <summary>Waits for the end of the program and of what it says.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The program does not end within {patience.TotalSeconds} s.\n{Output}\n{Errors}");
        }
    }

    /// <summary>Asks the program to end, as Ctrl-C (INT) or a supervisor (TERM) would; nothing when it has ended already.</summary>
    public async Task SignalAsync(string signal)
    {
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("/bin/sh", ["-c", "kill -\"$1\" \"$2\" 2>/dev/null", "sh", signal, id]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
        {
            if (line is not null)
                text.Append(line).Append('\n');
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
