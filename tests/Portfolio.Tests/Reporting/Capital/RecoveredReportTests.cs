using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital;
using Portfolio.Reporting.Capital.Balance;
using Portfolio.Reporting.Capital.Closings;
using Portfolio.Reporting.Capital.Lines;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Reporting.Capital.Projects;
using Portfolio.Reporting.Capital.Sources;
using Portfolio.Reporting.Dashboard;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Reporting.Capital.Closings;

namespace Portfolio.Tests.Reporting.Capital;

/// <summary>
/// Of 300 given for 2026 100 were paid, 150 carried over and 50 lapsed. The 100 are reversed after the closing and 30 of them paid
/// again: 70 were recovered, and 150 are left to be spent.
/// </summary>
internal sealed class RecoveredReportTests
{
    private static readonly (Vnd, Vnd) RecoveredAndLeft = (new Vnd(70), new Vnd(150));

    private SmallCapital capital = null!;
    private BusinessCalendar calendar = null!;
    private long closing;

    [OneTimeSetUp]
    public async Task RecoverAsync()
    {
        capital = await SmallCapital.CreateAsync();
        calendar = new BusinessCalendar(capital.Clock);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        await ClosingReportTests.PayAsync(capital, "A-1", "s1", 2026, 100);
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        closing = (await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ", default)).Id;
        await capital.EditAsync(closing, ("A-1", "s1", 2026, 150));
        await capital.ApproveAsync(closing, "02/QĐ", new DateOnly(2027, 2, 1));
        Assert.That((await ClosingAsync()).Recovered, Is.EqualTo(Vnd.Zero));
        capital.Clock.Turn(new DateOnly(2027, 5, 4));
        await capital.Desk.ReverseAsync(SmallCapital.Officer, 1, "nhập nhầm", default);
        await ClosingReportTests.PayAsync(capital, "A-1", "s1", 2026, 30);
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task The_closing_shows_what_it_found_and_what_was_recovered_since()
    {
        var report = await ClosingAsync();
        Assert.That(report.Recovered, Is.EqualTo(new Vnd(70)));
        var cell = report.Projects.Items.Single().Cells.Single();
        Assert.That((cell.Paid, cell.Unspent, cell.Carried, cell.Lapses), Is.EqualTo((new Vnd(100), new Vnd(200), new Vnd(150), new Vnd(50))));
    }

    [Test]
    public async Task A_room_of_a_closed_year_has_nothing_left_but_can_be_paid_out_of()
    {
        var rooms = (await capital.Reports.OfProjectAsync(SmallCapital.Officer, "A-1", new PaymentFilter(), null, 10, default)).Rooms;
        Assert.That(
            rooms.Select(r => (r.Year, r.Closed, r.Left, r.Recovered, r.Room, r.Open)),
            Is.EqualTo(new[] { (2026, true, Vnd.Zero, new Vnd(70), new Vnd(70), true), (2027, false, new Vnd(150), Vnd.Zero, new Vnd(150), true) }));
    }

    [Test]
    public async Task Project_balance_source_and_lines_tell_it_apart_from_what_is_left()
    {
        var project = await new ProjectCapitalReports(capital.Portfolio.Access, calendar).GetAsync(SmallCapital.Officer, "A-1", default);
        Assert.That(Of(project.Total), Is.EqualTo(RecoveredAndLeft));
        Assert.That(project.PerYear(project.Sources).Select(Of).Take(2), Is.EqualTo(new[] { (new Vnd(70), Vnd.Zero), (Vnd.Zero, new Vnd(150)) }));
        var balance = await new BalanceReports(capital.Portfolio.Access, calendar).GetAsync(SmallCapital.Officer, "p", default);
        Assert.That((Of(balance.Total.Total), Of(balance.Sources.Single().Total)), Is.EqualTo((RecoveredAndLeft, RecoveredAndLeft)));
        var source = await new SourceReports(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, "p", "s1", null, default);
        Assert.That(
            (Of(source.Total), Of(source.Programmes.Single().Total), Of(source.Projects.Items.Single().Total)),
            Is.EqualTo((RecoveredAndLeft, RecoveredAndLeft, RecoveredAndLeft)));
        foreach (var filter in (LineFilter[])[new LineFilter("p"), new LineFilter("p", Project: "A-1")])
            Assert.That(Of((await new LineReports(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, filter, null, null, default)).Figures), Is.EqualTo(RecoveredAndLeft));
    }

    [TestCase("p")]
    [TestCase("all")]
    public async Task The_first_page_tells_it_apart_too(string plan)
    {
        var of = (await new DashboardService(capital.Portfolio.Access, calendar, capital.Clock).GetAsync(SmallCapital.Officer, plan, default)).Capital;
        Assert.That((of.Recovered, of.Unpaid), Is.EqualTo(RecoveredAndLeft));
    }

    private static (Vnd, Vnd) Of(CapitalFigures figures) => (figures.Recovered, figures.Unpaid);

    private Task<ClosingReport> ClosingAsync() => new ClosingReports(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, closing, 1, default);
}
