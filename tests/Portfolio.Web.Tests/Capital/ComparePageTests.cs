using System.Net;
using Portfolio.Accounts;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The page that lays two decisions beside each other.</summary>
internal sealed class ComparePageTests
{
    private TestHost host = null!;
    private CapitalOffice office = null!;
    private Desk desk = null!;
    private long decided;
    private long paper;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (host, office) = await CapitalOffice.OpenAsync();
        desk = await Desk.OfAsync(host);
        decided = await office.DecideAsync(DecisionKind.Allocation, "Giao vốn", "01/QĐ", ("CB-GT-001", CapitalOffice.Provincial, 2027, 50m));
        paper = (await office.BeginAsync(DecisionKind.Allocation, "Phương án A")).Id;
        await office.EditAsync(paper, ("CB-GT-001", CapitalOffice.Provincial, 2027, 20m), ("CB-DT-001", CapitalOffice.Provincial, 2028, 5m));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_paper_stands_beside_what_is_in_force_unless_asked_otherwise()
    {
        var page = await desk.PageAsync(Address(paper, ""));

        Assert.That(page, Does.Contain("Sau phương án này").And.Contain("value=\"70000000000\"").And.Contain("value=\"50000000000\"").And.Contain(">+20,0</data>"));
        Assert.That(Content(await desk.PageAsync(Address(paper, "in-force"))), Is.EqualTo(Content(page)));
    }

    [Test]
    public async Task A_paper_stands_beside_a_decision_with_who_gains_and_who_loses()
    {
        var page = await desk.PageAsync(Address(paper, $"{decided}"));

        // 20 against 50 of the road, 5 against nothing of the other.
        Assert.That(page, Does.Contain("Dự án được ít hơn").And.Contain(">-30,0</data>").And.Contain(">+5,0</data>").And.Contain(">-25,0</data>"));
    }

    [Test]
    public async Task What_cannot_be_compared_is_not_found()
    {
        var past = new CapitalOffice(host, CapitalOffice.PastPlan);
        var elsewhere = await past.BeginAsync(DecisionKind.Allocation, "Kế hoạch khác");

        Assert.That(await desk.StatusAsync(Address(paper, $"{elsewhere.Id}")), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await desk.StatusAsync(Address(paper, "999999")), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await desk.StatusAsync(Address(paper, "x")), Is.EqualTo(HttpStatusCode.NotFound));
        // A decision in force is a part of what is in force.
        Assert.That(await desk.StatusAsync(Address(decided, "in-force")), Is.EqualTo(HttpStatusCode.Found));
        using var owner = await Desk.OfAsync(host, Role.Owner);
        Assert.That(await owner.StatusAsync(Address(decided, $"{paper}")), Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static string Address(long id, string with) => FormattableString.Invariant($"/capital/decisions/{id}/compare{(with.Length == 0 ? "" : "?with=" + with)}");

    private static string Content(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
}
