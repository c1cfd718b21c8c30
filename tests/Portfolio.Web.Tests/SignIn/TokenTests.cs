using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Accounts.Tokens;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Support;
using static Portfolio.Web.Tests.Api.ApiCalls;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>The life of a personal token, from the page that makes it to its end.</summary>
internal sealed partial class TokenTests
{
    private static TestHost Host => SharedHost.Host;

    [Test]
    public async Task A_token_is_shown_once_and_kept_as_its_hash()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        using var made = await guest.SendAsync("/account/tokens", ("Name", "Báo cáo tháng"), ("Scopes", "portfolio:read"), ("Days", "30"));
        var token = TokenOn(await made.TextAsync());

        Assert.That(token, Does.Match("^pft_[A-Za-z0-9_-]{43}$"));
        Assert.That(await guest.PageAsync("/account/tokens"), Does.Contain("Báo cáo tháng").And.Contain("đọc kế hoạch và dự án").And.Not.Contain(token));
        Assert.That(
            await Host.AskAsync<bool>("select secret_hash = sha256(convert_to(@token, 'UTF8')) from accounts.token where account_id = @Id", new { token, person.Id }), Is.True);
        Assert.That(
            await Host.AskAsync<long>("select count(*) from audit.event where row(event.*)::text like '%' || @token || '%'", new { token }), Is.Zero);
        Assert.That(await CallAsync(token, "/plans"), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task What_is_wrong_with_a_token_is_told_at_its_field_and_what_was_typed_stays()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        using var nothing = await guest.SendAsync("/account/tokens", ("Name", " "), ("Days", "400"));
        var page = await nothing.TextAsync();
        Assert.That(nothing.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("id=\"token-name-fault\"").And.Contain("id=\"scopes-fault\"").And.Contain("id=\"token-days-fault\"").And.Contain("value=\"400\""));

        using var days = await guest.SendAsync("/account/tokens", ("Name", "Sao lưu"), ("Scopes", "funding:read"), ("Days", "lâu"));
        Assert.That(await days.TextAsync(), Does.Contain("value=\"Sao lưu\"").And.Contain("value=\"lâu\"").And.Match("value=\"funding:read\" checked").And.Not.Contain("token-name-fault"));
        Assert.That(await person.AskAsync<long>("select count(*) from accounts.token where account_id = @Id"), Is.Zero);
    }

    [TestCase(Role.Leader, "portfolio:read milestones:read funding:read")]
    [TestCase(Role.Finance, "portfolio:read milestones:read milestones:write funding:read funding:write")]
    [TestCase(Role.Auditor, "portfolio:read milestones:read funding:read audit:read accounts:read")]
    [TestCase(Role.Administrator, "portfolio:read portfolio:write milestones:read funding:read audit:read accounts:read accounts:write")]
    public async Task Only_scopes_in_which_the_role_finds_something_to_do_are_offered(Role role, string scopes)
    {
        var person = await Person.MakeAsync(Host, role, secondFactor: true);
        using var guest = await Guest.OfAsync(person);
        var offered = Scope().Matches(await guest.PageAsync("/account/tokens")).Select(match => match.Groups[1].Value);

        Assert.That(offered, Is.EquivalentTo(scopes.Split(' ')));
        Assert.That(scopes.Split(' '), Is.SubsetOf(TokenScopes.All));
    }

    [TestCase("revoked_at = now()")]
    [TestCase("expires_at = now()")]
    public async Task A_token_that_has_ended_opens_nothing(string end)
    {
        var person = await Person.MakeAsync(Host);
        var token = await MakeAsync(person, TokenScopes.All);
        Assert.That(await CallAsync(token, "/plans"), Is.EqualTo(HttpStatusCode.OK));
        await person.AskAsync<object>($"update accounts.token set {end} where account_id = @Id");

        await DemandRefusedAsync(token);
    }

    [Test]
    public async Task A_token_is_revoked_on_its_page_and_only_by_its_owner()
    {
        var person = await Person.MakeAsync(Host);
        var token = await MakeAsync(person, TokenScopes.All);
        var id = await person.AskAsync<long>("select id from accounts.token where account_id = @Id");
        using var stranger = await Guest.OfAsync(await Person.MakeAsync(Host));
        using (await stranger.SendAsync($"/account/tokens?handler=Revoke&id={id}"))
            Assert.That(await CallAsync(token, "/plans"), Is.EqualTo(HttpStatusCode.OK));
        using var guest = await Guest.OfAsync(person);
        using (await guest.SendAsync($"/account/tokens?handler=Revoke&id={id}"))
            await DemandRefusedAsync(token);
        Assert.That(await guest.PageAsync("/account/tokens"), Does.Contain("Đã thu hồi"));
    }

