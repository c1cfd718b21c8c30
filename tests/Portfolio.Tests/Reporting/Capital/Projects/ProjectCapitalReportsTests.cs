using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Projects;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Reporting.Capital.Closings;
using Portfolio.Tests.Reporting.Capital.Dated;

namespace Portfolio.Tests.Reporting.Capital.Projects;

internal sealed class ProjectCapitalReportsTests
{
    private static readonly Actor Reader = new("reader", Role.Visitor);

    [Test]
    public async Task A_project_shows_its_need_what_was_given_and_paid_and_by_which_decisions()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        await ClosingReportTests.PayAsync(capital, "A-1", "s1", 2026, 40);
        var project = await ReadAsync(capital, "A-1");

        Assert.That((project.Need.Total.Dong, project.Total.Allocated.Dong, project.Total.Paid.Dong, project.Unallocated.Dong), Is.EqualTo(
            (await capital.Portfolio.NumberAsync("select sum(amount) from funding.need n join projects.project p on p.id = n.project_id where p.code = 'A-1'"), 900L, 40L,
                project.Need.Total.Dong - 900)));
        Assert.That(
            project.Sources.SelectMany(s => s.Years.Select((y, i) => (s.Code, project.Years[i], y.Allocated.Dong))).Where(c => c.Dong != 0),
            Is.EqualTo([("s1", 2026, 200L), ("s2", 2027, 700L)]));
        Assert.That(
            project.Decisions.Select(d => (d.Decision.Number, d.Given.Dong, d.Taken.Dong)), Is.EqualTo([("02/QĐ", 0L, 100L), ("01/QĐ", 1000L, 0L)]));
    }

    [Test]
    public async Task A_closing_shows_what_is_carried_over_and_what_lapses_and_the_year_it_goes_to()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        capital.Clock.Turn(new DateOnly(2027, 2, 3));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.EditAsync(closing.Id, ("A-1", "s1", 2026, 150));
        await capital.ApproveAsync(closing.Id, "09/QĐ", new DateOnly(2027, 2, 3));
        var project = await ReadAsync(capital, "A-1");

        Assert.That((project.Decisions[0].Carried.Dong, project.Decisions[0].Lapsed.Dong, project.Decisions[0].Given), Is.EqualTo((150L, 50L, Vnd.Zero)));
        var years = project.PerYear(project.Sources);
        Assert.That((years[0].Unpaid.Dong, years[1].CarriedIn.Dong, years[1].Unpaid.Dong), Is.EqualTo((0L, 150L, 850L)));
    }

    [Test]
    public async Task Drafts_are_no_part_of_it()
    {
        await using var capital = await DatedPlanReportsTests.GivenAsync();
        var project = await ReadAsync(capital, "A-3");
        Assert.That((project.Total.Allocated, project.Decisions.Count), Is.EqualTo((Vnd.Zero, 0)));
    }

    [Test]
    public async Task An_unknown_project_is_not_found()
    {
        await using var capital = await SmallCapital.CreateAsync();
        Assert.That(() => ReadAsync(capital, "X-1"), Throws.TypeOf<NotFoundException>());
    }

    private static Task<ProjectCapital> ReadAsync(SmallCapital capital, string code) =>
        new ProjectCapitalReports(capital.Portfolio.Access, new BusinessCalendar(capital.Clock)).GetAsync(Reader, code, default);
}
