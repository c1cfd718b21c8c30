using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Closings;
using Portfolio.Reporting.Capital.Decisions;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Closings;

/// <summary>The closing of a year: what is unspent, what of it is carried over, what lapses.</summary>
internal sealed class ClosingReportTests
{
    [Test]
    public async Task A_closing_shows_the_same_before_and_after_its_approval()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s1", 2026, 40), ("A-2", "o1", 2026, 60), ("B-1", "s1", 2027, 9));
        await PayAsync(capital, "A-1", "s1", 2026, 100);
        await PayAsync(capital, "A-2", "s1", 2026, 40);
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ", default);
        await capital.Drafts.EditAsync(
            SmallCapital.Officer, new EditLines(closing.Id, null, [new LineEdit("A-1", "s1", 2026, new Vnd(150), Reason: "hợp đồng đang thực hiện")]), default);

        var before = await ReadAsync(capital, closing.Id);
        await capital.ApproveAsync(closing.Id, "02/QĐ", new DateOnly(2027, 2, 1));
        var after = await ReadAsync(capital, closing.Id);

        foreach (var report in (ClosingReport[])[before, after])
        {
            Assert.That(report.Sources.Select(s => (s.Source, s.Unspent, s.Carried, s.Lapses)), Is.EqualTo(new[]
            {
                ("s1", new Vnd(200), new Vnd(150), new Vnd(50)), ("o1", new Vnd(60), Vnd.Zero, new Vnd(60)),
            }));
            // What is spent whole is not shown, nor capital of other years.
            Assert.That(report.Projects.Items.SelectMany(p => p.Cells.Select(c => (c.Key, c.Paid, c.Unspent, c.Carried, c.Lapses))), Is.EqualTo(new[]
            {
                ("A-1/s1", new Vnd(100), new Vnd(200), new Vnd(150), new Vnd(50)), ("A-2/o1", Vnd.Zero, new Vnd(60), Vnd.Zero, new Vnd(60)),
            }));
            Assert.That(report.Projects.Items.SelectMany(p => p.Cells.Select(c => c.Reason)), Is.EqualTo(new[] { "hợp đồng đang thực hiện", null }));
        }
    }

    [Test]
    public async Task What_was_carried_into_a_year_cannot_be_carried_on()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-1", "s1", 2027, 20));
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var first = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.EditAsync(first.Id, ("A-1", "s1", 2026, 300));
        await capital.ApproveAsync(first.Id, "02/QĐ", new DateOnly(2027, 2, 1));
        capital.Clock.Turn(new DateOnly(2028, 2, 1));
        var second = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2027, "Khóa sổ 2027", default);

        var cell = (await ReadAsync(capital, second.Id)).Projects.Items.Single().Cells.Single();

        Assert.That((cell.CarriedIn, cell.Unspent, cell.Most), Is.EqualTo((new Vnd(300), new Vnd(320), new Vnd(20))));
    }

    [Test]
    public async Task What_was_carried_out_of_the_last_year_of_a_plan_is_closed_a_year_later_and_lapses()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2030, 300));
        capital.Clock.Turn(new DateOnly(2031, 2, 1));
        var last = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2030, "Khóa sổ 2030", default);
        await capital.EditAsync(last.Id, ("A-1", "s1", 2030, 200));
        await capital.ApproveAsync(last.Id, "02/QĐ", new DateOnly(2031, 2, 1));
        capital.Clock.Turn(new DateOnly(2031, 6, 2));
        await PayAsync(capital, "A-1", "s1", 2031, 150);
        var lists = new PlanDecisionReports(capital.Portfolio.Access, new BusinessCalendar(capital.Clock));
        Assert.That((await lists.GetAsync(SmallCapital.Officer, "p", null, 1, default)).NextClosing, Is.EqualTo(new OpenYear(2031, new DateOnly(2032, 1, 31), false)));

        capital.Clock.Turn(new DateOnly(2032, 2, 1));
        var after = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2031, "Khóa sổ 2031", default);
        var carried = await Assert.ThrowsAsync<RuleException>(() => capital.EditAsync(after.Id, ("A-1", "s1", 2031, 1)));
        Assert.That(carried!.Code, Is.EqualTo("capital.carry_exceeded"));
        await capital.ApproveAsync(after.Id, "03/QĐ", new DateOnly(2032, 2, 1));

        Assert.That(await capital.Portfolio.NumberAsync("select lapsed from funding.allocation where year = 2031"), Is.EqualTo(50));
        Assert.That((await lists.GetAsync(SmallCapital.Officer, "p", null, 1, default)).NextClosing, Is.Null);
        Assert.That(
            () => capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2032, "Khóa sổ 2032", default), Throws.InstanceOf<ValidationFailedException>());
    }

    [Test]
    public async Task A_decision_that_closes_no_year_has_no_such_report()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var paper = await capital.DraftAsync(DecisionKind.Allocation);
        await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync(capital, paper.Id));
    }

    [Test]
    public async Task Projects_come_in_pages_and_the_sums_are_those_of_all()
    {
        await using var capital = await SmallCapital.CreateAsync(projects: 25);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", [.. from programme in "AB" from n in Enumerable.Range(1, 25) select ($"{programme}-{n}", "s1", 2026, 2L)]);
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ", default);

        var last = await new ClosingReports(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, closing.Id, 99, default);

        Assert.That((last.Projects.Number, last.Projects.Total, last.Projects.Items.Count, last.Sources.Single().Unspent), Is.EqualTo((2, 50, 10, new Vnd(100))));
    }

    internal static async Task PayAsync(SmallCapital capital, string project, string source, int year, long amount) => await capital.Desk.ConfirmAsync(
        SmallCapital.Officer,
        await capital.Entry.EnterAsync(
            SmallCapital.Officer, [new EnterPayment(project, source, year, new DateOnly(year, 6, 2), new Vnd(amount), $"UNC-{project}-{source}")], default),
        default);

    private static Task<ClosingReport> ReadAsync(SmallCapital capital, long id) =>
        new ClosingReports(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, id, 1, default);
}
