using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Pages;

/// <summary>What pages do not let happen.</summary>
internal sealed class SafetyTests
{
    private const string NeedsPage = $"/projects/{Addresses.Road}/needs";

    [TestCase(NeedsPage)]
    [TestCase("/language")]
    public async Task A_form_that_does_not_come_from_our_page_is_refused(string path)
    {
        using var client = new HttpClient { BaseAddress = SharedHost.Host.Address };
        using var response = await client.PostFormAsync(path, ("language", "en"), ("Version", "1"), ("Amounts[ngan-sach-tinh]", "1"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var cookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [];
        Assert.That(cookies, Has.None.Contains("language"));
    }

    [TestCase("https://example.org/")]
    [TestCase("//example.org/")]
    [TestCase(@"/\example.org/")]
    [TestCase("javascript:alert(1)")]
    [TestCase("")]
    public async Task Changing_the_language_leads_to_no_foreign_address(string returnUrl)
    {
        using var response = await ChangeLanguageAsync(returnUrl);

        Assert.That((response.StatusCode, response.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.Found, "/")));
    }

    [TestCase("/projects?plan=cb-ha-tang-2026-2030&q=gi%E1%BA%A3i")]
    [TestCase("/plans/cb-ha-tang-2026-2030#reports")]
    public async Task Changing_the_language_leads_back_to_where_one_was(string returnUrl)
    {
        using var response = await ChangeLanguageAsync(returnUrl);

        Assert.That((response.StatusCode, response.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.Found, returnUrl)));
    }

    private static readonly string[] Pages =
        ["/", "/plans", "/projects", "/projects.csv", "/projects/" + Addresses.Road, NeedsPage, "/bodies", "/communes"];

    [Test]
    public async Task A_bug_is_told_in_a_sentence_without_the_insides_of_the_program()
    {
        await using var host = await TestHost.StartAsync(demo: false);
        await using (var connection = new Npgsql.NpgsqlConnection(host.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var damage = new Npgsql.NpgsqlCommand("alter schema projects rename to gone; alter schema directory rename to lost", connection);
            await damage.ExecuteNonQueryAsync();
        }
        await AllPagesSayAsync(host, HttpStatusCode.InternalServerError, "<h1>Lỗi của chương trình</h1>");
    }

    [Test]
    public async Task A_database_that_does_not_answer_is_told_as_such()
    {
        await using var host = await TestHost.StartAsync(demo: false);
        await host.LoseDatabaseAsync();
        await AllPagesSayAsync(host, HttpStatusCode.ServiceUnavailable, "<h1>Tạm thời không phục vụ được</h1>");
    }

    [TestCase("/error")]
    [TestCase("/error?status=204")]
    [TestCase("/error?status=500")]
    [TestCase("/error?status=99")]
    public async Task The_error_page_by_itself_is_only_an_address_without_a_page(string path)
    {
        using var response = await SharedHost.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static async Task AllPagesSayAsync(TestHost host, HttpStatusCode status, string title)
    {
        foreach (var path in Pages)
        {
            using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));
            var page = await response.Content.ReadAsStringAsync();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(response.StatusCode, Is.EqualTo(status), path);
                Assert.That(page, Does.Contain(title).And.Match("<code>[0-9a-f]{32}</code>"), path);
                Assert.That(page, Does.Not.Contain("Exception").And.Not.Contain("Npgsql").And.Not.Contain("   at "), path);
            }
        }
    }

    [TestCase("/projects/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [TestCase("/projects?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [TestCase("/bodies?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    public async Task What_the_address_says_is_shown_as_text(string path)
    {
        using var response = await SharedHost.Client.GetAsync(new Uri(path, UriKind.Relative));

        var page = await response.Content.ReadAsStringAsync();
        Assert.That(page, Does.Contain("alert(1)").And.Not.Contain("<script>alert"));
    }

    [TestCase("/projects?page=-1")]
    [TestCase("/projects?page=x")]
    [TestCase("/projects?page=999999999999")]
    [TestCase("/projects?page=2000000000")]
    [TestCase("/projects?sector=khong-co&sort=%00")]
    [TestCase("/projects?q=%00")]
    [TestCase("/projects?plan=khong-co")]
    [TestCase("/?plan=khong-co")]
    [TestCase("/projects/%00")]
    [TestCase("/bodies?province=khong-co&q=%25")]
    [TestCase("/projects.csv?sector=khong-co")]
    [TestCase("/projects.csv?q=%00")]
    [TestCase("/language")]
    public async Task No_address_brings_the_program_to_fall(string path)
    {
        using var response = await SharedHost.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.That((int)response.StatusCode, Is.LessThan(500), path);
    }

    [TestCase("1000")]
    [TestCase("không phải số")]
    public async Task Who_may_not_edit_needs_may_not_send_the_form_either(string amount)
    {
        await using var host = await TestHost.StartAsync(Role.Leader, on: SharedHost.Host);

        using var response = await SendAsync(host, NeedsPage, ("Version", "1"), ("Amounts[ngan-sach-tinh]", amount));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static Task<HttpResponseMessage> ChangeLanguageAsync(string returnUrl) =>
        SendAsync(SharedHost.Host, "/language", ("language", "en"), ("returnUrl", returnUrl));

    /// <summary>Sends a form with the token of one of our pages.</summary>
    private static async Task<HttpResponseMessage> SendAsync(TestHost host, string path, params (string Name, string Value)[] fields)
    {
        using var client = host.NewClient(host.SignedIn, follow: false);
        var token = RequestCalls.FormToken(await client.GetPageAsync("/plans"));
        return await client.PostFormAsync(path, [.. fields, ("__RequestVerificationToken", token)]);
    }
}
