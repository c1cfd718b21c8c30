using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>Paid against planned, and the plan that an owner states.</summary>
internal sealed class CurvePageTests
{
    private const long Billion = 1_000_000_000;
    private const string Project = "CB-GT-021";
    private const string Address = $"/projects/{Project}/capital/curve";

    private TestHost host = null!;
    private Desk desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None, demo: false);
        desk = await Desk.OfAsync(host);
        await host.GiveAsync(Project, host.Today().Year, 12 * Billion);
        await host.PayAsync(Project, 3 * Billion, "UNC 1", confirmed: true);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task An_owner_states_the_plan_and_goes_back_to_the_default()
    {
        using (var saved = await desk.SendAsync(await desk.OpenAsync(Address + Year, null), [.. Shares("8", "16,5"), ("Reason", "Mùa mưa")]))
            Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(saved));
        var page = await desk.PageAsync(Address + Year);
        Assert.That(page, Does.Contain("Đã lưu kế hoạch giải ngân").And.Contain("value=\"16,5\"").And.Contain("Mùa mưa").And.Contain("Chủ đầu tư đã lập riêng"));

        using (await desk.SendAsync(await desk.OpenAsync(Address + Year) is var form ? form with { Action = form.Action + "&handler=Default" } : null!))
            Assert.That(await desk.PageAsync(Address + Year), Does.Contain("value=\"16,5\""), "not without a reason");
        using (await desk.SendAsync(await desk.OpenAsync(Address + Year) is var again ? again with { Action = again.Action + "&handler=Default" } : null!, ("Reason", "Theo tiến độ chung")))
            Assert.That(await desk.PageAsync(Address + Year), Does.Contain("Đã quay về kế hoạch giải ngân mặc định"));
    }

    [Test]
    public async Task A_plan_that_falls_or_cannot_be_read_is_refused_at_its_month_and_stays_as_typed()
    {
        using var falling = await desk.SendAsync(await desk.OpenAsync(Address + Year), Shares("20", "10"));
        Assert.That(falling.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(falling), Does.Contain("id=\"share-2-fault\"").And.Contain("value=\"20\""));
        using var unread = await desk.SendAsync(await desk.OpenAsync(Address + Year), Shares("tám", "10"));
        Assert.That(await Desk.ReadAsync(unread), Does.Contain("id=\"share-1-fault\"").And.Contain("value=\"tám\""));
    }

    [Test]
    public async Task A_plan_that_somebody_else_stated_meanwhile_is_not_overwritten_unseen()
    {
        var form = await desk.OpenAsync(Address + Year);
        using (await desk.SendAsync(await desk.OpenAsync(Address + Year), Shares("1", "2")))
        using (var answer = await desk.SendAsync(form, Shares("3", "4")))
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(answer), Does.Contain("value=\"3\""));
        }
        Assert.That(await host.AskAsync<int>("select shares[1] from funding.planned_curve"), Is.EqualTo(100));
    }

    [TestCase(Address)]
    [TestCase("/plans/cb-ha-tang-2026-2030/capital/curve")]
    [TestCase("/plans/cb-ha-tang-2026-2030/capital/curve?programme=giao-thong")]
    [TestCase("/bodies/cb-so-xay-dung/capital/curve")]
    [TestCase("/capital/curve/cb")]
    public async Task What_was_paid_stands_against_what_was_planned(string path)
    {
        var page = await desk.PageAsync(path);
        Assert.That(page, Does.Contain("data-chart=\"curve\"").And.Contain("value=\"12000000000\"").And.Contain("value=\"3000000000\""));
    }

    [TestCase("/plans/cb-ha-tang-2026-2030/capital/curve?programme=khong-co", HttpStatusCode.NotFound)]
    [TestCase(Address + "?year=3000", HttpStatusCode.OK)]
    [TestCase(Address + "?year=hai", HttpStatusCode.OK)]
    [TestCase("/capital/curve/xx", HttpStatusCode.NotFound)]
    public async Task An_address_that_says_nonsense_is_answered(string path, HttpStatusCode status) => Assert.That(await desk.StatusAsync(path), Is.EqualTo(status));

    private string Year => FormattableString.Invariant($"?year={host.Today().Year}");

    private static (string Name, string? Value)[] Shares(string january, string february) =>
        [("Shares[0]", january), ("Shares[1]", february), .. Enumerable.Range(2, 10).Select(month => ($"Shares[{month}]", (string?)(month == 11 ? "100" : "50")))];
}
