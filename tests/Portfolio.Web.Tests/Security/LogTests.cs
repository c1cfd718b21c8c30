using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portfolio.Common;
using Portfolio.Tests.Support;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Security;

/// <summary>What the log does not hold, with the levels of the program's own configuration.</summary>
internal sealed class LogTests
{
    private const string Secret = "c8f1e0f5-secret";

    [Test]
    public async Task No_secret_of_a_request_is_logged_whatever_becomes_of_it()
    {
        using var log = new LogLines(LogLevel.Trace);
        await using var host = await HostAsync(log, SharedHost.Host);
        await using var outsider = await HostAsync(log, SharedHost.Host, ("AllowedHosts", "localhost"));
        (HttpMethod Method, string Path)[] requests =
        [
            (HttpMethod.Get, "/plans"), (HttpMethod.Get, "/khong-co"), (HttpMethod.Get, "/projects"), (HttpMethod.Get, "/"), (HttpMethod.Get, "/dist/site.js"),
            (HttpMethod.Get, "/api/v1/plans"), (HttpMethod.Get, "/api/v1/khong-co"), (HttpMethod.Get, "/api/v1/portfolio/summary"), (HttpMethod.Put, "/api/v1/projects/CB-GT-001/needs"),
            (HttpMethod.Post, "/language"), (HttpMethod.Post, "/account/reset"),
        ];
        foreach (var (method, path) in requests)
        {
            (string, string)[] headers = [("Cookie", $"portfolio.antiforgery={Secret}; portfolio.session={Secret}"), ("Referer", $"http://localhost/?token={Secret}")];
            using var answer = await host.Client.AskAsync(method, $"{path}?token={Secret}", headers, ("password", Secret), ("__RequestVerificationToken", Secret));
            using var refusal = await outsider.Client.AskAsync(method, $"{path}?token={Secret}", headers);
        }

        // It listens: the bugs that the clock caused are there.
        Assert.That(log.Lines, Has.Some.StartsWith("Error").And.Some.Contains("/api/v1/portfolio/summary"));
        Assert.That(log.Lines, Has.None.Contains(Secret));
    }

    [Test]
    public async Task Not_even_where_the_settings_want_every_request_logged()
    {
        using var log = new LogLines(LogLevel.Trace);
        await using var host = await HostAsync(log, SharedHost.Host, ("Logging:LogLevel:Microsoft", "Information"), ("Logging:LogLevel:Microsoft.AspNetCore", "Information"));
        using var page = await host.Client.GetAsync(new Uri($"/account/reset?account=1&token={Secret}", UriKind.Relative));

        Assert.That(log.Lines, Is.Not.Empty.And.None.Contains(Secret));
    }

    [Test]
    public async Task The_way_to_the_database_is_not_logged_when_it_is_lost()
    {
        using var log = new LogLines(LogLevel.Trace);
        await using var host = await HostAsync(log);
        await host.LoseDatabaseAsync();
        using var page = await host.Client.GetAsync(new Uri("/plans", UriKind.Relative));
        using var api = await host.Client.GetApiAsync("/plans");

        Assert.That((int[])[(int)page.StatusCode, (int)api.StatusCode], Is.All.EqualTo(503));
        Assert.That(log.Lines, Has.Some.StartsWith("Error").And.Some.StartsWith("Information"));
        Assert.That(log.Lines, Has.None.Contains(host.ConnectionString).And.None.Contains("Password="));
        if (new NpgsqlConnectionStringBuilder(host.ConnectionString).Password is { Length: > 8 } password)
            Assert.That(log.Lines, Has.None.Contains(password));
    }

    // On a database of its own, so that it migrates and loads the seeds while the log listens.
    private static async Task<TestHost> HostAsync(LogLines log, TestHost? on = null, params (string Name, string Value)[] settings) => await TestHost.StartAsync(
        on: on, at: on is null ? await TestDatabase.CreateAsync() : null,
        configure: builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            if (on is not null)
                builder.Services.AddSingleton(new BusinessCalendar(new BrokenClock("a bug")));
        },
        settings: [("Logging:LogLevel:Default", "Information"), .. settings]);
}
