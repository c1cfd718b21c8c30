using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portfolio.Database;

namespace Portfolio.Web.Tests.Mail;

/// <summary>A real SMTP server (npm <c>smtp-server</c>) that tells what it received. How it treats a mail is said by the recipient's name, see <c>smtp.mjs</c>.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly Process node;
    private readonly List<Received> received = [];
    private readonly TaskCompletionSource<int> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int connections;

    private SmtpServer(Process node)
    {
        this.node = node;
        _ = ReadAsync();
    }

    public int Port { get; private set; }

    /// <summary>Connections that were made so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Mails that it has taken so far.</summary>
    public int Count
    {
        get
        {
            lock (received)
                return received.Count;
        }
    }

    /// <summary>What it has taken, the first one first.</summary>
    public IReadOnlyList<Received> All
    {
        get
        {
            lock (received)
                return [.. received];
        }
    }

    /// <summary>Starts it on a free port of this machine.</summary>
    /// <param name="port">Port; 0 = any.</param>
    /// <param name="user">Whoever sends must speak STARTTLS and authenticate by this name and the password <c>mat-khau</c>; null = nobody must.</param>
    /// <param name="closed">Whether it serves nobody, and says so when it is greeted.</param>
    public static async Task<SmtpServer> StartAsync(int port = 0, string? user = null, bool closed = false)
    {
        var script = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Require("tests"), "Portfolio.Web.Tests", "Mail", "smtp.mjs"));
        var settings = JsonSerializer.Serialize(new { port, closed, login = user is null ? null : new { user, password = "mat-khau" } });
        var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", script, "--", settings])
        {
            WorkingDirectory = RepositoryFolder.Require(Path.Combine("src", "Portfolio.Web")),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var server = new SmtpServer(node);
        server.Port = await server.listening.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return server;
    }

    /// <summary>What it has taken for a recipient.</summary>
    public IReadOnlyList<Received> To(string address) => [.. All.Where(mail => mail.To.Contains(address))];

    /// <summary>The same, once there are so many: the server tells of a mail a moment after it has answered.</summary>
    public async Task<IReadOnlyList<Received>> WaitAsync(string address, int mails = 1)
    {
        for (var clock = Stopwatch.StartNew(); To(address).Count < mails && clock.Elapsed < TimeSpan.FromSeconds(10); await Task.Delay(10))
        {
        }
        return To(address);
    }

    /// <summary>Waits until it has told of so many mails in all.</summary>
    public async Task CountAsync(int mails)
    {
        for (var clock = Stopwatch.StartNew(); All.Count < mails; await Task.Delay(5))
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            using var told = JsonDocument.Parse(line);
            if (told.RootElement.TryGetProperty("listening", out var port))
                listening.TrySetResult(port.GetInt32());
            else if (told.RootElement.TryGetProperty("connection", out var count))
                Volatile.Write(ref connections, count.GetInt32());
            else
                lock (received)
                    received.Add(told.RootElement.Deserialize<Received>(JsonSerializerOptions.Web)!);
        }
    }
}

/// <summary>A mail that the server has taken.</summary>
/// <param name="To">Recipients of the envelope.</param>
/// <param name="From">Sender of the envelope.</param>
/// <param name="Secure">Whether it came encrypted.</param>
/// <param name="User">Who authenticated.</param>
/// <param name="Raw">The mail, each byte a letter.</param>
internal sealed partial record Received(IReadOnlyList<string> To, string From, bool Secure, string? User, string Raw)
{
    /// <summary>A header, unfolded and decoded; null when there is none.</summary>
    public string? Header(string name)
    {
        var head = Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal);
        var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line is null ? null : Decoded(line[(name.Length + 1)..].Trim());
    }

    /// <summary>The part of a media type, decoded.</summary>
    public string Part(string type)
    {
        var begin = Raw.IndexOf("Content-Type: " + type, StringComparison.Ordinal);
        var body = Raw.IndexOf("\r\n\r\n", begin, StringComparison.Ordinal) + 4;
        var end = Raw.IndexOf("\r\n--", body, StringComparison.Ordinal);
        var text = Raw[body..end];
        return Raw[begin..body].Contains("base64", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(text))
            : Encoding.UTF8.GetString(Quoted(text.Replace("=\r\n", "", StringComparison.Ordinal)));
    }

    private static string Decoded(string value) => Word().Replace(
        Between().Replace(value, "?==?"),
        match => Encoding.UTF8.GetString(match.Groups[1].Value.Equals("B", StringComparison.OrdinalIgnoreCase)
            ? Convert.FromBase64String(match.Groups[2].Value)
            : Quoted(match.Groups[2].Value.Replace('_', ' '))));

    private static byte[] Quoted(string text) => Encoding.Latin1.GetBytes(
        Escape().Replace(text, match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex Between();

    [GeneratedRegex(@"=\?utf-8\?([BQ])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Escape();
}
