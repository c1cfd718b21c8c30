using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;
using static Portfolio.Web.Tests.Api.ApiCalls;

namespace Portfolio.Web.Tests.Api;

/// <summary>Every endpoint with every role.</summary>
[TestFixtureSource(nameof(Roles))]
internal sealed class RoleTests(Role role)
{
    private TestHost host = null!;

    public static IEnumerable<Role> Roles => Enum.GetValues<Role>().Where(r => r is not (Role.System or Role.Visitor));

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(role, on: SharedHost.Host);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [TestCase("/portfolio/summary")]
    [TestCase("/portfolio/summary?plan=" + MainPlan)]
    [TestCase("/plans")]
    [TestCase("/plans/" + MainPlan)]
    [TestCase("/projects")]
    [TestCase("/projects/" + Road)]
    [TestCase("/projects/" + Road + "/needs")]
    [TestCase("/indicators")]
    [TestCase("/reporting-obligations")]
    [TestCase("/bodies")]
    [TestCase("/communes")]
    [TestCase("/discrepancies")]
    public async Task Everybody_with_a_role_may_read(string path)
    {
        using var response = await host.Client.GetApiAsync(path);

        if (role == Role.None)
            await response.ProblemAsync(403, "accounts.permission_denied");
        else
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Only_finance_may_set_needs()
    {
        // A project without needs: setting none again changes nothing of the database that all tests share.
        var needs = await SharedHost.Client.GetJsonAsync("/projects/CB-MT-001/needs");
        using var response = await host.Client.PutNeedsAsync("CB-MT-001", needs.AsInput(), "*");

        if (role == Role.Finance)
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        else
            await response.ProblemAsync(403, "accounts.permission_denied");
    }

    [Test]
    public async Task Who_may_not_set_needs_is_told_so_before_anything_else()
    {
        using var response = await host.Client.PutNeedsAsync("KHONG-CO", "{", null);

        if (role == Role.Finance)
            await response.ProblemAsync(428, "request.if_match_missing");
        else
            await response.ProblemAsync(403, "accounts.permission_denied");
    }
}
