using System.Net;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The proofs of the ledger, and the banner while the latest found a difference.</summary>
internal sealed class LedgerPageTests
{
    private const string Banner = "Sổ vốn có chỗ không khớp.";

    private TestHost host = null!;
    private Desk desk = null!;

    [SetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None, demo: false);
        desk = await Desk.OfAsync(host);
        await host.GiveAsync("CB-GT-011", host.Today().Year, 5_000_000_000);
    }

    [TearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_ledger_that_adds_up_says_so_and_when()
    {
        Assert.That(await desk.PageAsync("/capital/ledger"), Does.Contain("Chưa đối chiếu lần nào"));
        using (var proven = await ProveAsync())
            Assert.That(proven.Headers.Location?.OriginalString, Is.EqualTo("/capital/ledger"));
        Assert.That(await desk.PageAsync("/capital/ledger"), Does.Contain("badge-met\">khớp").And.Contain("Test Finance"));
        Assert.That(await desk.PageAsync("/plans"), Does.Not.Contain(Banner).And.Contain("href=\"/capital/ledger\""));
    }

    [Test]
    public async Task A_difference_stands_with_its_figures_and_on_every_page_of_those_it_concerns_until_it_is_mended()
    {
        using (await ProveAsync())
            await TamperAsync("update funding.allocation set allocated = allocated + 7; update funding.need set allocated = allocated + 7 where allocated > 0");
        using (await ProveAsync())
        {
            var page = await desk.PageAsync("/capital/ledger");
            Assert.That(page, Does.Contain("chỗ lệch").And.Contain("5.000.000.007").And.Contain("5.000.000.000").And.Contain("/projects/CB-GT-011").And.Not.Contain(Banner));
            Assert.That(await desk.PageAsync("/plans"), Does.Contain(Banner));
        }
        using var owner = await Who.Owner.ClientAsync(host);
        Assert.That(await owner.GetStringAsync(new Uri("/plans", UriKind.Relative)), Does.Not.Contain(Banner));

        await TamperAsync("update funding.allocation set allocated = allocated - 7; update funding.need set allocated = allocated - 7 where allocated > 0");
        using (await ProveAsync())
            Assert.That(await desk.PageAsync("/plans"), Does.Not.Contain(Banner));
        var first = await host.AskAsync<long>("select max(id) from funding.ledger_check where faults > 0");
        Assert.That(await desk.PageAsync(FormattableString.Invariant($"/capital/ledger?check={first}")), Does.Contain("5.000.000.007"));
        Assert.That(await desk.StatusAsync("/capital/ledger?check=abc"), Is.EqualTo(HttpStatusCode.OK));
    }

    private async Task<HttpResponseMessage> ProveAsync()
    {
        var form = HtmlForm.In(await desk.RawAsync("/capital/ledger"), "/capital/ledger").Single(f => f is { Posts: true, Action: "/capital/ledger" });
        return await desk.SendAsync(form);
    }

    private async Task TamperAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set session_replication_role = replica; alter table funding.need drop constraint if exists need_stays_above_allocation; " + sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
