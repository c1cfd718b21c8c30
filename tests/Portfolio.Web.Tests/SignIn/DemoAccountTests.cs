using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Web.SignIn;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>Accounts of the demonstration, whose password is published.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class DemoAccountTests
{
    private const string Officer = "tai-chinh";

    [TestCase(true)]
    [TestCase(false)]
    public async Task They_serve_only_where_they_should_by_password_session_and_token(bool serve)
    {
        await using var host = await TestHost.StartAsync(Role.None, settings: ("Access:DemoAccounts", serve ? "true" : "false"));
        await host.Services.GetRequiredService<FirstAccounts>().MakeAsync(default);
        using var visitor = host.NewClient(follow: false);
        var page = await visitor.GetPageAsync("/account/sign-in");
        using var byPassword = await visitor.PostFormAsync(
            "/account/sign-in", ("Name", Officer), ("Password", DemoRules.Password), ("__RequestVerificationToken", RequestCalls.FormToken(page)));
        using var known = host.NewClient(await SignedIn.OfAsync(host.Services, Officer), follow: false);
        using var bySession = await known.GetAsync(new Uri("/account", UriKind.Relative));
        using var byToken = await known.GetApiAsync("/me");

        Assert.That(page.Contains(Officer, StringComparison.Ordinal), Is.EqualTo(serve));
        Assert.That(
            (byPassword.StatusCode, bySession.StatusCode, byToken.StatusCode),
            Is.EqualTo(serve
                ? (HttpStatusCode.Found, HttpStatusCode.OK, HttpStatusCode.OK)
                : (HttpStatusCode.UnprocessableEntity, HttpStatusCode.Found, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task A_browser_with_a_name_cut_within_a_letter_signs_in_all_the_same()
    {
        await using var host = await TestHost.StartAsync(Role.None);
        await host.Services.GetRequiredService<FirstAccounts>().MakeAsync(default);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        using var visitor = new HttpClient(handler) { BaseAddress = host.Address };
        visitor.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", new string('x', 299) + "\U0001F600");
        var token = RequestCalls.FormToken(await visitor.GetPageAsync("/account/sign-in"));
        using var signedIn = await visitor.PostFormAsync(
            "/account/sign-in", ("Name", Officer), ("Password", DemoRules.Password), ("__RequestVerificationToken", token));
        Assert.That(signedIn.StatusCode, Is.EqualTo(HttpStatusCode.Found));
    }
}
