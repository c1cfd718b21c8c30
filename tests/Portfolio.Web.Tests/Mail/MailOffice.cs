using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Mail;

/// <summary>The program with a mail server beside it, and what tests ask of its outbox.</summary>
internal sealed class MailOffice(TestHost host, SmtpServer server) : IAsyncDisposable
{
    public const string From = "danh-muc@caobang.example";

    private static int count;

    public TestHost Host { get; } = host;

    public SmtpServer Server { get; } = server;

    public MailSettings Settings => Host.Services.GetRequiredService<MailSettings>();

    /// <summary>Starts both.</summary>
    /// <param name="demo">Whether the illustrative figures are loaded.</param>
    /// <param name="clock">What the program takes for the time; null = the clock.</param>
    public static async Task<MailOffice> StartAsync(bool demo = false, TimeProvider? clock = null)
    {
        var server = await SmtpServer.StartAsync();
        return new MailOffice(
            await TestHost.StartAsync(Role.None, demo, configure: builder => builder.Services.AddSingleton(clock ?? TimeProvider.System), settings: By(server)), server);
    }

    /// <summary>Settings of a program that sends by this server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="perMinute">Most mails a minute; 0 = no limit.</param>
    public static (string Name, string Value)[] By(SmtpServer server, int perMinute = 0) =>
    [
        ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Mail:Smtp:StartTls", "false"), ("Mail:From", From), ("Mail:PerMinute", perMinute.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Mail:Site", "https://danh-muc.example"),
    ];

    /// <summary>An address that no other test uses.</summary>
    public static string Address(string name) => $"{name}-{Interlocked.Increment(ref count)}@caobang.example";

    /// <summary>Puts a mail into the outbox and gives its key.</summary>
    public async Task<long> QueueAsync(string address, string? key = null, object? model = null, string kind = MailModels.Test)
    {
        key ??= Guid.NewGuid().ToString();
        await using var connection = new NpgsqlConnection(Host.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var mail = new NewMail(key, kind, new MailRecipient(null, "Nguyễn Văn Bình", address, "cb"), model ?? new TestMail("Quản trị", new DateTimeOffset(2026, 11, 22, 0, 30, 0, TimeSpan.Zero)));
        await MailOutbox.QueueAsync(connection, transaction, [mail], DateTimeOffset.UtcNow, CancellationToken.None);
        await transaction.CommitAsync();
        return await Host.AskAsync<long>("select id from notifications.mail where key = @key", new { key });
    }

    /// <summary>Sends what is due.</summary>
    public async Task<int> DispatchAsync() => (await Host.Services.GetRequiredService<MailDispatcher>().RunAsync(Actor.System, CancellationToken.None)).Sent;

    /// <summary>Sends what is due by other settings, as another node would.</summary>
    public async Task<int> DispatchAsync(MailSettings settings)
    {
        using var dispatcher = Dispatcher(settings);
        return (await dispatcher.RunAsync(Actor.System, CancellationToken.None)).Sent;
    }

    /// <summary>The dispatcher of a node with other settings.</summary>
    public MailDispatcher Dispatcher(MailSettings settings) => new(
        Host.Services.GetRequiredService<PortfolioDatabase>(), MailTransports.Of(settings), Host.Services.GetRequiredService<IMailWriter>(), settings,
        TimeProvider.System, NullLogger<MailDispatcher>.Instance);

    /// <summary>As if the time until the next attempt had passed.</summary>
    public Task WaitOutAsync() => Host.AskAsync<long>("update notifications.mail set not_before = now() - interval '1 second' where status = 'queued'");

    /// <summary>A column of a mail.</summary>
    public Task<T> OfAsync<T>(long id, string column) => Host.AskAsync<T>($"select {column} from notifications.mail where id = @id", new { id });

    /// <summary>Status, attempts and answer of a mail.</summary>
    public Task<string> StateAsync(long id) => OfAsync<string>(id, "status || ' ' || attempts || ' ' || coalesce(answer, '-')");

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Server.DisposeAsync();
    }
}
