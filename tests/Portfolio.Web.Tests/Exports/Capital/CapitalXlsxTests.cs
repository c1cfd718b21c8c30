using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Exports.Xlsx;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Exports.Capital;

/// <summary>The spreadsheets of capital hold the figures of their pages to the đồng, and every total is a formula that comes to it.</summary>
internal sealed class CapitalXlsxTests
{
    private const string Address = $"/plans/{CapitalHost.Plan}/capital";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await CapitalHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task The_balance_by_programme_ends_with_the_totals_of_the_page()
    {
        var sheet = await OpenAsync(Address + ".xlsx");
        var shown = PageTable.Read(await host.Client.GetPageAsync(Address), "programmes-title")[^3].Amounts;

        // Need, five years, their sum, not given yet; then what may be paid out, what is, its share, what is left.
        Assert.That(Totals(sheet, "BCDEFGHIKM"), Is.EqualTo([.. shown]));
        Assert.That(sheet.Formula(sheet.Beside("TỔNG CỘNG", "B").Single()), Does.StartWith("SUM("));
        DemandWhole(sheet);
    }

    [Test]
    public async Task The_balance_by_source_stands_on_the_second_sheet()
    {
        var sheet = await OpenAsync(Address + ".xlsx", 1);
        var shown = PageTable.Read(await host.Client.GetPageAsync(Address), "sources-title")[^1];

        Assert.That(
            Totals(sheet, "BHI"), Is.EqualTo(new[] { shown.Amounts[0], await host.AskAsync<long>("select sum(amount)::bigint from funding.allocation_line"), shown.Amounts[^3] }));
        Assert.That(sheet.Book.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(s => s.Name!.Value), Is.EqualTo(["Theo chương trình", "Theo nguồn vốn"]));
        DemandWhole(sheet);
    }

    [TestCase("2026-06-01", "812/QĐ-UBND")]
    [TestCase("2026-11-20", "812/QĐ-UBND; 1530/QĐ-UBND")]
    public async Task The_plan_as_of_a_day_names_the_decisions_of_each_line(string on, string numbers)
    {
        var sheet = await OpenAsync($"{Address}/as-of.xlsx?on={on}");
        var given = await host.AskAsync<long>(
            "select sum(l.amount)::bigint from funding.allocation_line l join funding.decision d on d.id = l.decision_id where d.decided_on <= @on::date", new { on });

        Assert.That(Totals(sheet, "I"), Is.EqualTo(new long?[] { given }));
        var moved = sheet.Values().Single(row => Equals(row[1], "CB-GT-002"));
        Assert.That(moved[^1], Is.EqualTo(numbers));
        var decisions = (await OpenAsync($"{Address}/as-of.xlsx?on={on}", 1)).Values().Select(row => row[0] as string).Where(n => n?.EndsWith("QĐ-UBND", StringComparison.Ordinal) == true);
        Assert.That(decisions, Is.EquivalentTo(numbers.Split("; ")));
        DemandWhole(sheet);
    }

    [Test]
    public async Task A_day_that_is_none_gives_no_file()
    {
        using var response = await host.Client.GetAsync(new Uri($"{Address}/as-of.xlsx?on=31-02", UriKind.Relative));
        Assert.That((int)response.StatusCode, Is.InRange(400, 499));
    }

    [Test]
    public async Task The_annex_of_an_adjustment_takes_what_it_gives_and_names_its_decision()
    {
        var id = await DecisionAsync(CapitalHost.SecondNumber);
        var sheet = await OpenAsync($"/capital/decisions/{id}/annex.xlsx");
        var totals = Totals(sheet, "EFGH");

        Assert.That(totals[1], Is.EqualTo(180_000_000_007).And.EqualTo(totals[2]));
        Assert.That(totals[3], Is.EqualTo(totals[0]));
        Assert.That(sheet.Values().SelectMany(r => r).OfType<string>(), Has.Some.Contains($"Quyết định số {CapitalHost.SecondNumber} ngày 15/9/2026"));
        DemandWhole(sheet);
    }

