using System.Net;
using System.Text;
using System.Text.Json;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Api;

/// <summary>Accounts and bodies over the API, on a database of its own.</summary>
internal sealed class AccountTests
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(Role.Administrator, demo: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task An_invited_account_is_where_the_answer_says_and_holds_no_secret()
    {
        using var response = await PostAsync("/accounts", Account("api-1"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), text);
        Assert.That(response.Headers.Location!.OriginalString, Is.EqualTo("/api/v1/accounts/api-1"));

        using var found = await host.Client.GetAsync(response.Headers.Location);
        Assert.That(found.Headers.ETag, Is.EqualTo(response.Headers.ETag));
        var account = await found.JsonAsync();
        Assert.That(account.Text("role"), Is.EqualTo("Owner"));
        Assert.That(account.GetProperty("waitsForLink").GetBoolean());
        Assert.That(account.GetProperty("bodies")[0].Text("code"), Is.EqualTo("cb-so-xay-dung"));
        Assert.That(account.GetProperty("heads")[0].GetString(), Is.EqualTo("cb-so-xay-dung"));
        Assert.That(
            account.EnumerateObject().Select(member => member.Name),
            Is.EqualTo([
                "userName", "displayName", "email", "role", "province", "bodies", "heads", "demo", "active", "waitsForLink", "twoFactor", "sessions", "tokens",
                "createdAt", "signedInAt",
            ]));
    }

    [Test]
    public async Task An_invitation_with_a_key_is_done_once_even_when_it_is_sent_twice_at_once()
    {
        var both = await Task.WhenAll(PostAsync("/accounts", Account("api-2"), "key-2"), PostAsync("/accounts", Account("api-2"), "key-2"));
        foreach (var response in both)
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
            response.Dispose();
        }
        using var other = await PostAsync("/accounts", Account("api-3"), "key-2");
        await other.ProblemAsync(409, "request.key_reused");
        using var without = await PostAsync("/accounts", Account("api-2"));
        Assert.That((await without.ProblemAsync(422, "accounts.name_taken")).Fault("userName"), Is.EqualTo("accounts.name_taken"));
    }

    [TestCase("{", 400, "request.json_broken", null)]
    [TestCase("{}", 422, "validation.failed", "userName")]
    [TestCase("""{ "userName": "x-y-z", "displayName": "X", "role": "Chief" }""", 422, "accounts.role", "role")]
    [TestCase("""{ "userName": "x-y-z", "displayName": "X", "role": "System" }""", 422, "accounts.role", "role")]
    [TestCase("""{ "userName": "x-y-z", "displayName": "X", "role": "Leader", "password": "p" }""", 422, "validation.unknown_member", "password")]
    [TestCase("""{ "userName": "x-y-z", "displayName": "X", "role": "Owner", "bodies": ["khong-co"] }""", 422, "accounts.body_unknown", "bodies")]
    [TestCase("""{ "userName": "x-y-z", "displayName": "X", "role": "Owner", "bodies": [1] }""", 422, "validation.not_text", "bodies[0]")]
    [TestCase("""{ "userName": "x-y-z", "displayName": "X", "role": "Owner", "bodies": ["cb-so-xay-dung"], "heads": ["cb-so-tai-chinh"] }""", 422, "accounts.head_unbound", "heads")]
    [TestCase("""{ "userName": "x-y-z", "displayName": "X", "role": "Leader", "province": "zz" }""", 422, "accounts.province_unknown", "province")]
    [TestCase("""{ "userName": "x-y-z", "displayName": "X", "role": "Leader", "email": "x" }""", 422, "accounts.email", "email")]
    public async Task What_cannot_be_made_is_refused_by_its_field(string body, int status, string code, string? field)
    {
        using var response = await PostAsync("/accounts", body);
        var problem = await response.ProblemAsync(status, code);
        if (field is not null)
            Assert.That(problem.Fields().Select(f => f.Name), Does.Contain(field));
    }

    [Test]
    public async Task A_change_needs_the_tag_it_is_based_on_and_is_told_what_is_in_force_when_it_is_stale()
    {
        using var made = await PostAsync("/accounts", Account("api-4"));
        var tag = made.Headers.ETag!.ToString();
        const string Change = """{ "displayName": "Mới", "role": "Leader", "province": "cb", "reason": "chuyển" }""";

        using var without = await PutAsync("/accounts/api-4", Change, null);
        await without.ProblemAsync(428, "request.if_match_missing");
        using var changed = await PutAsync("/accounts/api-4", Change, tag);
        Assert.That((await changed.JsonAsync()).Text("role"), Is.EqualTo("Leader"));
        Assert.That(changed.Headers.ETag!.ToString(), Is.Not.EqualTo(tag));
        using var stale = await PutAsync("/accounts/api-4", Change, tag);
        Assert.That((await stale.ProblemAsync(412, "accounts.stale")).GetProperty("present").Text("displayName"), Is.EqualTo("Mới"));
        using var any = await PutAsync("/accounts/api-4", Change, "*");
        Assert.That(any.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var missing = await PutAsync("/accounts/khong-co", Change, "*");
        await missing.ProblemAsync(404, "account.not_found");
    }

    [Test]
    public async Task The_list_is_filtered()
    {
        using var made = await PostAsync("/accounts", Account("api-5"));
        Assert.That((await host.Client.GetJsonAsync("/accounts?q=api-5&role=Owner&province=cb&body=cb-so-xay-dung")).Items().Select(a => a.Text("userName")), Is.EqualTo(["api-5"]));
        Assert.That((await host.Client.GetJsonAsync("/accounts?q=api-5&body=cb-so-tai-chinh")).Items(), Is.Empty);
        Assert.That((await host.Client.GetJsonAsync("/accounts?q=api-5&after=api-5")).Items(), Is.Empty);
        Assert.That((await host.Client.GetJsonAsync("/accounts?province=none")).Items().Select(a => a.Text("userName")), Does.Contain("test-administrator"));
    }

    [Test]
    public async Task A_body_is_entered_once_and_is_where_the_answer_says()
    {
        var body = JsonSerializer.Serialize(new { kind = "pmu", name = "Ban Quản lý dự án số 9", province = "cb", parent = "cb-so-xay-dung" });
        using var first = await PostAsync("/bodies", body, "body-9");
        using var again = await PostAsync("/bodies", body, "body-9");
        Assert.That((first.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created)), await first.Content.ReadAsStringAsync());
        Assert.That(again.Headers.Location, Is.EqualTo(first.Headers.Location));
        var found = await host.Client.GetJsonAsync(first.Headers.Location!.OriginalString["/api/v1".Length..]);
        Assert.That((found.Text("code"), found.GetProperty("source").ValueKind), Is.EqualTo(("cb-ban-quan-ly-du-an-so-9", JsonValueKind.Null)));
        using var twice = await PostAsync("/bodies", body);
        await twice.ProblemAsync(422, "directory.name_taken");
        using var wrong = await PostAsync("/bodies", """{ "kind": "pmu", "name": "X", "shortname": "x" }""");
        await wrong.ProblemAsync(422, "validation.unknown_member");
    }

    private static string Account(string name) => JsonSerializer.Serialize(
        new { userName = name, displayName = "Chủ đầu tư", role = "Owner", province = "cb", bodies = new[] { "cb-so-xay-dung" }, heads = new[] { "cb-so-xay-dung" } });

    private Task<HttpResponseMessage> PostAsync(string path, string body, string? key = null) => host.Client.SendApiAsync(
        HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"), key is null ? [] : [("Idempotency-Key", key)]);

    private Task<HttpResponseMessage> PutAsync(string path, string body, string? ifMatch) => host.Client.SendApiAsync(
        HttpMethod.Put, path, new StringContent(body, Encoding.UTF8, "application/json"), ifMatch is null ? [] : [("If-Match", ifMatch)]);
}
