using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Confirmation;
using Portfolio.Milestones.Plan;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Work;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Milestones;

namespace Portfolio.Tests.Reporting.Work;

/// <summary>What stands among somebody's work, and what does not.</summary>
internal sealed class WorkReportsTests
{
    private SmallSchedule schedule = null!;

    [SetUp]
    public async Task CreateAsync() => schedule = await SmallSchedule.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await schedule.DisposeAsync();

    [Test]
    public async Task An_owner_sees_what_is_overdue_in_his_own_projects_alone()
    {
        var report = await AskAsync(schedule.Owner);
        Assert.That(report.Items.Items.Select(i => (i.Kind, i.ProjectCode, i.Code, i.Days)), Is.EquivalentTo(new (WorkKind, string, string?, int?)[]
        {
            (WorkKind.Late, "A-1", "khac", 15), (WorkKind.Late, "A-2", "khac", 15),
        }));
        Assert.That(report.Projects, Is.EqualTo(2));
    }

    [TestCase("2026-05-31", null, Description = "due today")]
    [TestCase("2026-06-01", WorkKind.Late, Description = "late on the day after")]
    public async Task Work_is_late_on_the_day_after_it_was_due(string today, WorkKind? late)
    {
        var report = await AskAsync(schedule.Owner, on: DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(report.Items.Items.First(i => i.Code == "khac").Kind, Is.EqualTo(late ?? WorkKind.Due));
    }

    [TestCase("2026-11-30", false)]
    [TestCase("2026-12-01", true)]
    public async Task What_is_due_within_thirty_days_is_due_soon(string today, bool due)
    {
        var report = await AskAsync(schedule.Owner, on: DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(report.Items.Items.Count(i => i is { Kind: WorkKind.Due, Code: "khoi-cong" }), Is.EqualTo(due ? 2 : 0));
    }

    // With and without a province of their own: its ruling holds where its projects are.
    [TestCase("2026-12-20", false)]
    [TestCase("2026-12-21", true)]
    public async Task What_is_due_soon_and_stale_follows_what_the_province_rules(string today, bool due)
    {
        await schedule.Portfolio.ExecuteAsync("""
            insert into slippage.ruling (province_code, rule_code, name, value, reason, ruled_by)
            select p.province_code, r.rule, r.name, r.value, 'x', 'x'
            from plans.plan p join projects.project x on x.plan_id = p.id and x.code = 'A-1',
                (values ('milestone.due_soon', 'first_days', 10), ('update.stale', 'amber_days', 500)) r (rule, name, value)
            """);
        foreach (var reach in (Reach[])[schedule.Owner.Reach, schedule.Owner.Reach with { Province = null }])
        {
            var report = await AskAsync(schedule.Owner with { Reach = reach }, on: DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture));
            Assert.That(report.Items.Items.Count(i => i is { Kind: WorkKind.Due, Code: "khoi-cong" }), Is.EqualTo(due ? 2 : 0));
        }
    }

    [Test]
    public async Task What_is_done_is_no_work_any_more_and_a_project_never_heard_of_is_stale()
    {
        await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", "khac", null, SmallSchedule.Today), default);
        await schedule.Plans.DropAsync(SmallSchedule.Construction, new DropMilestone("A-2", "khac", null, "thử"), default);
        var report = await AskAsync(schedule.Owner);
        Assert.That(report.Items.Items.Select(i => (i.Kind, i.ProjectCode, i.Days)), Is.EqualTo(new (WorkKind, string, int?)[] { (WorkKind.Stale, "A-2", null) }));
        Assert.That(report.Counts, Is.EqualTo(new Dictionary<WorkKind, int> { [WorkKind.Stale] = 1 }));
    }

    [TestCase(34, false)]
    [TestCase(35, true, Description = "the day on which it is warned of")]
    public async Task A_project_is_stale_after_thirty_five_days_without_a_word(int days, bool stale)
    {
        foreach (var done in (string[])["khac", "khoi-cong"])
            await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", done, null, SmallSchedule.Today), default);
        // Heard of on the day the database has; asked so many days later.
        var heard = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
        var report = await AskAsync(schedule.Owner, new WorkRequest(WorkKind.Stale, 1), heard.AddDays(days));
        Assert.That(report.Items.Items.Any(i => i.ProjectCode == "A-1"), Is.EqualTo(stale));
    }

    [TestCase(2)]
    [TestCase(int.MaxValue)]
    public async Task A_page_past_the_end_gives_the_last_one(int number)
    {
        foreach (var kind in (WorkKind?[])[null, WorkKind.Late])
        {
            var items = (await AskAsync(schedule.Owner, new WorkRequest(kind, number))).Items;
            Assert.That((items.Number, items.Total, items.Items.Count), Is.EqualTo((1, 2, 2)));
        }
        Assert.That((await AskAsync(schedule.Owner, new WorkRequest(WorkKind.Payment, number))).Items.Number, Is.EqualTo(1));
    }

    [Test]
    public async Task What_waits_for_confirmation_is_the_work_of_who_confirms()
    {
        await schedule.Confirmation.SwitchAsync(SmallSchedule.Construction, new SwitchConfirmation("xx", true, "thử"), default);
        await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", "khoi-cong", null, SmallSchedule.Today), default);
        Assert.Multiple(async () =>
        {
            Assert.That((await AskAsync(SmallSchedule.Construction)).Items.Items.Count(i => i is { Kind: WorkKind.Unconfirmed, Code: "khoi-cong" }), Is.EqualTo(1));
            Assert.That((await AskAsync(schedule.Owner)).Items.Items.Count(i => i.Code == "khoi-cong"), Is.Zero);
        });
    }

    [Test]
    public async Task What_waits_says_when_it_was_said_for_which_day_and_what_was_planned()
    {
        await schedule.Confirmation.SwitchAsync(SmallSchedule.Construction, new SwitchConfirmation("xx", true, "thử"), default);
        await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", "khoi-cong", null, new DateOnly(2025, 12, 8)), default);
        var item = (await AskAsync(SmallSchedule.Construction)).Items.Items.Single(i => i.Kind == WorkKind.Unconfirmed);
        Assert.That((item.SaidOn, item.On, item.OnText), Is.EqualTo((SmallSchedule.Today, new DateOnly(2025, 12, 8), "Quý IV/2026")));
        // A day that is put right is said anew; other days of the milestone are not.
        await schedule.Portfolio.ExecuteAsync("""
            insert into milestones.date_entry (milestone_id, project_id, field, now_on, now_precision, now_text, entered_by, entered_on)
            select m.id, m.project_id, 'stated', '2027-01-31', 'month', 'tháng 1/2027', 'x', '2026-06-20' from milestones.milestone m join projects.project p on p.id = m.project_id
            where p.code = 'A-1' and m.code = 'khoi-cong'
            """);
        Assert.That((await AskAsync(SmallSchedule.Construction)).Items.Items.Single(i => i.Kind == WorkKind.Unconfirmed).SaidOn, Is.EqualTo(SmallSchedule.Today));
    }

    [Test]
    public async Task What_was_returned_stands_among_the_work_of_its_owner_with_the_reason_until_it_is_done_again_however_far_off_it_is()
    {
        await schedule.Confirmation.SwitchAsync(SmallSchedule.Construction, new SwitchConfirmation("xx", true, "thử"), default);
        await DoneAsync();
        Assert.That(await ReturnedAsync(), Is.Empty);
        await schedule.Confirmation.ReturnAsync(SmallSchedule.Construction, new ConfirmMilestone("A-1", "khoi-cong", null, "Chưa có biên bản"), default);
        Assert.That(await ReturnedAsync(), Is.EqualTo(new[] { (WorkKind.Due, "khoi-cong", "Chưa có biên bản") }));
        await DoneAsync();
        Assert.That(await ReturnedAsync(), Is.Empty);
        // What its owner takes back himself was not returned to him.
        await schedule.Updates.UndoDoneAsync(schedule.Owner, new UndoDone("A-1", "khoi-cong", null, "nhầm"), default);
        Assert.That(await ReturnedAsync(), Is.Empty);

        Task DoneAsync() => schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", "khoi-cong", null, SmallSchedule.Today), default);
        async Task<IEnumerable<(WorkKind, string?, string?)>> ReturnedAsync() =>
            (await AskAsync(schedule.Owner)).Items.Items.Where(i => i.Code == "khoi-cong").Select(i => (i.Kind, i.Code, i.Returned));
    }

    [Test]
    public async Task Work_tells_whether_it_rests_on_figures_made_up()
    {
        Assert.That((await AskAsync(schedule.Owner)).Illustrative, Is.False);
        await schedule.Portfolio.ExecuteAsync("""
            update milestones.milestone set figure_basis = 'illustrative' where code = 'hoan-thanh' and project_id = (select id from projects.project where code = 'B-1')
            """);
        Assert.That(((await AskAsync(schedule.Owner)).Illustrative, (await AskAsync(schedule.OtherOwner)).Illustrative), Is.EqualTo((false, true)));
    }

    [Test]
    public Task Who_updates_nothing_has_no_work() =>
        Assert.ThatAsync(() => AskAsync(new Actor("Lãnh đạo", Role.Leader)), Throws.InstanceOf<PermissionDeniedException>());

    private Task<WorkReport> AskAsync(Actor actor, WorkRequest? request = null, DateOnly? on = null)
    {
        var clock = new TurnedClock(BusinessCalendar.StartOf(on ?? SmallSchedule.Today));
        return new WorkReports(schedule.Portfolio.Access, new BusinessCalendar(clock)).GetAsync(actor, request ?? new WorkRequest(null, 1), default);
    }
}