    [TestCase("Bearer pft_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("Bearer ")]
    [TestCase("Bearer")]
    [TestCase("Basic YWRtaW46YWRtaW4=")]
    public async Task What_is_no_token_is_refused_even_where_anybody_may_look(string header)
    {
        using var client = Host.NewClient();
        using var answer = await client.GetApiAsync("/plans", ("Authorization", header));

        await answer.ProblemAsync(401, "accounts.token_unknown");
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
    }

    [Test]
    public async Task A_token_opens_the_areas_of_its_scopes_and_writing_only_where_it_says_so()
    {
        var person = await Person.MakeAsync(Host, Role.Finance, secondFactor: true);
        var portfolio = await MakeAsync(person, ["portfolio:read"]);
        var reading = await MakeAsync(person, ["funding:read"]);
        var writing = await MakeAsync(person, ["funding:write"]);

        Assert.That(await CallAsync(portfolio, "/plans"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await CallAsync(portfolio, $"/projects/{Road}/needs"), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await CallAsync(reading, $"/projects/{Road}/needs"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await CallAsync(reading, "/plans"), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await CallAsync(writing, $"/projects/{Road}/needs"), Is.EqualTo(HttpStatusCode.OK));
        await PutAsync(reading, 403, "accounts.scope_missing");
        await PutAsync(writing, 428, "request.if_match_missing");
        Assert.That(await person.HistoryAsync(), Has.Exactly(3).EqualTo("accounts.request_refused"));
    }

    [Test]
    public async Task A_token_may_do_what_its_owner_may_now()
    {
        var person = await Person.MakeAsync(Host, Role.Finance, secondFactor: true);
        var token = await MakeAsync(person, TokenScopes.All);
        await PutAsync(token, 428, "request.if_match_missing");
        await person.AskAsync<object>("update accounts.account set role = 'Leader' where id = @Id");
        await PutAsync(token, 403, "accounts.permission_denied");
        await person.AskAsync<object>("update accounts.account set active = false where id = @Id");

        await DemandRefusedAsync(token);
    }

    [Test]
    public async Task Its_owner_sees_when_and_from_where_it_was_used_last()
    {
        var person = await Person.MakeAsync(Host);
        var token = await MakeAsync(person, TokenScopes.All);
        using var guest = await Guest.OfAsync(person);
        Assert.That(await guest.PageAsync("/account/tokens"), Does.Contain("Chưa dùng lần nào"));
        await CallAsync(token, "/plans");

        Assert.That(await guest.PageAsync("/account/tokens"), Does.Contain("Dùng lần cuối").And.Contain("từ 127.0.0.1"));
    }

    [Test]
    public async Task Pages_do_not_open_by_a_token()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = new Guest(Host);
        guest.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await MakeAsync(person, TokenScopes.All));

        Assert.That(await guest.IsInAsync(), Is.False);
    }

    /// <summary>A token as the page makes it.</summary>
    internal static async Task<string> MakeAsync(Person person, IReadOnlyList<string> scopes)
    {
        var account = await person.Host.Services.GetRequiredService<AccountRecords>().FindAsync(Actor.System, person.Id, CancellationToken.None);
        return await person.Host.Services.GetRequiredService<TokenService>().MakeAsync(
            AccountNames.ActorOf(account!, Actor.System), new MakeToken("thử", scopes, 1), CancellationToken.None);
    }

    private static async Task<HttpStatusCode> CallAsync(string token, string path)
    {
        using var client = Host.NewClient();
        using var answer = await client.GetApiAsync(path, ("Authorization", "Bearer " + token));
        return answer.StatusCode;
    }

    private static async Task PutAsync(string token, int status, string code)
    {
        using var client = Host.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.PutNeedsAsync(Road, "{\"needs\":[]}", null);
        await answer.ProblemAsync(status, code);
    }

    private static async Task DemandRefusedAsync(string token)
    {
        using var client = Host.NewClient();
        using var answer = await client.GetApiAsync("/plans", ("Authorization", "Bearer " + token));
        await answer.ProblemAsync(401, "accounts.token_unknown");
    }

    private static string TokenOn(string page) => Shown().Match(page).Groups[1].Value;

    [GeneratedRegex("id=\"made-token\" value=\"([^\"]+)\"")]
    private static partial Regex Shown();

    [GeneratedRegex("name=\"Scopes\" value=\"([^\"]+)\"")]
    private static partial Regex Scope();
}
