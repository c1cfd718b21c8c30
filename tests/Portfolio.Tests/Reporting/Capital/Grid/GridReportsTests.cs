using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Payments;
using Portfolio.Funding.Terms;
using Portfolio.Reporting.Capital.Grid;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Grid;

/// <summary>What the grid of a paper rests on.</summary>
internal sealed class GridReportsTests
{
    [Test]
    public async Task A_row_has_its_need_and_every_cell_what_is_in_force_paid_and_changed_by_this_paper_alone()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 100), ("A-1", "s1", 2027, 40));
        var payment = new EnterPayment("A-1", "s1", 2026, new DateOnly(2026, 6, 2), new Vnd(30), "UNC-1");
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, await capital.Entry.EnterAsync(SmallCapital.Officer, [payment], default), default);
        var paper = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, -20), ("B-2", "o1", 2028, 20));
        await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, -7));

        var grid = await Grids(capital).GetAsync(SmallCapital.Officer, paper.Id, default);

        Assert.That(grid.Rows, Has.Count.EqualTo(6 * 3));
        var row = Row(grid, "A-1", "s1");
        Assert.That((row.Need, row.Allocated), Is.EqualTo((new Vnd(1000), new Vnd(140))));
        Assert.That(Figures(row.Cells[0]), Is.EqualTo((100L, 30L, 100L, -20L)));
        Assert.That(Figures(row.Cells[1]), Is.EqualTo((40L, 0L, 40L, 0L)));
        Assert.That(row.Cells[2], Is.Null);
        Assert.That(Figures(Row(grid, "B-2", "o1").Cells[2]), Is.EqualTo((0L, 0L, 0L, 20L)));
        Assert.That(grid.Projects.Select(p => p.Code).Take(4), Is.EqualTo(new[] { "A-1", "A-2", "A-3", "B-1" }));
        Assert.That(grid.Projects[0].Allocated, Is.EqualTo(new Vnd(140)));
    }

    [Test]
    public async Task A_source_has_its_ceilings_what_is_given_what_the_whole_paper_changes_and_what_is_kept_and_drawn()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.SetCeilingAsync("s1", 2026, 500);
        var kept = (await capital.Ceilings.KeepAsync(SmallCapital.Officer, new("p", null, "s1", "Dự phòng", new Vnd(60)), default)).Contingencies.Single();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 100), ("B-1", "s1", 2026, 30));
        var paper = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, 20), ("B-1", "s1", 2026, -5));
        await capital.Draws.SetAsync(SmallCapital.Officer, new DrawContingency(paper.Id, null, kept.Id, new Vnd(15)), default);

        var source = (await Grids(capital).SourcesAsync(SmallCapital.Officer, paper.Id, default)).Single(s => s.Code == "s1");

        Assert.That(source.Years[0], Is.EqualTo(new GridSourceYear(new Vnd(500), new Vnd(130), new Vnd(15))));
        Assert.That(source.Years[1], Is.EqualTo(new GridSourceYear(null, Vnd.Zero, Vnd.Zero)));
        Assert.That((source.Kept, source.Drawn), Is.EqualTo((new Vnd(60), new Vnd(15))));
    }

    [Test]
    public async Task A_project_is_bounded_by_the_total_investment_an_officer_states_before_that_of_the_documents()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.Portfolio.ExecuteAsync("update projects.project set total_investment = 2000 where code in ('A-1', 'A-2')");
        var terms = new TermsService(capital.Portfolio.Access, new BusinessCalendar(capital.Clock));
        await terms.SetAsync(SmallCapital.Officer, new SetTerms("A-1", null, new FundingTerms(new Vnd(1500), null, null), "Quyết định điều chỉnh dự án"), default);
        var paper = await capital.DraftAsync(DecisionKind.Allocation);

        var grid = await Grids(capital).GetAsync(SmallCapital.Officer, paper.Id, default);

        Assert.That(grid.Projects.Take(3).Select(p => p.TotalInvestment), Is.EqualTo(new Vnd?[] { new Vnd(1500), new Vnd(2000), null }));
    }

    [Test]
    public async Task The_last_closed_year_is_known_and_a_closing_has_no_grid()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 100));
        var before = await capital.DraftAsync(DecisionKind.Allocation);
        Assert.That((await Grids(capital).GetAsync(SmallCapital.Officer, before.Id, default)).ClosedTo, Is.Null);

        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        Assert.That(async () => await Grids(capital).HeadAsync(SmallCapital.Officer, closing.Id, default), Throws.InstanceOf<NotFoundException>());
        await capital.ApproveAsync(closing.Id, "02/QĐ", new DateOnly(2027, 2, 1));
        Assert.That((await Grids(capital).GetAsync(SmallCapital.Officer, before.Id, default)).ClosedTo, Is.EqualTo(2026));
    }

    [Test]
    public async Task Whoever_may_not_see_papers_sees_no_grid()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var paper = await capital.DraftAsync(DecisionKind.Allocation);
        var owner = new Actor("owner", Role.Owner);
        Assert.That(async () => await Grids(capital).GetAsync(owner, paper.Id, default), Throws.InstanceOf<PermissionDeniedException>());
    }

    private static GridReports Grids(SmallCapital capital) => new(capital.Portfolio.Access);

    private static GridRow Row(GridReport grid, string project, string source) =>
        grid.Rows.Single(r => grid.Projects[r.Project].Code == project && grid.Sources[r.Source].Code == source);

    private static (long InForce, long Paid, long Payable, long Change) Figures(GridCell? cell) =>
        (cell!.InForce.Dong, cell.Paid.Dong, cell.Payable.Dong, cell.Change.Dong);
}
