using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Compared;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Compared;

/// <summary>Two decisions beside each other: who gains, who loses, by how much.</summary>
internal sealed class ComparisonTests
{
    [Test]
    public async Task Two_papers_differ_cell_by_cell_and_what_is_alike_is_left_out()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var first = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 100), ("A-2", "s1", 2026, 50), ("B-1", "o1", 2027, 5));
        var second = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 60), ("A-2", "s1", 2026, 50), ("A-3", "s1", 2027, 90));

        var comparison = await ReadAsync(capital, first.Id, second.Id);

        Assert.That(
            comparison.Projects.Items.SelectMany(p => p.Cells.Select(c => (p.Sum.Code, c.Name, c.Year, c.First, c.Second, c.Difference))),
            Is.EqualTo(new[]
            {
                ("A-1", "Nguồn 1", 2026, new Vnd(100), new Vnd(60), new Vnd(40)), ("A-3", "Nguồn 1", 2027, Vnd.Zero, new Vnd(90), new Vnd(-90)),
                ("B-1", "Nguồn 3", 2027, new Vnd(5), Vnd.Zero, new Vnd(5)),
            }));
        Assert.That(comparison.Sources.Select(s => (s.Source, s.Years.Values.Sum(y => y))), Is.EqualTo(new[] { ("s1", new Vnd(-50)), ("o1", new Vnd(5)) }));
        Assert.That(comparison.Programmes.Select(p => (p.Code, p.Given, p.Taken)), Is.EqualTo(new[] { ("a", new Vnd(40), new Vnd(90)), ("b", new Vnd(5), Vnd.Zero) }));
        Assert.That(comparison.Largest.Takers.Select(p => p.Code), Is.EqualTo(new[] { "A-1", "B-1" }));
        Assert.That(comparison.Largest.Givers.Select(p => p.Code), Is.EqualTo(new[] { "A-3" }));
    }

    [Test]
    public async Task Beside_what_is_in_force_a_paper_shows_the_plan_as_it_is_and_as_it_would_be()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s1", 2026, 10));
        var paper = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, -30), ("A-2", "s1", 2026, 30));

        var comparison = await ReadAsync(capital, paper.Id, null);

        Assert.That(
            comparison.Projects.Items.SelectMany(p => p.Cells.Select(c => (p.Sum.Code, c.First, c.Second))),
            Is.EqualTo(new[] { ("A-1", new Vnd(270), new Vnd(300)), ("A-2", new Vnd(40), new Vnd(10)) }));
        Assert.That(comparison.Sources.Single().Years[2026], Is.EqualTo(Vnd.Zero));
    }

    [Test]
    public async Task A_paper_is_compared_with_a_decision_by_what_that_posted_and_a_copy_differs_in_nothing()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var decided = await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        var copy = await capital.Papers.BeginAsync(SmallCapital.Officer, new BeginDecision("p", DecisionKind.Allocation, "Bản sao", null, decided.Id), default);

        Assert.That((await ReadAsync(capital, copy.Id, decided.Id)).Projects.Total, Is.Zero);
        await capital.EditAsync(copy.Id, ("A-1", "s1", 2026, 310));
        var cell = (await ReadAsync(capital, copy.Id, decided.Id)).Projects.Items.Single().Cells.Single();
        Assert.That((cell.First, cell.Second), Is.EqualTo((new Vnd(310), new Vnd(300))));
    }

    [Test]
    public async Task Papers_are_neither_shown_nor_offered_to_who_may_not_see_them()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var first = await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        var second = await capital.DecideAsync(DecisionKind.Allocation, "02/QĐ", ("A-1", "s1", 2027, 300));
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 1));
        var comparisons = new Comparisons(capital.Portfolio.Access);
        var visitor = new Actor("guest", Role.Visitor);

        var comparison = await comparisons.GetAsync(visitor, new ComparisonRequest(first.Id, second.Id), default);
        Assert.That(comparison.Choices.Select(c => c.Id), Is.EqualTo(new[] { second.Id }));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => comparisons.GetAsync(visitor, new ComparisonRequest(first.Id, paper.Id), default));
        await Assert.ThrowsAsync<NotFoundException>(() => comparisons.GetAsync(visitor, new ComparisonRequest(first.Id, 999), default));
    }

    private static Task<Comparison> ReadAsync(SmallCapital capital, long id, long? with) =>
        new Comparisons(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, new ComparisonRequest(id, with), default);
}
