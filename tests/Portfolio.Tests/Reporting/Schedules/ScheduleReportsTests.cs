using Portfolio.Common;
using Portfolio.Milestones.Links;
using Portfolio.Milestones.Plan;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Schedules;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Milestones;

namespace Portfolio.Tests.Reporting.Schedules;

/// <summary>The schedule of a project: what drives its finish, what predecessors cost, who moved its dates.</summary>
internal sealed class ScheduleReportsTests
{
    private SmallSchedule schedule = null!;

    [SetUp]
    public async Task CreateAsync() => schedule = await SmallSchedule.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await schedule.DisposeAsync();

    [Test]
    public async Task The_critical_path_leads_from_what_drives_to_the_finish_and_each_predecessor_says_what_it_costs()
    {
        await schedule.Links.LinkAsync(schedule.Owner, new LinkMilestones("A-1", "hoan-thanh", null, "khoi-cong", 700), default);
        await schedule.Links.LinkAsync(schedule.Owner, new LinkMilestones("A-1", "hoan-thanh", null, "khac", 10), default);
        await schedule.Updates.StateForecastAsync(schedule.Owner, new StateForecast("A-1", "khoi-cong", null, "31/3/2027", "land"), default);

        var report = await AskAsync();
        var finish = report.Milestones.Single(m => m.Code == "hoan-thanh");
        var pushedTo = new DateOnly(2027, 3, 31).AddDays(700);
        var costs = pushedTo.DayNumber - new DateOnly(2028, 12, 31).DayNumber;
        Assert.Multiple(() =>
        {
            Assert.That(report.CriticalPath, Is.EqualTo(new[] { "khoi-cong", "hoan-thanh" }));
            Assert.That((finish.ExpectedOn, finish.Cause, finish.DriverCode, finish.DaysPushed), Is.EqualTo(((DateOnly?)pushedTo, (string?)"predecessor", (string?)"khoi-cong", (int?)costs)));
            Assert.That(report.Links.Select(l => (l.PredecessorCode, l.DaysPushed)), Is.EquivalentTo(new[] { ("khoi-cong", costs), ("khac", 0) }));
            Assert.That(report.Project.DaysAfterBaseline, Is.EqualTo(costs));
        });
    }

    [Test]
    public async Task The_later_word_of_the_owner_counts_for_the_finish_and_is_told_as_such()
    {
        await schedule.Updates.StateForecastAsync(schedule.Owner, new StateForecast("A-1", "hoan-thanh", null, "31/3/2029", "capital"), default);
        var report = await AskAsync();
        var finish = report.Milestones.Single(m => m.Code == report.CriticalPath[^1]);
        Assert.That((finish.StatedLater, finish.ExpectedOn, finish.EffectiveOn, report.Project.FinishExpectedOn),
            Is.EqualTo((true, (DateOnly?)new DateOnly(2028, 12, 31), (DateOnly?)new DateOnly(2029, 3, 31), (DateOnly?)new DateOnly(2029, 3, 31))));
    }

    [Test]
    public async Task Physical_progress_stands_beside_financial_with_the_gap()
    {
        await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", "khac", null, SmallSchedule.Today), default);
        var head = (await AskAsync()).Project;
        Assert.That((head.PhysicalPercent, head.FinancialPercent, head.Gap), Is.EqualTo(((decimal?)25m, (decimal?)null, (decimal?)null)));
    }

    [Test]
    public async Task Who_moved_a_date_is_told_with_the_sum_of_days_by_reason()
    {
        await schedule.Plans.MovePlannedAsync(schedule.Owner, new MovePlanned("A-1", "khac", null, "30/6/2026", "land"), default);
        await schedule.Plans.MovePlannedAsync(schedule.Owner, new MovePlanned("A-1", "khac", null, "10/7/2026", "weather"), default);
        var report = await new DateMoves(schedule.Portfolio.Access).GetAsync(SmallSchedule.Construction, "A-1", "khac", "planned", 1, default);
        Assert.Multiple(() =>
        {
            Assert.That(report.Moves.Items.Select(m => (m.WasText, m.NowText, m.Days, m.ReasonCode, m.EnteredBy)), Is.EqualTo(new (string?, string?, int?, string?, string)[]
            {
                ("30/6/2026", "10/7/2026", 10, "weather", schedule.Owner.Name), ("31/5/2026", "30/6/2026", 30, "land", schedule.Owner.Name),
            }));
            Assert.That(report.Sums.Select(s => (s.ReasonCode, s.Times, s.Days, s.Moves, s.DaysMoved)), Is.EquivalentTo(new (string?, int, int, int, int)[]
            {
                ("land", 1, 30, 2, 40), ("weather", 1, 10, 2, 40),
            }));
        });
    }

    [Test]
    public Task An_unknown_project_has_no_schedule() => Assert.ThatAsync(() => AskAsync("X-9"), Throws.InstanceOf<NotFoundException>());

    private Task<ScheduleReport> AskAsync(string project = "A-1") =>
        new ScheduleReports(schedule.Portfolio.Access, new BusinessCalendar(new TurnedClock(BusinessCalendar.StartOf(SmallSchedule.Today))))
            .GetAsync(schedule.Owner, project, default);
}
