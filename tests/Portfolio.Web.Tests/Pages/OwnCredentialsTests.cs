using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Pages;

/// <summary>Administrators reset the credentials of others; their own they change as everybody does.</summary>
internal sealed class OwnCredentialsTests
{
    [Test]
    public async Task The_page_of_the_own_account_offers_neither_a_link_nor_to_forget_the_second_factor()
    {
        await using var host = await TestHost.StartAsync(Role.Administrator, demo: false);
        var other = await Person.MakeAsync(host);
        await host.AskAsync<object>("update accounts.account set two_factor_on = true, authenticator_key = 'k'");

        Assert.That(await host.Client.GetPageAsync("/admin/accounts/" + other.Name), Does.Contain("handler=Link").And.Contain("handler=SecondFactor"));
        var own = await host.Client.GetPageAsync("/admin/accounts/test-administrator");
        Assert.That(own, Does.Not.Contain("handler=Link").And.Not.Contain("handler=SecondFactor"));

        using var refused = await host.Client.PostFormAsync(
            "/admin/accounts/test-administrator?handler=Link", ("__RequestVerificationToken", RequestCalls.FormToken(own)));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), Does.Contain("trang Tài khoản của tôi"));
    }
}
