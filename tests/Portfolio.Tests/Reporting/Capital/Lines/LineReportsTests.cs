using Portfolio.Accounts;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Lines;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Reporting.Capital.Closings;
using Portfolio.Tests.Reporting.Capital.Dated;

namespace Portfolio.Tests.Reporting.Capital.Lines;

internal sealed class LineReportsTests
{
    private static readonly Actor Reader = new("reader", Role.Visitor);

    [TestCase(null, null, null, 1050)]
    [TestCase("A-1", null, null, 900)]
    [TestCase("A-1", "s1", null, 200)]
    [TestCase(null, "s1", 2026, 350)]
    [TestCase(null, null, 2027, 700)]
    public async Task A_number_is_the_sum_of_its_lines(string? project, string? source, int? year, long sum)
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        var lines = await ReadAsync(capital, new LineFilter("p", Source: source, Year: year, Project: project));
        Assert.That((lines.Figures.Allocated.Dong, lines.Lines.Items.Sum(l => l.Amount.Dong)), Is.EqualTo((sum, sum)));
        Assert.That(lines.Lines.Items.Select(l => l.Id), Is.Ordered.Descending);
    }

    [TestCase("2026-03-01", 0, 0)]
    [TestCase("2026-05-31", 300, 1)]
    [TestCase("2026-06-01", 200, 2)]
    public async Task As_of_a_day_later_lines_are_no_part_of_it(string on, long sum, int count)
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        var lines = await ReadAsync(capital, new LineFilter("p", Source: "s1", Project: "A-1", On: DateOnly.Parse(on, null)));
        Assert.That((lines.Figures.Allocated.Dong, lines.Lines.Items.Sum(l => l.Amount.Dong), lines.Lines.Items.Count), Is.EqualTo((sum, sum, count)));
    }

    [Test]
    public async Task What_was_carried_over_stands_in_the_number_of_today_and_not_in_that_of_a_day()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        capital.Clock.Turn(new DateOnly(2027, 2, 3));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.EditAsync(closing.Id, ("A-1", "s1", 2026, 150));
        await capital.ApproveAsync(closing.Id, "09/QĐ", new DateOnly(2027, 2, 3));

        var filter = new LineFilter("p", Source: "s1", Year: 2026, Project: "A-1");
        var today = await ReadAsync(capital, filter);
        Assert.That((today.Figures.CarriedOut.Dong, today.Figures.Lapsed.Dong, today.Figures.Unpaid.Dong), Is.EqualTo((150, 50, 0)));
        Assert.That(today.Lines.Items.Select(l => l.Entry).Distinct(), Is.EquivalentTo(["allocated", "carried_out", "lapsed"]));
        var dated = await ReadAsync(capital, filter with { On = new DateOnly(2027, 2, 3) });
        Assert.That(dated.Lines.Items.Select(l => l.Entry), Is.All.EqualTo("allocated"));
        Assert.That(dated.Figures.Allocated.Dong, Is.EqualTo(200));
    }

    [Test]
    public async Task The_lines_come_in_stretches_and_none_twice()
    {
        await using var capital = await SmallCapital.CreateAsync(60);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", [.. Enumerable.Range(1, 60).Select(n => ($"A-{n}", "s1", 2026, 1L + n))]);
        var reports = new LineReports(capital.Portfolio.Access);
        var first = (await reports.GetAsync(Reader, new LineFilter("p"), null, null, default)).Lines;
        var second = (await reports.GetAsync(Reader, new LineFilter("p"), long.Parse(first.Next!, null), null, default)).Lines;

        Assert.That((first.Items.Count, second.Items.Count, second.Next), Is.EqualTo((LineReports.StretchSize, 60 - LineReports.StretchSize, (string?)null)));
        Assert.That(first.Items.Concat(second.Items).Select(l => l.Id), Is.Unique);
    }

    [Test]
    public async Task Documents_of_payments_are_for_those_who_may_see_them_and_the_sum_for_everybody()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        await ClosingReportTests.PayAsync(capital, "A-1", "s1", 2026, 40);
        var filter = new LineFilter("p", Project: "A-1");

        var (visitor, officer) = (await ReadAsync(capital, filter), await ReadAsync(capital, filter, SmallCapital.Officer));
        Assert.That((visitor.Payments, visitor.Figures.Paid.Dong), Is.EqualTo(((object?)null, 40L)));
        Assert.That(officer.Payments!.Items.Select(p => p.Amount.Dong), Is.EqualTo([40L]));
        Assert.That(officer.Payments.Items[0].PaymentId, Is.EqualTo(await capital.Portfolio.NumberAsync("select id from funding.payment")));
    }

    private static Task<LedgerLines> ReadAsync(SmallCapital capital, LineFilter filter, Actor? actor = null) =>
        new LineReports(capital.Portfolio.Access).GetAsync(actor ?? Reader, filter, null, null, default);
}
