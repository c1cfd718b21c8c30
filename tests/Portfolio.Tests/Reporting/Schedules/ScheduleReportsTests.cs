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
    public async Task What_two_of_one_name_write_of_one_field_at_one_moment_is_told_both()
    {
        // Each follows what stands, so they are two statements of one moment.
        foreach (var day in new[] { "2027-01-31", "2027-02-28" })
            await schedule.Portfolio.ExecuteAsync($"""
                insert into milestones.date_entry (milestone_id, project_id, field, was_on, was_precision, was_text, now_on, now_precision, now_text, reason_code,
                    entered_by, entered_on, entered_at)
                select m.id, m.project_id, 'stated', m.stated_on, m.stated_precision, m.stated_text, '{day}', 'day', '{day}', 'land', 'Ban', '2026-06-15', '2026-06-15 03:00:00+00'
                from milestones.milestone m join projects.project p on p.id = m.project_id
                where p.code = 'A-1' and m.code = 'khoi-cong'
                """);
        var project = (await AskAsync()).Project;
        var thread = await new MilestoneThreads(schedule.Portfolio.Access).GetAsync(SmallSchedule.Construction, project, "khoi-cong", 1, default);
        Assert.That(thread.Items.Single().Changes.Select(c => c.NowOn), Is.EqualTo(new DateOnly?[] { new(2027, 1, 31), new(2027, 2, 28) }));
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
