using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The plan as of a day, and two days compared, against the lines of the ledger.</summary>
internal sealed class DatedPageTests
{
    private const string Address = $"/plans/{CapitalHost.Plan}/capital";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await CapitalHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [TestCase("2026-05-03", 0)]
    [TestCase("2026-05-04", 1)]
    [TestCase("2026-09-14", 1)]
    [TestCase("2026-09-15", 2)]
    [TestCase("2026-11-20", 2)]
    public async Task Each_project_shows_what_the_decisions_up_to_the_day_gave_it(string on, int decisions)
    {
        var page = await host.Client.GetPageAsync($"{Address}/as-of?on={on}");
        var expected = await host.ListAsync<(string Project, long Amount)>("""
            select p.code, sum(l.amount)::bigint
            from funding.allocation_line l join funding.decision d on d.id = l.decision_id join projects.project p on p.id = l.project_id
            where d.decided_on <= @on::date group by p.code order by p.code
            """, new { on });
        Assert.That(page.Split("<li>").Length - 1, Is.EqualTo(decisions));
        if (decisions == 0)
        {
            Assert.That(page, Does.Contain("Đến ngày này chưa giao vốn"));
            return;
        }
        var shown = PageTable.Read(page, "projects-title").Where(r => r.Head.StartsWith("CB-", StringComparison.Ordinal)).Select(r => (r.Head.Split(' ')[0], r.Amounts[^1]!.Value));
        Assert.That(shown, Is.EquivalentTo(expected));
        Assert.That(PageTable.Read(page, "sums-title")[^1].Amounts[^1], Is.EqualTo(expected.Sum(e => e.Amount)));
    }

    [Test]
    public async Task A_day_that_is_none_is_told_and_today_is_shown()
    {
        var page = await host.Client.GetPageAsync($"{Address}/as-of?on=31-02");
        Assert.That(page, Does.Contain("notice-error").And.Contain("tính đến ngày 20/11/2026"));
    }

    [TestCase("on=31-02-2026", "Tính đến hết ngày", "Chưa đọc được ngày này")]
    [TestCase("on=31/2/2026", "Tính đến hết ngày", "Không có ngày này")]
    [TestCase("year=MMXXVI", "Năm", "MMXXVI")]
    [TestCase("class=tw", "Loại vốn", "“tw”")]
    public async Task What_of_a_number_cannot_be_read_is_told_and_the_rest_is_shown(string part, string field, string fault)
    {
        var page = System.Net.WebUtility.HtmlDecode(await host.Client.GetPageAsync($"{Address}/lines?project=CB-GT-001&{part}"));
        Assert.That(page, Does.Match($"notice-error\" role=\"alert\"><strong>{field}:</strong>[^<]*{fault}"));
        Assert.That(MadeOf.Sums(page)[0], Is.EqualTo(await host.AskAsync<long>("""
            select sum(l.amount)::bigint from funding.allocation_line l join projects.project p on p.id = l.project_id where p.code = 'CB-GT-001'
            """)));
    }

    [Test]
    public async Task The_adjustment_stands_between_two_days_with_its_number()
    {
        var page = await host.Client.GetPageAsync($"{Address}/changes?from=2026-09-14&to=2026-09-15");
        var rows = PageTable.Read(page, "projects-title");
        Assert.That(
            rows.Select(r => (r.Head.Split(' ')[0], r.Amounts[^2], r.Amounts[^1] - r.Amounts[^3])),
            Is.EqualTo([("CB-GT-004", (long?)100_000_000_000, (long?)100_000_000_000), ("CB-DT-002", 30_000_000_007, 30_000_000_007), ("CB-GT-001", null, 0), ("CB-GT-002", -130_000_000_007, -130_000_000_007)]));
        Assert.That(rows.SelectMany(r => r.Links).Where(l => l.StartsWith("/capital/decisions/", StringComparison.Ordinal)).Distinct().Count(), Is.EqualTo(1));
        Assert.That(page, Does.Contain(CapitalHost.SecondNumber).And.Not.Contain(CapitalHost.FirstNumber));
    }
}
