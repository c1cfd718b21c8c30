using System.Net;
using Microsoft.Extensions.Configuration;
using Portfolio.Accounts;
using Portfolio.Web.Security;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Security;

/// <summary>How often one may ask.</summary>
internal sealed class RateLimitTests
{
    private static readonly (string, string)[] Strict =
        [("Limits:ApiPerMinute", "1"), ("Limits:ApiBurst", "3"), ("Limits:SignIns", "3"), ("Proxy:Known", "127.0.0.1"), ("Access:PlainHttp", "true")];

    [Test]
    public async Task The_API_lets_every_address_ask_so_often()
    {
        await using var host = await TestHost.StartAsync(Role.Visitor, on: SharedHost.Host, settings: Strict);
        await AskAsync(host, 3, "203.0.113.9");

        using var refused = await host.Client.GetApiAsync("/plans?lang=en", ("X-Forwarded-For", "203.0.113.9"));
        await refused.ProblemAsync(429, "request.too_many");
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(1)));
        await AskAsync(host, 1, "203.0.113.10");
        using var page = await host.Client.AskAsync(HttpMethod.Get, "/plans", [("X-Forwarded-For", "203.0.113.9")]);
        using var health = await host.Client.AskAsync(HttpMethod.Get, "/health/live", [("X-Forwarded-For", "203.0.113.9")]);
        Assert.That((page.StatusCode, health.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
    }

    [Test]
    public async Task A_network_of_IPv6_counts_as_one_address()
    {
        await using var host = await TestHost.StartAsync(Role.Visitor, on: SharedHost.Host, settings: Strict);
        await AskAsync(host, 2, "2001:db8:0:1::1");
        await AskAsync(host, 1, "2001:db8:0:1:ffff::2");
        await AskAsync(host, 1, "2001:db8:0:2::1");

        using var refused = await host.Client.GetApiAsync("/plans", ("X-Forwarded-For", "2001:db8:0:1::3"));
        await refused.ProblemAsync(429, "request.too_many");
    }

    [Test]
    public async Task Whoever_is_signed_in_is_counted_by_the_account()
    {
        await using var host = await TestHost.StartAsync(Role.Leader, on: SharedHost.Host, settings: Strict);
        for (var i = 0; i < 3; i++)
            await AskAsync(host, 1, $"203.0.113.{i}");

        using var other = host.NewClient(await SignedIn.AsAsync(host.Services, Role.Auditor));
        using var refused = await host.Client.GetApiAsync("/plans", ("X-Forwarded-For", "203.0.113.99"));
        using var another = await other.GetApiAsync("/plans", ("X-Forwarded-For", "203.0.113.1"));
        await refused.ProblemAsync(429, "request.too_many");
        Assert.That(another.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_pages_of_signing_in_take_so_many_forms_from_an_address_in_all()
    {
        await using var host = await TestHost.StartAsync(Role.Visitor, on: SharedHost.Host, settings: Strict);
        foreach (var path in RateLimits.SignInPages.Take(3))
        {
            using var taken = await host.Client.AskAsync(HttpMethod.Post, path, []);
            Assert.That((int)taken.StatusCode, Is.Not.EqualTo(429).And.LessThan(500));
        }

        foreach (var path in RateLimits.SignInPages)
        {
            using var refused = await host.Client.AskAsync(HttpMethod.Post, path, [], ("password", "x"));
            Assert.That((int)refused.StatusCode, Is.EqualTo(429));
            Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(5)));
            Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("<h1>Quá nhiều yêu cầu</h1>"));
        }
        using var read = await host.Client.AskAsync(HttpMethod.Get, RateLimits.SignInPages[0], []);
        using var elsewhere = await host.Client.AskAsync(HttpMethod.Post, RateLimits.SignInPages[0], [("X-Forwarded-For", "203.0.113.10")]);
        Assert.That((int[])[(int)read.StatusCode, (int)elsewhere.StatusCode], Has.None.EqualTo(429));
    }

    [Test]
    public async Task Answers_by_links_are_counted_for_themselves()
    {
        await using var host = await TestHost.StartAsync(Role.Visitor, on: SharedHost.Host, settings: [.. Strict, ("Limits:Answers", "2")]);
        int[] answers = [0, 0, 0];
        for (var i = 0; i < answers.Length; i++)
        {
            using var answer = await host.Client.AskAsync(HttpMethod.Post, "/answer?t=x&handler=Known", []);
            answers[i] = (int)answer.StatusCode;
        }
        using var read = await host.Client.AskAsync(HttpMethod.Get, "/answer?t=x", []);
        using var signIn = await host.Client.AskAsync(HttpMethod.Post, RateLimits.SignInPages[0], []);
        Assert.That(answers, Is.EqualTo(new[] { 400, 400, 429 }));
        Assert.That(((int)read.StatusCode, (int)signIn.StatusCode), Is.EqualTo((410, 400)));
    }

    [Test]
    public void A_name_may_be_tried_so_often_however_it_is_written()
    {
        using var attempts = Attempts("3");

        Assert.That((bool[])[attempts.TryAcquire("lan@example.org"), attempts.TryAcquire(" LAN@example.org"), attempts.TryAcquire("\uFF2Can@Example.org ")], Is.All.True);
        Assert.That(attempts.TryAcquire("lan@example.org"), Is.False);
        Assert.That(attempts.TryAcquire("minh@example.org"), Is.True);
    }

    [Test]
    public void Without_a_limit_a_name_may_be_tried_on_and_on()
    {
        using var attempts = Attempts("0");

        Assert.That(Enumerable.Range(0, 100).Select(_ => attempts.TryAcquire("lan")), Is.All.True);
    }

    private static async Task AskAsync(TestHost host, int times, string address)
    {
        for (var i = 0; i < times; i++)
        {
            using var response = await host.Client.GetApiAsync("/plans", ("X-Forwarded-For", address));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
        }
    }

    private static AttemptLimiter Attempts(string permits) => new(new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("Limits:AttemptsPerName", (string?)permits)]).Build());
}
