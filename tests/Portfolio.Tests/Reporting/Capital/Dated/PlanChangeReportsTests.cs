using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Dated;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Dated;

internal sealed class PlanChangeReportsTests
{
    private static readonly Actor Reader = new("reader", Role.Visitor);

    [Test]
    public async Task Who_gained_and_who_lost_is_told_by_the_decision_that_did_it()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        var changes = await ReadAsync(capital, new DateOnly(2026, 5, 31), new DateOnly(2026, 6, 1));

        Assert.That(changes.Decisions.Select(d => d.Number), Is.EqualTo(["02/QĐ"]));
        Assert.That((changes.Gained, changes.Lost, changes.Moved), Is.EqualTo((1, 1, 0)));
        Assert.That(
            changes.Projects.Items.Select(p => (p.Code, p.Before.Dong, p.Change.Dong, p.After.Dong, p.Side)),
            Is.EqualTo([("B-1", 50L, 100L, 150L, ChangeSide.Gained), ("A-1", 1000L, -100L, 900L, ChangeSide.Lost)]));
        Assert.That(changes.Projects.Items[1].Lines.Select(l => (l.Year, l.Amount.Dong, l.Number)), Is.EqualTo([(2026, -100L, "02/QĐ")]));
        Assert.That(changes.Sources.Select(s => (s.Code, s.Before.Dong, s.Given.Dong, s.Taken.Dong, s.After.Dong)), Is.EqualTo([("s1", 350L, 100L, 100L, 350L), ("s2", 700L, 0L, 0L, 700L)]));
    }

    [Test]
    public async Task The_earlier_days_own_decisions_are_no_change_and_the_later_days_are()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        Assert.That((await ReadAsync(capital, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 15))).Projects.Items, Is.Empty);
        Assert.That((await ReadAsync(capital, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2))).Sources.Sum(s => s.Given.Dong), Is.EqualTo(1050));
    }

    [Test]
    public async Task The_order_of_the_days_does_not_matter()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        var (there, back) = (await ReadAsync(capital, new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 15)), await ReadAsync(capital, new DateOnly(2026, 6, 15), new DateOnly(2026, 1, 1)));
        Assert.That((back.From, back.To), Is.EqualTo((there.From, there.To)));
        Assert.That(back.Projects.Items.Select(p => (p.Code, p.Change)), Is.EqualTo(there.Projects.Items.Select(p => (p.Code, p.Change))).And.Not.Empty);
    }

    [Test]
    public async Task What_one_decision_takes_and_another_gives_back_is_no_change()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        await capital.ApproveAsync((await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, 100), ("B-1", "s1", 2026, -100))).Id, "03/QĐ", new DateOnly(2026, 6, 10));
        var changes = await ReadAsync(capital, new DateOnly(2026, 5, 1), new DateOnly(2026, 6, 15));
        Assert.That((changes.Projects.Items.Count, changes.Decisions.Count, changes.Sources.Sum(s => s.Given)), Is.EqualTo((0, 2, Vnd.Zero)));
    }

    [Test]
    public async Task Capital_moved_between_years_is_neither_gained_nor_lost()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        await capital.ApproveAsync((await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s2", 2027, -200), ("A-1", "s2", 2028, 200))).Id, "03/QĐ", new DateOnly(2026, 6, 10));
        var changes = await ReadAsync(capital, new DateOnly(2026, 6, 5), new DateOnly(2026, 6, 15), ChangeSide.Moved);
        Assert.That((changes.Gained, changes.Lost, changes.Moved), Is.EqualTo((0, 0, 1)));
        Assert.That(changes.Projects.Items.Single().Lines.Select(l => (l.Year, l.Amount.Dong)), Is.EqualTo([(2027, -200L), (2028, 200L)]));
        Assert.That((await ReadAsync(capital, new DateOnly(2026, 6, 5), new DateOnly(2026, 6, 15), ChangeSide.Gained)).Projects.Items, Is.Empty);
    }

    private static Task<PlanChanges> ReadAsync(SmallCapital capital, DateOnly from, DateOnly to, ChangeSide? who = null) =>
        new PlanChangeReports(capital.Portfolio.Access, new BusinessCalendar(capital.Clock)).GetAsync(Reader, new PlanChangesRequest("p", from, to, who), default);
}
