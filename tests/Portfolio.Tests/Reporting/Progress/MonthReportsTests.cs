using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Progress;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Milestones;

namespace Portfolio.Tests.Reporting.Progress;

/// <summary>What falls due, by body and month, on 15 June 2026.</summary>
internal sealed class MonthReportsTests
{
    private static readonly Actor Visitor = new("x", Role.Visitor);

    private SmallSchedule schedule = null!;
    private MonthReports reports = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        schedule = await SmallSchedule.CreateAsync();
        reports = new MonthReports(schedule.Portfolio.Access, new BusinessCalendar(new TurnedClock(new DateTimeOffset(2026, 6, 15, 3, 0, 0, TimeSpan.Zero))));
        await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", "khac", null, new DateOnly(2026, 6, 3)), default);
    }

    [TearDown]
    public async Task DropAsync() => await schedule.DisposeAsync();

    [Test]
    public async Task Each_body_has_its_months_and_those_with_most_overdue_come_first()
    {
        var report = await reports.YearAsync(Visitor, "p", 2026, default);
        var (some, all, none) = (new MonthCount(2, 1, 1, 1), new MonthCount(2, 0, 0, 2), MonthCount.None);
        Assert.Multiple(() =>
        {
            Assert.That(report.Bodies.Select(b => b.Code), Is.EqualTo(new[] { "xx-khac", "xx-ban" }));
            Assert.That(report.Bodies.Single(b => b.Code == "xx-ban").Months, Is.EqualTo(new[] { none, none, none, none, some, none, none, none, none, none, none, new MonthCount(2, 0, 0, 0) }));
            Assert.That((report.Months[4], report.Sum, report.FirstYear, report.LastYear), Is.EqualTo((some + all, new MonthCount(8, 1, 1, 3), (int?)2026, (int?)2028)));
        });
    }

    [Test]
    public async Task A_number_opens_the_milestones_it_is_made_of()
    {
        var month = await ListAsync(new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31), "xx-ban", null);
        Assert.That(month, Is.EqualTo(new[] { ("A-1", (int?)3), ("A-2", 15) }));
        Assert.That(await ListAsync(new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31), "xx-ban", DueState.Late), Is.EqualTo(new[] { ("A-2", (int?)15) }));
        Assert.That(await ListAsync(new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31), "xx-ban", DueState.Met), Is.EqualTo(new[] { ("A-1", (int?)3) }));
        Assert.That((await ListAsync(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), null, DueState.Open)).Count, Is.EqualTo(4));
        Assert.That(await ListAsync(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), DueRequest.Nobody, null), Is.Empty);
        Assert.That(await ListAsync(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), "khong-co", null), Is.Empty);
    }

    [Test]
    public async Task A_project_nobody_answers_for_is_not_forgotten()
    {
        await schedule.Portfolio.ExecuteAsync("delete from projects.project_body r using projects.project p where p.id = r.project_id and p.code = 'A-2'");
        var report = await reports.YearAsync(Visitor, "p", 2026, default);
        Assert.That(report.Bodies.Select(b => (b.Code, b.Sum.Due, b.Sum.Late)), Is.EqualTo(new (string?, int, int)[] { ("xx-khac", 4, 2), (null, 2, 1), ("xx-ban", 2, 0) }));
        Assert.That(await ListAsync(new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31), DueRequest.Nobody, null), Is.EqualTo(new[] { ("A-2", (int?)15) }));
    }

    [Test]
    public async Task Without_a_year_the_nearest_with_milestones_is_shown_and_unknown_plans_are_refused()
    {
        Assert.That((await reports.YearAsync(Visitor, "p", null, default)).Year, Is.EqualTo(2026));
        Assert.That((await reports.YearAsync(Visitor, "p", 2031, default)).Bodies, Is.Empty);
        Assert.That(() => reports.YearAsync(Visitor, "khong-co", null, default), Throws.InstanceOf<NotFoundException>());
    }

    [Test]
    public async Task A_page_past_the_end_gives_the_first()
    {
        var list = await reports.ListAsync(Visitor, new DueRequest("p", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), null, null, 7), default);
        Assert.That((list.Number, list.Total, list.Items.Count), Is.EqualTo((1, 8, 8)));
    }

    private async Task<IReadOnlyList<(string, int?)>> ListAsync(DateOnly from, DateOnly to, string? body, DueState? state)
    {
        var list = await reports.ListAsync(Visitor, new DueRequest("p", from, to, body, state, 1), default);
        return [.. list.Items.Select(m => (m.ProjectCode, m.DaysLate(SmallSchedule.Today)))];
    }
}
