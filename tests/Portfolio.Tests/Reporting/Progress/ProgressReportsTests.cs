using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Progress;
using Portfolio.Reporting.Projects;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Milestones;

namespace Portfolio.Tests.Reporting.Progress;

/// <summary>Schedules of many projects side by side.</summary>
internal sealed class ProgressReportsTests
{
    private static readonly Actor Visitor = new("x", Role.Visitor);

    private SmallSchedule schedule = null!;
    private ProgressReports reports = null!;

    // A-1 is expected 90 days late, A-2 is done with what was overdue, B-1 is expected 30 days late.
    [SetUp]
    public async Task CreateAsync()
    {
        schedule = await SmallSchedule.CreateAsync();
        reports = new ProgressReports(schedule.Portfolio.Access, new BusinessCalendar(new TurnedClock(new DateTimeOffset(2026, 6, 15, 3, 0, 0, TimeSpan.Zero))));
        await schedule.Updates.StateForecastAsync(schedule.Owner, new StateForecast("A-1", "hoan-thanh", null, "31/3/2029", "capital"), default);
        await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-2", "khac", null, new DateOnly(2026, 6, 1)), default);
        await schedule.Updates.StateForecastAsync(schedule.OtherOwner, new StateForecast("B-1", "hoan-thanh", null, "30/1/2029", "land"), default);
        await schedule.Updates.ReportProgressAsync(schedule.OtherOwner, new ReportProgress("B-1", "khoi-cong", null, 8), default);
    }

    [TearDown]
    public async Task DropAsync() => await schedule.DisposeAsync();

    [Test]
    public async Task Those_whose_finish_slips_most_come_first_and_the_sums_are_of_all()
    {
        var report = await AskAsync();
        Assert.Multiple(() =>
        {
            Assert.That(report.Projects.Items.Select(p => (p.Code, p.DaysLate, p.OpenLate, p.PhysicalPercent)), Is.EqualTo(new (string, int?, int, decimal)[] { ("A-1", 90, 1, 0), ("B-1", 30, 1, 2), ("A-2", 0, 0, 25) }));
            Assert.That(report.Sum, Is.EqualTo(new ProgressSum(3, 2, 2, 2, 9m)));
            Assert.That(report.Projects.Items[0].FinishExpectedOn, Is.EqualTo(new DateOnly(2029, 3, 31)));
            Assert.That(report.Projects.Items[0].Milestones.Select(m => m.Code), Is.EqualTo(new[] { "khac", "khoi-cong", "hoan-thanh" }), "continuous work has no place on the axis");
            Assert.That((report.Projects.Items[2].Next!.Code, report.Projects.Items[2].Milestones[0].MetOn), Is.EqualTo(("khoi-cong", new DateOnly(2026, 6, 1))));
            Assert.That(report.Projects.Items.Select(p => p.Land), Has.All.Null);
        });
    }

    [Test]
    public async Task Orders_filters_and_pages_hold_together()
    {
        Assert.That(Codes(await AskAsync(sort: ProgressSort.Percent)), Is.EqualTo(new[] { "A-1", "B-1", "A-2" }));
        Assert.That(Codes(await AskAsync(slips: Slips.Finish)), Is.EqualTo(new[] { "A-1", "B-1" }));
        Assert.That(Codes(await AskAsync(slips: Slips.Overdue)), Is.EqualTo(new[] { "A-1", "B-1" }));
        Assert.That(Codes(await AskAsync(new ProjectFilter { Body = "xx-khac" })), Is.EqualTo(new[] { "B-1" }));
        var last = await AskAsync(sort: ProgressSort.Code, number: 9, size: 2);
        Assert.That((last.Projects.Number, last.Projects.Total, Codes(last)[0]), Is.EqualTo((2, 3, "B-1")));
        Assert.That(() => AskAsync(new ProjectFilter { Sector = "x" }), Throws.InstanceOf<ValidationFailedException>());
        Assert.That(() => AskAsync(slips: (Slips)(-1)), Throws.InstanceOf<ValidationFailedException>());
    }

    [Test]
    public async Task Stretches_follow_the_codes()
    {
        var first = await reports.AfterAsync(Visitor, new ProjectFilter(), null, 2, default);
        var second = await reports.AfterAsync(Visitor, new ProjectFilter(), first.Next, 2, default);
        Assert.That((first.Items.Select(p => p.Code), first.Next, second.Items.Single().Code, second.Next), Is.EqualTo((new[] { "A-1", "A-2" }, "A-2", "B-1", (string?)null)));
    }

    private static string[] Codes(ProgressReport report) => [.. report.Projects.Items.Select(p => p.Code)];

    private Task<ProgressReport> AskAsync(ProjectFilter? filter = null, Slips? slips = null, ProgressSort sort = ProgressSort.Late, int number = 1, int size = 50) =>
        reports.PageAsync(Visitor, new ProgressRequest(filter ?? new ProjectFilter(), slips, sort, number, size), default);
}
