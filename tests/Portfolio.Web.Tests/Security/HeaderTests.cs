using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Web.Security;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Security;

/// <summary>What every answer tells the browser.</summary>
internal sealed class HeaderTests
{
    private static readonly string[] Answers =
    [
        "/", "/khong-co-trang-nay", "/dist/styles.css", "/favicon.svg", "/dist/khong-co.css", "/language",
        "/api/v1/plans", "/api/v1/khong-co", "/openapi/v1.json", "/health/live", "/health/ready",
    ];

    [TestCaseSource(nameof(Answers))]
    public async Task Every_answer_bears_them(string path)
    {
        using var response = await SharedHost.Client.GetAsync(new Uri(path, UriKind.Relative));

        DemandProtection(response);
    }

    [Test]
    public async Task What_is_saved_as_a_file_bears_them_and_runs_nothing()
    {
        using var response = await SharedHost.Client.GetAsync(new Uri("/projects.csv", UriKind.Relative));

        Assert.That(Header(response, "Content-Security-Policy"), Is.EqualTo("default-src 'none'; sandbox; frame-ancestors 'none'"));
        DemandOthers(response);
    }

    [Test]
    public async Task The_answer_to_a_bug_bears_them()
    {
        await using var host = await TestHost.StartAsync(demo: false);
        await host.LoseDatabaseAsync();
        foreach (var path in (string[])["/", "/api/v1/plans"])
        {
            using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            DemandProtection(response);
        }
    }

    [Test]
    public async Task The_answer_to_a_name_that_is_not_ours_bears_them()
    {
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, configure: builder => builder.Configuration["AllowedHosts"] = "localhost");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "evil.example";
        using var response = await host.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        DemandProtection(response);
    }

    [Test]
    public async Task Forms_may_lead_where_single_sign_on_needs_them_to()
    {
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, configure: builder =>
            builder.Services.Configure<ContentPolicy>(policy => policy.FormActions.Add("https://id.example")));
        using var response = await host.Client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.That(Policy(response)["form-action"], Is.EqualTo("'self' https://id.example"));
    }

    [TestCase("/")]
    [TestCase("/projects.csv")]
    [TestCase("/khong-co-trang-nay")]
    public async Task A_page_for_somebody_who_is_signed_in_is_kept_nowhere(string path)
    {
        using var response = await SharedHost.Client.GetAsync(new Uri(path, UriKind.Relative));
        using var file = await SharedHost.Client.GetAsync(new Uri("/dist/styles.css", UriKind.Relative));

        Assert.That(response.Headers.CacheControl?.ToString(), Is.EqualTo("no-store"));
        Assert.That(file.Headers.CacheControl?.NoStore, Is.False);
    }

    [TestCase("/projects.csv")]
    [TestCase("/api/v1/plans")]
    public async Task What_is_made_for_one_visitor_is_for_no_shared_cache(string path)
    {
        using var visitor = SharedHost.Host.NewClient();
        using var response = await visitor.GetAsync(new Uri(path, UriKind.Relative));

        Assert.That(response.Headers.CacheControl?.Private, Is.True);
        Assert.That(response.Headers.CacheControl?.NoCache, Is.True);
    }

    private static void DemandProtection(HttpResponseMessage response)
    {
        var policy = Policy(response);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy["default-src"], Is.EqualTo("'self'"));
            Assert.That(policy["script-src"], Is.EqualTo("'self'"));
            Assert.That(policy["style-src"], Is.EqualTo("'self'"));
            Assert.That(policy["form-action"], Is.EqualTo("'self'"));
            Assert.That((string[])[policy["object-src"], policy["base-uri"], policy["frame-ancestors"]], Is.All.EqualTo("'none'"));
        }
        DemandOthers(response);
    }

    private static void DemandOthers(HttpResponseMessage response)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Header(response, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(Header(response, "X-Frame-Options"), Is.EqualTo("DENY"));
            Assert.That(Header(response, "Referrer-Policy"), Is.EqualTo("same-origin"));
            Assert.That(Header(response, "Permissions-Policy"), Does.Contain("camera=()").And.Contain("publickey-credentials-get=(self)"));
            Assert.That(Header(response, "Cross-Origin-Opener-Policy"), Is.EqualTo("same-origin"));
            Assert.That(Header(response, "Cross-Origin-Resource-Policy"), Is.EqualTo("same-origin"));
            Assert.That(response.Headers.CacheControl, Is.Not.Null);
            Assert.That(response.Headers.Contains("Server"), Is.False);
        }
    }

    private static Dictionary<string, string> Policy(HttpResponseMessage response) =>
        Header(response, "Content-Security-Policy").Split("; ").Select(directive => directive.Split(' ', 2)).ToDictionary(d => d[0], d => d[1]);

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : "";
}
