using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portfolio.Web.Security;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Security;

/// <summary>One rule for all cookies.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class CookieTests
{
    private const string Everywhere = "http://0.0.0.0:0";

    private static readonly (string, string)[] OverHttps = [("X-Forwarded-Proto", "https")];

    [Test]
    public async Task On_localhost_cookies_go_over_plain_http()
    {
        var cookies = await CookiesAsync(SharedHost.Host, []);

        Assert.That(cookies.Keys, Is.EquivalentTo(["portfolio.antiforgery", "portfolio.language"]));
        Assert.That(cookies.Values, Is.All.Contains("path=/").And.All.Contains("samesite=lax").And.All.Contains("httponly"));
        Assert.That(cookies.Values, Has.None.Contains("secure").And.None.Contains("domain"));
    }

    [TestCase(Everywhere)]
    [TestCase("http://127.0.0.1:0")]
    public async Task Where_others_can_reach_the_program_cookies_are_for_this_host_over_https_only(string urls)
    {
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, settings: [("urls", urls), ("Proxy:Known", "127.0.0.1")]);
        var cookies = await CookiesAsync(host, OverHttps);

        Assert.That(cookies.Keys, Is.EquivalentTo(["__Host-portfolio.antiforgery", "__Host-portfolio.language"]));
        // What the prefix demands of a cookie, or the browser throws it away.
        Assert.That(cookies.Values, Is.All.Contains("; secure").And.All.Contains("path=/").And.All.Not.Contains("domain"));
        Assert.That(cookies.Values, Is.All.Contains("samesite=lax").And.All.Contains("httponly"));
        Assert.That(host.Services.GetRequiredService<IOptions<CookieTempDataProviderOptions>>().Value.Cookie.Name, Is.EqualTo("__Host-portfolio.notes"));
    }

    [Test]
    public async Task A_trial_in_a_local_network_may_do_without_https()
    {
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, settings: [("urls", Everywhere), ("Access:PlainHttp", "true")]);
        var cookies = await CookiesAsync(host, []);

        Assert.That(cookies.Keys, Is.EquivalentTo(["portfolio.antiforgery", "portfolio.language"]));
        Assert.That(cookies.Values, Has.None.Contains("secure"));
    }

    [TestCase("/plans", 400)]
    [TestCase("/khong-co-trang-nay", 404)]
    [TestCase("/dist/styles.css", 200)]
    [TestCase("/health/live", 200)]
    public async Task A_page_called_by_plain_http_says_that_https_is_needed(string path, int status)
    {
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, settings: [("urls", Everywhere)]);
        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(await response.Content.ReadAsStringAsync(), status == 400 ? Does.Contain("https://") : Is.Not.Empty);
    }

    [Test]
    public async Task The_API_called_by_plain_http_says_so_too()
    {
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, settings: [("urls", Everywhere)]);
        using var response = await host.Client.GetApiAsync("/plans");

        await response.ProblemAsync(400, "request.https_needed");
    }

    [TestCase("/projects?plan=a&q=b#list", "/projects?plan=a&q=b#list")]
    [TestCase("/", "/")]
    [TestCase("~/plans", "/")]
    [TestCase("plans", "/")]
    [TestCase("//example.org/", "/")]
    [TestCase(@"/\example.org/", "/")]
    [TestCase("/\t/example.org/", "/")]
    [TestCase("/plans\r\nSet-Cookie: a=b", "/")]
    [TestCase("https://example.org/", "/")]
    [TestCase("javascript:alert(1)", "/")]
    [TestCase(" /plans", "/")]
    [TestCase("", "/")]
    [TestCase(null, "/")]
    public void A_return_address_leads_nowhere_else(string? address, string expected) =>
        Assert.That(LocalAddress.Of(address), Is.EqualTo(expected));

    /// <summary>The cookies of a visit that changes the language.</summary>
    private static async Task<Dictionary<string, string>> CookiesAsync(TestHost host, (string, string)[] headers)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = host.Address };
        using var page = await client.AskAsync(HttpMethod.Get, "/plans", headers);
        var cookies = page.SetCookies();
        var (name, value) = cookies.Single();
        var token = RequestCalls.FormToken(await page.Content.ReadAsStringAsync());
        using var changed = await client.AskAsync(
            HttpMethod.Post, "/language", [.. headers, ("Cookie", $"{name}={value.Split(';')[0]}")], ("language", "en"), ("__RequestVerificationToken", token));
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        return cookies.Concat(changed.SetCookies()).ToDictionary();
    }
}
