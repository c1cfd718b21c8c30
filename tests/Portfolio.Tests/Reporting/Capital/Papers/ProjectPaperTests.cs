using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Papers;

/// <summary>What the plain form of a project in a paper rests on.</summary>
internal sealed class ProjectPaperTests
{
    [Test]
    public async Task A_cell_has_what_is_in_force_what_the_paper_changes_and_the_room_that_the_whole_paper_leaves()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.SetCeilingAsync("s1", 2026, 500);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 100), ("B-1", "s1", 2026, 30));
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 20), ("A-2", "s1", 2026, 50));

        var project = await new ProjectPapers(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, paper.Id, "A-1", default);

        Assert.That(project.Sources.Select(s => (s.Source, s.Need)), Is.EqualTo(new[] { ("s1", new Vnd(1000)), ("s2", new Vnd(1000)), ("o1", new Vnd(1000)) }));
        var source = project.Sources[0];
        Assert.That((source.InForce, source.Change, source.Missing), Is.EqualTo((new Vnd(100), new Vnd(20), new Vnd(880))));
        Assert.That(source.Cells.Select(c => c.Year), Is.EqualTo(Enumerable.Range(2026, 5)));
        Assert.That(
            source.Cells[0], Is.EqualTo(new PaperCell("s1", 2026, new Vnd(100), new Vnd(20), Vnd.Zero, new Vnd(300), false, null, null)));
        Assert.That(source.Cells[1].Room, Is.Null);
    }

    [Test]
    public async Task The_room_of_a_source_is_without_what_stays_kept_back()
    {
        await using var capital = await SmallCapital.CreateAsync();
        foreach (var year in Enumerable.Range(2026, 5))
            await capital.SetCeilingAsync("s1", year, 500);
        var kept = (await capital.Ceilings.KeepAsync(SmallCapital.Officer, new("p", null, "s1", "Dự phòng", new Vnd(600)), default)).Contingencies.Single();
        var paper = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, 20));
        await capital.Draws.SetAsync(SmallCapital.Officer, new DrawContingency(paper.Id, null, kept.Id, new Vnd(20)), default);

        var sources = (await new ProjectPapers(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, paper.Id, "A-2", default)).Sources;

        Assert.That((sources[0].Kept, sources[0].Room), Is.EqualTo((new Vnd(580), (Vnd?)new Vnd(2500 - 20 - 580))));
        Assert.That((sources[1].Kept, sources[1].Room), Is.EqualTo((Vnd.Zero, (Vnd?)null)));
    }

    [Test]
    public async Task A_source_without_a_need_has_no_cells()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.Portfolio.ExecuteAsync("""
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select id, programme_id, 's2', 'state', -1000, 'entered', 'test' from projects.project where code = 'A-1'
            """);
        var paper = await capital.DraftAsync(DecisionKind.Allocation);

        var project = await new ProjectPapers(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, paper.Id, "A-1", default);

        Assert.That(project.Sources.Select(s => s.Source), Is.EqualTo(new[] { "s1", "o1" }));
    }

    [Test]
    public async Task The_cells_of_a_closed_year_are_known_as_such()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 100));
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.ApproveAsync(closing.Id, "02/QĐ", new DateOnly(2027, 2, 1));
        var paper = await capital.DraftAsync(DecisionKind.Allocation);

        var project = await new ProjectPapers(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, paper.Id, "A-1", default);

        Assert.That(project.Cells.Where(c => c.Closed).Select(c => c.Year).Distinct(), Is.EqualTo(new[] { 2026 }));
    }

    [Test]
    public async Task Projects_are_found_by_words_of_code_and_name_without_accents_and_within_the_plan()
    {
        await using var capital = await SmallCapital.CreateAsync(projects: 12);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-11", "s1", 2026, 100));
        var paper = await capital.DraftAsync(DecisionKind.Adjustment, ("A-11", "s1", 2026, -40), ("A-11", "s1", 2027, 40));
        var papers = new ProjectPapers(capital.Portfolio.Access);

        Assert.That((await papers.FindAsync(SmallCapital.Officer, paper.Id, "du an 11", default)).Projects.Select(p => p.Code), Is.EqualTo(new[] { "A-11", "B-11" }));
        Assert.That(
            (await papers.FindAsync(SmallCapital.Officer, paper.Id, "a-11", default)).Projects.Select(p => (p.Need, p.InForce, p.Change, p.Lines)),
            Is.EqualTo(new[] { (new Vnd(3000), new Vnd(100), Vnd.Zero, 2) }));
        Assert.That((await papers.FindAsync(SmallCapital.Officer, paper.Id, "%", default)).Projects, Is.Empty);
        Assert.That((await papers.FindAsync(SmallCapital.Officer, paper.Id, " ", default)).Projects, Has.Count.EqualTo(24));
        await Assert.ThrowsAsync<NotFoundException>(() => papers.GetAsync(SmallCapital.Officer, paper.Id, "C-1", default));
        await Assert.ThrowsAsync<NotFoundException>(() => papers.GetAsync(SmallCapital.Officer, 999, "A-1", default));
    }
}
