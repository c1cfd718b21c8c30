using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Papers;

/// <summary>What the page of a decision shows is what is in force and what its lines say.</summary>
internal sealed class PaperReportTests
{
    private static readonly Actor Visitor = new("guest", Role.Visitor);

    [Test]
    public async Task A_paper_shows_what_is_in_force_what_it_changes_and_what_the_ceilings_leave()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.SetCeilingAsync("s1", 2027, 900);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2027, 300), ("A-2", "s1", 2026, 50));
        var paper = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2027, -100), ("B-2", "s1", 2027, 140));

        var report = await ReadAsync(capital, paper.Id);

        var source = report.Sources.Single();
        Assert.That((source.Source, source.Given, source.Taken, source.Imbalance), Is.EqualTo(("s1", new Vnd(140), new Vnd(100), new Vnd(40))));
        Assert.That(source.Years.Select(y => y.Year), Is.EqualTo(Enumerable.Range(2026, 5)));
        var year = source.Years.Single(y => y.Year == 2027);
        Assert.That((year.InForce, year.Change, year.After, year.Room), Is.EqualTo((new Vnd(300), new Vnd(40), new Vnd(340), (Vnd?)new Vnd(560))));
        Assert.That(source.Years.Single(y => y.Year == 2026), Is.EqualTo(new YearEffect(2026, new Vnd(50), null, Vnd.Zero, Vnd.Zero)));
        Assert.That(report.Programmes.Select(p => (p.Code, p.Projects, p.Given, p.Taken)), Is.EqualTo(new[] { ("a", 1, Vnd.Zero, new Vnd(100)), ("b", 1, new Vnd(140), Vnd.Zero) }));
        Assert.That(report.Projects.Items.Select(p => p.Sum.Code), Is.EqualTo(new[] { "A-1", "B-2" }));
        var line = report.Projects.Items[0].Sources.Single();
        Assert.That((line.Before, line.After, line.Lines.Single().Before, line.Lines.Single().After), Is.EqualTo((new Vnd(300), new Vnd(200), new Vnd(300), new Vnd(200))));
        Assert.That((report.Largest.Givers.Single().Code, report.Largest.Takers.Single().Code), Is.EqualTo(("A-1", "B-2")));
        Assert.That(report.Way.Select(w => w.Kind), Is.EqualTo(new[] { "capital.paper_begun" }));
    }

    [Test]
    public async Task An_approved_decision_shows_what_stood_before_it_whatever_was_decided_since()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-1", "s1", 2028, 7));
        var second = await capital.DecideAsync(DecisionKind.Allocation, "02/QĐ", ("A-1", "s1", 2026, 20), ("A-1", "s1", 2027, 5));
        await capital.DecideAsync(DecisionKind.Allocation, "03/QĐ", ("A-1", "s1", 2026, 400));

        var lines = (await ReadAsync(capital, second.Id)).Projects.Items.Single().Sources.Single();

        Assert.That((lines.Before, lines.After), Is.EqualTo((new Vnd(307), new Vnd(332))));
        Assert.That(lines.Lines.Select(l => (l.Year, l.Before, l.After)), Is.EqualTo(new[] { (2026, new Vnd(300), new Vnd(320)), (2027, Vnd.Zero, new Vnd(5)) }));
    }

    [Test]
    public async Task Projects_come_in_pages_and_by_programme_and_the_sums_are_those_of_all()
    {
        await using var capital = await SmallCapital.CreateAsync(projects: 45);
        var codes = Enumerable.Range(1, 45).SelectMany(n => new[] { $"A-{n}", $"B-{n}" }).ToList();
        var paper = await capital.DraftAsync(DecisionKind.Allocation, [.. codes.Select(code => (code, "s1", 2026, 2L))]);

        var first = await ReadAsync(capital, paper.Id);
        var last = await ReadAsync(capital, paper.Id, page: 99);
        var programme = await ReadAsync(capital, paper.Id, "b", 2);

        Assert.That((first.Projects.Items.Count, first.Projects.Total, first.Projects.Pages, first.Sources.Single().Given), Is.EqualTo((PaperReports.PageSize, 90, 3, new Vnd(180))));
        Assert.That((last.Projects.Number, last.Projects.Items.Count), Is.EqualTo((3, 10)));
        Assert.That(programme.Projects.Items.Select(p => p.Sum.ProgrammeCode).Distinct(), Is.EqualTo(new[] { "b" }));
        Assert.That((programme.Projects.Total, programme.Projects.Items.Count, programme.Sources.Single().Given), Is.EqualTo((45, 5, new Vnd(180))));
    }

    [Test]
    public async Task What_an_adjustment_draws_on_a_contingency_counts_for_its_balance()
    {
        await using var capital = await SmallCapital.CreateAsync();
        foreach (var year in Enumerable.Range(2026, 5))
            await capital.SetCeilingAsync("s2", year, 1000);
        var kept = await capital.Ceilings.KeepAsync(SmallCapital.Officer, new KeepContingency("p", null, "s2", "Dự phòng", new Vnd(500)), default);
        var paper = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s2", 2026, 60));
        await capital.Draws.SetAsync(SmallCapital.Officer, new DrawContingency(paper.Id, null, kept.Contingencies.Single().Id, new Vnd(60)), default);

        var report = await ReadAsync(capital, paper.Id);

        Assert.That((report.Sources.Single().Drawn, report.Sources.Single().Imbalance), Is.EqualTo((new Vnd(60), Vnd.Zero)));
        var source = report.Sources.Single();
        Assert.That((source.Kept, source.StillKept, source.Room), Is.EqualTo((new Vnd(500), new Vnd(440), (Vnd?)new Vnd(5000 - 60 - 440))), "what stays kept is no room");
        Assert.That((report.Contingencies.Single().Draw, report.Contingencies.Single().Contingency.Left), Is.EqualTo((new Vnd(60), new Vnd(500))));
    }

    [Test]
    public async Task The_way_of_a_paper_tells_every_return_and_its_reason()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 2));
        await capital.Flow.SubmitAsync(SmallCapital.Officer, paper.Id, null, default);
        await capital.Flow.ReturnAsync(SmallCapital.Officer, new ReturnDecision(paper.Id, null, "Thiếu căn cứ"), default);
        await capital.ApproveAsync(paper.Id, "01/QĐ");

        var way = (await ReadAsync(capital, paper.Id)).Way;

        Assert.That(way.Select(w => w.Kind), Is.EqualTo(new[] { "capital.paper_begun", "capital.submitted", "capital.returned", "capital.submitted", "capital.approved" }));
        Assert.That(way[2].Reason, Is.EqualTo("Thiếu căn cứ"));
    }

    [Test]
    public async Task Who_may_not_see_papers_sees_decisions_and_not_who_worked_on_them()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var decided = await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 2));
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 2));
        var reports = new PaperReports(capital.Portfolio.Access);

        Assert.That((await reports.GetAsync(Visitor, new PaperRequest(decided.Id), default)).Way, Is.Empty);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => reports.GetAsync(Visitor, new PaperRequest(paper.Id), default));
        await Assert.ThrowsAsync<OutOfReachException>(() => reports.GetAsync(
            new Actor("officer", Role.Finance) { Reach = new Reach("yy", null) }, new PaperRequest(paper.Id), default));
    }

    [Test]
    public async Task What_was_done_since_a_paper_was_read_is_told_and_nothing_older()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 2));
        var seen = (await ReadAsync(capital, paper.Id)).Head.ReadAt;
        await capital.EditAsync(paper.Id, ("A-2", "s1", 2027, 9));

        var changes = await new PaperReports(capital.Portfolio.Access).ChangesAsync(SmallCapital.Officer, paper.Id, seen, default);

        Assert.That(changes.Single().Changes.Select(c => (c.Field, c.Before, c.After)), Is.EqualTo(new[] { ("A-2/s1/2027", "0", "9") }));
    }

    private static Task<PaperReport> ReadAsync(SmallCapital capital, long id, string? programme = null, int page = 1) =>
        new PaperReports(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, new PaperRequest(id, programme, page), default);
}
