using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Dated;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Dated;

internal sealed class DatedPlanReportsTests
{
    private static readonly Actor Reader = new("reader", Role.Visitor);
    private static readonly DateOnly First = new(2026, 3, 2);
    private static readonly DateOnly Second = new(2026, 6, 1);

    [TestCase(-1, 0, 0, 0, 0)]
    [TestCase(0, 300, 700, 50, 1)]
    [TestCase(90, 300, 700, 50, 1)]
    [TestCase(91, 200, 700, 150, 2)]
    [TestCase(92, 200, 700, 150, 2)]
    public async Task A_decision_counts_from_its_own_day_on(int days, long a2026, long a2027, long b2026, int decisions)
    {
        await using var capital = await GivenAsync();
        var plan = await Reports(capital).GetAsync(Reader, new DatedPlanRequest("p", First.AddDays(days)), default);

        Assert.That(First.AddDays(91), Is.EqualTo(Second));
        Assert.That(plan.Decisions, Has.Count.EqualTo(decisions));
        long Of(string project, int year) => plan.Projects.Items.Where(p => p.Code == project).SelectMany(p => p.Sources).Sum(s => s.Years[year - 2026].Dong);
        Assert.That((Of("A-1", 2026), Of("A-1", 2027), Of("B-1", 2026)), Is.EqualTo((a2026, a2027, b2026)));
        Assert.That(plan.Programmes.Sum(p => p.Both.Sum(y => y.Dong)), Is.EqualTo(a2026 + a2027 + b2026));
    }

    [Test]
    public async Task Today_the_plan_is_what_is_in_force_and_what_was_carried_over_is_no_part_of_it()
    {
        await using var capital = await GivenAsync();
        capital.Clock.Turn(new DateOnly(2027, 2, 3));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.EditAsync(closing.Id, ("A-1", "s1", 2026, 100));
        await capital.ApproveAsync(closing.Id, "09/QĐ", new DateOnly(2027, 2, 3));

        var plan = await Reports(capital).GetAsync(Reader, new DatedPlanRequest("p"), default);

        Assert.That(plan.On, Is.EqualTo(new DateOnly(2027, 2, 3)));
        var shown = plan.Projects.Items.SelectMany(p => p.Sources.SelectMany(s => s.Years.Select((y, i) => (p.Code, s.Code, 2026 + i, y.Dong)))).Where(c => c.Dong != 0);
        foreach (var (project, source, year, amount) in shown)
            Assert.That(amount, Is.EqualTo(await capital.AllocatedAsync(project, source, year)), $"{project} {source} {year}");
        Assert.That(plan.Programmes.Sum(p => p.Both.Sum(y => y.Dong)), Is.EqualTo(await capital.Portfolio.NumberAsync("select sum(allocated) from funding.allocation")));
        Assert.That(plan.Decisions[0].Kind, Is.EqualTo(DecisionKind.Closing));
    }

    [Test]
    public async Task A_demonstration_that_was_taken_back_was_never_there()
    {
        await using var capital = await GivenAsync();
        await capital.Portfolio.ExecuteAsync("""
            begin;
            insert into funding.decision (plan_id, kind, name, figure_basis, created_by) select id, 'allocation', 'x', 'illustrative', 'x' from plans.plan;
            update funding.decision set status = 'submitted' where name = 'x';
            update funding.decision set status = 'approved', number = 'TD', decided_on = '2026-06-02', signer = 'x', approved_xact = pg_current_xact_id() where name = 'x';
            insert into funding.allocation_line (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount)
            select d.id, d.plan_id, p.programme_id, p.id, 's2', 'state', 2026, 'allocated', 77 from funding.decision d, projects.project p where d.name = 'x' and p.code = 'A-2';
            commit;
            begin;
            update funding.decision set withdrawn_at = now(), withdrawn_xact = pg_current_xact_id() where name = 'x';
            insert into funding.allocation_line (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount)
            select decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, -amount from funding.allocation_line where amount = 77;
            commit;
            """);
        var plan = await Reports(capital).GetAsync(Reader, new DatedPlanRequest("p"), default);
        Assert.That(plan.Projects.Items.Select(p => p.Code), Is.EqualTo(["A-1", "B-1"]));
        Assert.That(plan.Decisions.Select(d => d.Number), Has.None.EqualTo("TD"));
    }

    [Test]
    public async Task Stretches_pages_and_the_whole_hold_the_same_projects_in_the_order_of_the_programmes()
    {
        await using var capital = await SmallCapital.CreateAsync(45);
        await capital.DecideAsync(
            DecisionKind.Allocation, "01/QĐ", [.. Enumerable.Range(1, 45).SelectMany(n => new[] { ($"B-{n}", "s1", 2026, 10L + n), ($"A-{n}", "o1", 2027, 5L) })]);
        var reports = Reports(capital);
        var whole = new List<DatedProject>();
        await foreach (var project in reports.AllAsync(Reader, new DatedPlanRequest("p"), default))
            whole.Add(project);
        var paged = new List<string>();
        for (var page = 1; page <= 3; page++)
            paged.AddRange((await reports.GetAsync(Reader, new DatedPlanRequest("p", Page: page), default)).Projects.Items.Select(p => p.Code));
        var stretched = new List<string>();
        for (string? after = null; ;)
        {
            var stretch = await reports.AfterAsync(Reader, new DatedPlanRequest("p"), after, 7, default);
            stretched.AddRange(stretch.Items.Select(p => p.Code));
            if ((after = stretch.Next) is null)
                break;
        }

        Assert.That(whole, Has.Count.EqualTo(90));
        Assert.That(whole.Select(p => p.ProgrammeCode), Is.Ordered);
        Assert.That(paged, Is.EqualTo(whole.Select(p => p.Code)));
        Assert.That(stretched, Is.EqualTo(whole.Select(p => p.Code)));
        var part = await reports.GetAsync(Reader, new DatedPlanRequest("p", Programme: "b", Page: 9), default);
        Assert.That((part.Projects.Total, part.Projects.Number, part.Projects.Items.Count), Is.EqualTo((45, 2, 5)));
    }

    private static DatedPlanReports Reports(SmallCapital capital) => new(capital.Portfolio.Access, new BusinessCalendar(capital.Clock));

    /// <summary>Given in March; a part of it moved in June.</summary>
    internal static async Task<SmallCapital> GivenAsync()
    {
        var capital = await SmallCapital.CreateAsync();
        var given = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 300), ("A-1", "s2", 2027, 700), ("B-1", "s1", 2026, 50));
        await capital.ApproveAsync(given.Id, "01/QĐ", First);
        var moved = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, -100), ("B-1", "s1", 2026, 100));
        await capital.ApproveAsync(moved.Id, "02/QĐ", Second);
        await capital.DraftAsync(DecisionKind.Allocation, ("A-3", "s1", 2026, 1));
        return capital;
    }
}
