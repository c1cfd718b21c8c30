using System.Net;
using Portfolio.Accounts;
using Portfolio.Accounts.Tokens;
using Portfolio.Web.Tests.SignIn;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Api;

/// <summary>Who one is, and what proves it over the API: a token, or the session of a browser.</summary>
internal sealed class MeTests
{
    private static TestHost Host => SharedHost.Host;

    public static IEnumerable<string> Scopes => TokenScopes.All;

    [TestCaseSource(nameof(Scopes))]
    public async Task A_token_of_any_scope_may_ask_whose_it_is(string scope)
    {
        var person = await Person.MakeAsync(Host, Role.Finance, secondFactor: true);
        using var client = Host.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await TokenTests.MakeAsync(person, [scope]));
        var me = await client.GetJsonAsync("/me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((me.Text("userName"), me.Text("role"), me.Text("province")), Is.EqualTo((person.Name, "Finance", "cb")));
            Assert.That(me.GetProperty("bodies").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
            Assert.That(me.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()), Is.EqualTo([scope]));
            Assert.That(
                me.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()),
                Is.EquivalentTo(Enum.GetValues<Permission>().Where(p => PermissionMatrix.Allows(Role.Finance, p)).Select(p => p.ToString())));
        }
    }

    [Test]
    public async Task A_session_may_ask_and_a_stranger_is_asked_to_sign_in()
    {
        using var guest = await Guest.OfAsync(await Person.MakeAsync(Host));
        var me = await guest.Client.GetJsonAsync("/me");
        Assert.That(me.GetProperty("scopes").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));

        using var stranger = Host.NewClient();
        using var refused = await stranger.GetApiAsync("/me");
        await refused.ProblemAsync(401, "accounts.sign_in_needed");
        Assert.That(refused.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
    }

    [Test]
    public async Task A_change_with_the_cookie_needs_the_token_of_a_page()
    {
        using var guest = await Guest.OfAsync(await Person.MakeAsync(Host, Role.Finance, secondFactor: true));
        using (var forged = await guest.Client.PutNeedsAsync(ApiCalls.Road, "{\"needs\":[]}", null))
            await forged.ProblemAsync(400, "request.antiforgery");
        guest.Client.DefaultRequestHeaders.Add("RequestVerificationToken", RequestCalls.FormToken(await guest.PageAsync("/account/tokens")));
        using (var own = await guest.Client.PutNeedsAsync(ApiCalls.Road, "{\"needs\":[]}", null))
            await own.ProblemAsync(428, "request.if_match_missing");
        using var read = await guest.Client.GetApiAsync($"/projects/{ApiCalls.Road}/needs");
        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_token_of_somebody_elses_page_does_not_serve()
    {
        using var guest = await Guest.OfAsync(await Person.MakeAsync(Host, Role.Finance, secondFactor: true));
        using var other = await Guest.OfAsync(await Person.MakeAsync(Host, Role.Finance, secondFactor: true));
        guest.Client.DefaultRequestHeaders.Add("RequestVerificationToken", RequestCalls.FormToken(await other.PageAsync("/account/tokens")));
        using var forged = await guest.Client.PutNeedsAsync(ApiCalls.Road, "{\"needs\":[]}", null);

        await forged.ProblemAsync(400, "request.antiforgery");
    }
}
