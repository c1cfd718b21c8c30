using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Security;

/// <summary>In whose name a request comes is believed from known proxies only.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ProxyTests
{
    private const string Here = "127.0.0.1";

    [TestCase("", "203.0.113.9", "https", Here, "http")]
    [TestCase("10.0.0.5", "203.0.113.9", "https", Here, "http")]
    [TestCase("127.0.0.1", "203.0.113.9", "https", "203.0.113.9", "https")]
    [TestCase("10.0.0.0/8; 127.0.0.0/8 ;", "203.0.113.9", "https", "203.0.113.9", "https")]
    [TestCase("127.0.0.1;10.0.0.5", "198.51.100.1, 203.0.113.9, 10.0.0.5", "https", "203.0.113.9", "https")]
    [TestCase("127.0.0.1", "198.51.100.1, 203.0.113.9", "https", "203.0.113.9", "https")]
    [TestCase("::1;127.0.0.1", "2001:db8::7", "https", "2001:db8::7", "https")]
    public async Task Only_a_known_proxy_names_the_visitor(string known, string forwarded, string scheme, string address, string seenScheme)
    {
        var seen = new Seen();
        await using var host = await TestHost.StartAsync(
            on: SharedHost.Host, configure: builder => builder.Services.AddSingleton<IStartupFilter>(seen), settings: [("Proxy:Known", known)]);
        using var response = await host.Client.AskAsync(
            HttpMethod.Get, "/health/live", [("X-Forwarded-For", forwarded), ("X-Forwarded-Proto", scheme), ("X-Forwarded-Host", "evil.example")]);

        Assert.That(seen.Requests, Is.EqualTo(new[] { (address, seenScheme, host.Address.Authority) }));
    }

    [Test]
    public async Task The_switch_of_the_framework_that_believes_everybody_changes_nothing()
    {
        var seen = new Seen();
        await using var host = await TestHost.StartAsync(
            on: SharedHost.Host, configure: builder => builder.Services.AddSingleton<IStartupFilter>(seen), settings: [("FORWARDEDHEADERS_ENABLED", "true")]);
        using var response = await host.Client.AskAsync(HttpMethod.Get, "/health/live", [("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https")]);

        Assert.That(seen.Requests, Is.EqualTo(new[] { (Here, "http", host.Address.Authority) }));
    }

    [TestCase("tracker.example", "https", true)]
    [TestCase("tracker.example", "http", false)]
    [TestCase("localhost", "https", false)]
    [TestCase("127.0.0.1", "https", false)]
    public async Task Https_is_made_to_stick_except_on_this_machine(string name, string scheme, bool sticks)
    {
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, settings: [("Proxy:Known", Here)]);
        foreach (var path in (string[])["/plans", "/khong-co-trang-nay", "/api/v1/plans", "/favicon.svg"])
        {
            using var response = await host.Client.AskAsync(HttpMethod.Get, path, [("Host", name), ("X-Forwarded-Proto", scheme)]);
            Assert.That(response.Headers.Contains("Strict-Transport-Security"), Is.EqualTo(sticks), path);
        }
    }

    /// <summary>Notes what the end of the pipeline knows of a request.</summary>
    private sealed class Seen : IStartupFilter
    {
        public List<(string?, string, string)> Requests { get; } = [];

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                await following(context);
                Requests.Add((context.Connection.RemoteIpAddress?.ToString(), context.Request.Scheme, context.Request.Host.Value!));
            });
            next(app);
        };
    }
}