    [Test]
    public async Task The_annex_of_an_allocation_holds_every_line_by_year()
    {
        var sheet = await OpenAsync($"/capital/decisions/{await DecisionAsync(CapitalHost.FirstNumber)}/annex.xlsx");
        var years = await host.ListAsync<long?>("""
            select coalesce((select sum(l.amount) from funding.allocation_line l join funding.decision d on d.id = l.decision_id where d.number = @number and l.year = y), 0)::bigint
            from generate_series(2026, 2030) y
            """, new { number = CapitalHost.FirstNumber });

        Assert.That(Totals(sheet, "DEFGH"), Is.EqualTo(years));
        Assert.That(Totals(sheet, "I")[0], Is.EqualTo(years.Sum()));
        DemandWhole(sheet);
    }

    [Test]
    public async Task The_annex_of_a_draft_says_that_it_is_not_in_force_and_is_for_those_who_see_drafts()
    {
        var id = await host.AskAsync<long>("select id from funding.decision where status = 'draft'");
        var sheet = await OpenAsync($"/capital/decisions/{id}/annex.xlsx");
        Assert.That(sheet.Values().SelectMany(r => r).OfType<string>(), Has.Some.EqualTo("(Đang soạn – chưa có hiệu lực)"));

        await using var other = await TestHost.StartAsync(Role.Owner, demo: false, on: host, configure: CapitalHost.Turn);
        using var refused = await other.Client.GetAsync(new Uri($"/capital/decisions/{id}/annex.xlsx", UriKind.Relative));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task The_capital_of_a_body_ends_with_the_totals_of_its_page()
    {
        var sheet = await OpenAsync("/bodies/cb-so-xay-dung/capital.xlsx");
        var shown = PageTable.Read(await host.Client.GetPageAsync("/bodies/cb-so-xay-dung/capital"), "years-title")[^1].Amounts;
        var years = await host.AskAsync<int>("select count(distinct year)::int from funding.allocation");

        var total = (char)('D' + years);
        Assert.That(Totals(sheet, $"{total}{(char)(total + 3)}{(char)(total + 5)}"), Is.EqualTo([.. shown]));
        DemandWhole(sheet);
    }

    [Test]
    public async Task A_plan_without_capital_gives_a_file_of_noughts()
    {
        var sheet = await OpenAsync("/plans/ls-quy-hoach-2021-2030/capital.xlsx");
        Assert.That(sheet.Faults(), Is.Empty);
    }

    private async Task<ReadSheet> OpenAsync(string address, int sheet = 0)
    {
        using var response = await host.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(XlsxFile.ContentType));
        return new ReadSheet(await response.Content.ReadAsByteArrayAsync(), sheet);
    }

    private Task<long> DecisionAsync(string number) => host.AskAsync<long>("select id from funding.decision where number = @number", new { number });

    private static long?[] Totals(ReadSheet sheet, string columns) =>
        [.. columns.Select(column => (long?)sheet.Number(sheet.Beside("TỔNG CỘNG", column.ToString()).Single()))];

    /// <summary>No program finds a fault in the file, it is made for printing, and each formula reckoned again comes to what stands in its cell.</summary>
    private static void DemandWhole(ReadSheet sheet)
    {
        var reckoning = new Reckoning(sheet);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sheet.Faults(), Is.Empty);
            Assert.That(sheet.Book.Descendants<DocumentFormat.OpenXml.Spreadsheet.DefinedName>().Select(n => n.Name!.Value), Has.All.EqualTo("_xlnm.Print_Titles"));
            Assert.That(sheet.Formulas.Count(), Is.GreaterThan(5));
            foreach (var cell in sheet.Formulas)
                Assert.That(reckoning.Of(cell), Is.EqualTo((double?)sheet.Number(cell)).Within(1e-12).Percent, $"{cell}: {sheet.Formula(cell)}");
        }
    }
}
