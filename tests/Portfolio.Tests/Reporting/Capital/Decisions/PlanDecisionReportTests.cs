using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Decisions;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Decisions;

/// <summary>The list of a plan's decisions.</summary>
internal sealed class PlanDecisionReportTests
{
    [Test]
    public async Task Decisions_come_latest_first_with_what_they_give_and_take_and_papers_beside_them()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s1", 2027, 50));
        await capital.DecideAsync(DecisionKind.Adjustment, "02/QĐ", ("A-1", "s1", 2026, -20), ("A-2", "s1", 2026, 20));
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("B-1", "o1", 2030, 7));
        var discarded = await capital.DraftAsync(DecisionKind.Allocation);
        await capital.Papers.DiscardAsync(SmallCapital.Officer, discarded.Id, null, default);

        var list = await ReadAsync(capital, SmallCapital.Officer);

        Assert.That(list.Decided.Items.Select(d => (d.Number, d.Projects, d.Given, d.Taken)), Is.EqualTo(new[]
        {
            ("02/QĐ", (int?)2, new Vnd(20), new Vnd(20)), ("01/QĐ", (int?)2, new Vnd(350), Vnd.Zero),
        }));
        Assert.That(list.Papers.Select(d => (d.Id, d.Status, d.CreatedBy, d.Given)), Is.EqualTo(new[] { (paper.Id, DecisionStatus.Draft, "officer", new Vnd(7)) }));
        Assert.That(list.GivenUp.Select(d => d.Id), Is.EqualTo(new[] { discarded.Id }));
    }

    [Test]
    public async Task Who_may_not_see_papers_gets_decisions_only()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        await capital.DraftAsync(DecisionKind.Allocation, ("B-1", "o1", 2030, 7));

        foreach (var actor in (Actor[])[new("guest", Role.Visitor), new("elsewhere", Role.Finance) { Reach = new Reach("yy", null) }])
        {
            var list = await ReadAsync(capital, actor);
            Assert.That((list.Decided.Total, list.Papers.Count, list.GivenUp.Count), Is.EqualTo((1, 0, 0)));
        }
    }

    [Test]
    public async Task A_new_paper_can_begin_with_any_paper_or_decision_whatever_the_page_shows()
    {
        await using var capital = await SmallCapital.CreateAsync();
        for (var i = 1; i <= PlanDecisionReports.PageSize + 1; i++)
            await capital.DecideAsync(DecisionKind.Allocation, $"{i:00}/QĐ", ("A-1", "s1", 2026, 1));
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 1));
        await capital.Papers.DiscardAsync(SmallCapital.Officer, (await capital.DraftAsync(DecisionKind.Allocation)).Id, null, default);

        var list = await ReadAsync(capital, SmallCapital.Officer);
        var narrowed = await ReadAsync(capital, SmallCapital.Officer, "A-2");

        Assert.That((list.Beginnings[0].Id, list.Beginnings.Count, list.Beginnings[^1].Number), Is.EqualTo((paper.Id, PlanDecisionReports.PageSize + 2, "01/QĐ")));
        Assert.That((narrowed.Decided.Total, narrowed.Beginnings.Count), Is.EqualTo((0, list.Beginnings.Count)));
    }

    [Test]
    public async Task Narrowed_to_a_project_the_list_has_its_decisions_and_its_sums()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s1", 2027, 50));
        await capital.DecideAsync(DecisionKind.Allocation, "02/QĐ", ("A-3", "s1", 2026, 20));
        await capital.DraftAsync(DecisionKind.Allocation, ("A-2", "o1", 2030, 7), ("A-1", "o1", 2030, 1));
        await capital.DraftAsync(DecisionKind.Allocation, ("A-3", "o1", 2030, 7));

        var list = await ReadAsync(capital, SmallCapital.Officer, "A-2");

        Assert.That(list.Decided.Items.Select(d => (d.Number, d.Given)), Is.EqualTo(new[] { ("01/QĐ", new Vnd(50)) }));
        Assert.That(list.Papers.Select(d => d.Given), Is.EqualTo(new[] { new Vnd(7) }));
        Assert.That(list.Project, Is.EqualTo(new NamedProject("A-2", "Dự án 2")));
        await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync(capital, SmallCapital.Officer, "C-9"));
    }

    [Test]
    public async Task A_year_is_offered_for_closing_once_it_is_settled_and_the_next_one_after_it()
    {
        await using var capital = await SmallCapital.CreateAsync();
        Assert.That((await ReadAsync(capital, SmallCapital.Officer)).NextClosing, Is.Null);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s1", 2028, 50));

        Assert.That((await ReadAsync(capital, SmallCapital.Officer)).NextClosing, Is.EqualTo(new OpenYear(2026, new DateOnly(2027, 1, 31), false)));
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        Assert.That((await ReadAsync(capital, SmallCapital.Officer)).NextClosing!.Closable, Is.True);

        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ", default);
        await capital.EditAsync(closing.Id, ("A-1", "s1", 2026, 90));
        await capital.ApproveAsync(closing.Id, "02/QĐ", new DateOnly(2027, 2, 1));
        var list = await ReadAsync(capital, SmallCapital.Officer);
        // What was carried over is capital of 2027.
        Assert.That(list.NextClosing, Is.EqualTo(new OpenYear(2027, new DateOnly(2028, 1, 31), false)));
        Assert.That(list.Decided.Items[0] is { ClosesYear: 2026 } decided && (decided.Given, decided.Taken) == (new Vnd(90), new Vnd(210)), Is.True);
    }

    [Test]
    public async Task Many_decisions_come_in_pages()
    {
        await using var capital = await SmallCapital.CreateAsync();
        foreach (var number in Enumerable.Range(1, PlanDecisionReports.PageSize + 1))
            await capital.DecideAsync(DecisionKind.Allocation, $"{number}/QĐ", ("A-1", "s1", 2026, 1));

        var last = await new PlanDecisionReports(capital.Portfolio.Access, new BusinessCalendar(capital.Clock)).GetAsync(SmallCapital.Officer, "p", null, 9, default);

        Assert.That((last.Decided.Number, last.Decided.Total, last.Decided.Items.Single().Number), Is.EqualTo((2, PlanDecisionReports.PageSize + 1, "1/QĐ")));
    }

    private static Task<PlanDecisions> ReadAsync(SmallCapital capital, Actor actor, string? project = null) =>
        new PlanDecisionReports(capital.Portfolio.Access, new BusinessCalendar(capital.Clock)).GetAsync(actor, "p", project, 1, default);
}
