using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>Single sign-on against a real provider: code flow, PKCE, user-info.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SingleSignOnTests
{
    private const string Page = "/account/single-sign-on";

    private static readonly (string, string)[] Makes =
    [
        ("SingleSignOn:MakesAccounts", "true"), ("SingleSignOn:RoleField", "groups"), ("SingleSignOn:Roles:so-tai-chinh", "Leader"),
        ("SingleSignOn:Roles:kiem-toan", "Auditor"), ("SingleSignOn:Province", "cb"),
    ];

    private IdentityProvider provider = null!;

    [SetUp]
    public async Task StartAsync() => provider = await IdentityProvider.StartAsync();

    [TearDown]
    public async Task StopAsync() => await provider.DisposeAsync();

    [Test]
    public async Task Without_settings_it_is_off()
    {
        using var client = SharedHost.Host.NewClient();
        Assert.That(await client.GetPageAsync("/account/sign-in"), Does.Not.Contain(Page));
        using var get = await client.GetAsync(new Uri(Page, UriKind.Relative));
        using var post = await PostAsync(client);
        Assert.That((get.StatusCode, post.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
    }

    [Test]
    public async Task Who_has_an_account_under_the_address_is_let_in_and_led_on()
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: provider.Settings(("SingleSignOn:Label", "Cổng dịch vụ của tỉnh")));
        await MakeAsync(host, "lan", "Lan@Example.org", Role.Auditor);
        using var client = host.NewClient();
        Assert.That(WebUtility.HtmlDecode(await client.GetPageAsync("/account/sign-in")), Does.Contain("Cổng dịch vụ của tỉnh"));

        using var response = await PostAsync(client, "/plans");

        Assert.That(response.RequestMessage!.RequestUri!.PathAndQuery, Is.EqualTo("/plans"));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("/account/sign-out"));
        Assert.That(provider.Exchanges, Is.EqualTo(1));
    }

    [TestCase("khac@example.org", true)]
    [TestCase("", true)]
    [TestCase("lan@example.org", false)]
    public async Task Who_has_none_or_an_address_that_is_not_verified_stays_outside(string address, bool verified)
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: provider.Settings());
        await MakeAsync(host, "lan", "lan@example.org", Role.Auditor);
        provider.User["email"] = address;
        provider.User["email_verified"] = verified;
        await IsRefusedAsync(host, "chưa có tài khoản");
    }

    [Test]
    public async Task A_name_that_looks_like_the_address_opens_nothing_and_neither_does_a_deactivated_account()
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: provider.Settings());
        // Accounts of another origin may bear an address as their name.
        await MakeAsync(host, "lan", null, Role.Administrator);
        await host.AskAsync<object>("update accounts.account set user_name = 'lan@example.org', user_key = 'LAN@EXAMPLE.ORG' where user_name = 'lan'", new { });
        await IsRefusedAsync(host, "chưa có tài khoản");

        await MakeAsync(host, "minh", "minh@example.org", Role.Leader);
        await host.Services.GetRequiredService<AccountAccess>().SetActiveAsync(Actor.System, "minh", false, null, default);
        provider.User["email"] = "minh@example.org";
        await IsRefusedAsync(host, "chưa có tài khoản");
    }

    [Test]
    public async Task Where_it_may_it_makes_accounts_with_the_role_that_the_provider_states_and_follows_it()
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: provider.Settings(Makes));
        await IsRefusedAsync(host, "chưa có tài khoản");

        provider.User["groups"] = new[] { "can-bo", "so-tai-chinh" };
        await IsLetInAsync(host);
        var account = await FindAsync(host);
        Assert.That((account.Role, account.ProvinceCode, account.DisplayName), Is.EqualTo((Role.Leader, "cb", "Lan")));

        provider.User["groups"] = "kiem-toan";
        await IsLetInAsync(host);
        Assert.That((await FindAsync(host)).Role, Is.EqualTo(Role.Auditor));
    }

    [TestCase("_lan@example.org", "lan-example.org")]
    [TestCase("long", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("_@é", "user")]
    public async Task It_makes_names_such_as_an_invitation_may_have(string address, string name)
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: provider.Settings(Makes));
        provider.User["groups"] = "so-tai-chinh";
        provider.User["email"] = address == "long" ? name + "@example.org" : address;
        await IsLetInAsync(host);
        Assert.That(await host.ListAsync<string>("select user_name from accounts.account where role = 'Leader' and not demo", new { }), Is.EqualTo([name]));
    }

    [Test]
    public async Task Whose_name_cannot_be_shown_is_refused_and_not_an_error()
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: provider.Settings(Makes));
        provider.User["groups"] = "so-tai-chinh";
        provider.User["name"] = new string('a', 121);
        await IsRefusedAsync(host, "chưa có tài khoản");
    }

    [Test]
    public async Task Denied_over_there_or_tampered_with_on_the_way_it_says_so()
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: provider.Settings());
        await MakeAsync(host, "lan", "lan@example.org", Role.Auditor);
        provider.Denies = true;
        await IsRefusedAsync(host, "không thành công");

        using var client = host.NewClient();
        using var forged = await client.GetAsync(new Uri("/account/single-sign-on/callback?code=x&state=y", UriKind.Relative));
        Assert.That(WebUtility.HtmlDecode(await forged.Content.ReadAsStringAsync()), Does.Contain("không thành công").And.Not.Contain("/account/sign-out"));
    }

    [Test]
    public async Task A_provider_that_vouches_for_every_address_is_believed_where_the_setting_says_so()
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false, settings: provider.Settings(("SingleSignOn:VerifiedField", "none")));
        await MakeAsync(host, "lan", "lan@example.org", Role.Auditor);
        provider.User.Remove("email_verified");
        await IsLetInAsync(host);
    }

    [TestCase(false, "/account/next/second-factor")]
    [TestCase(true, "/")]
    public async Task Whoever_moves_capital_proves_it_twice_unless_the_provider_has_asked_for_that(bool provesTwice, string expected)
    {
        await using var host = await TestHost.StartAsync(
            Role.None, demo: false, settings: provider.Settings(("SingleSignOn:ProvesTwice", provesTwice ? "true" : "false")));
        await MakeAsync(host, "lan", "lan@example.org", Role.Finance);
        using var client = host.NewClient();
        using var response = await PostAsync(client);
        Assert.That(response.RequestMessage!.RequestUri!.AbsolutePath, Is.EqualTo(expected));
    }

    [Test]
    public async Task Behind_a_proxy_both_calls_name_the_address_the_visitor_came_by()
    {
        await using var host = await TestHost.StartAsync(
            Role.None, demo: false, settings: provider.Settings(("Proxy:Known", "127.0.0.1"), ("Access:PlainHttp", "true")));
        await MakeAsync(host, "lan", "lan@example.org", Role.Auditor);
        // The cookies of https do not travel to the test's plain address by themselves.
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var page = await client.GetAsync(new Uri("/account/sign-in", UriKind.Relative));
        var token = RequestCalls.FormToken(await page.Content.ReadAsStringAsync());
        using var challenge = await client.AskAsync(HttpMethod.Post, Page, [CookiesOf(page)], ("ReturnUrl", "/"), ("__RequestVerificationToken", token));
        using var outside = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var back = await outside.GetAsync(challenge.Headers.Location);
        Assert.That(back.Headers.Location!.Scheme, Is.EqualTo("https"));
        using var taken = await client.AskAsync(HttpMethod.Get, back.Headers.Location.PathAndQuery, [CookiesOf(challenge)]);
        Assert.That((provider.Exchanges, taken.Headers.Location?.OriginalString), Is.EqualTo((1, "/account/single-sign-on?returnUrl=%2F")));
    }

    private static (string Name, string Value) CookiesOf(HttpResponseMessage response) =>
        ("Cookie", string.Join("; ", response.SetCookies().Select(cookie => $"{cookie.Key}={cookie.Value.Split(';')[0]}")));

    private static async Task IsLetInAsync(TestHost host)
    {
        using var client = host.NewClient();
        using var response = await PostAsync(client);
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("/account/sign-out"));
    }

    private static async Task IsRefusedAsync(TestHost host, string reason)
    {
        using var client = host.NewClient();
        using var response = await PostAsync(client);
        Assert.That(WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), Does.Contain(reason).And.Not.Contain("/account/sign-out"));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string returnUrl = "/")
    {
        var token = RequestCalls.FormToken(await client.GetPageAsync("/account/sign-in"));
        return await client.PostFormAsync(Page, ("ReturnUrl", returnUrl), ("__RequestVerificationToken", token));
    }

    private static Task MakeAsync(TestHost host, string name, string? email, Role role) =>
        host.Services.GetRequiredService<SignInRecords>().MakeAsync(Actor.System, new NewAccount(name, name, email, role, null, null), default);

    private static async Task<Account> FindAsync(TestHost host) =>
        (await host.Services.GetRequiredService<AccountRecords>().FindByNameAsync(Actor.System, AccountNames.Key("lan@example.org"), default))!;
}
