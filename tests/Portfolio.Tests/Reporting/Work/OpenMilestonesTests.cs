using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Work;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Milestones;

namespace Portfolio.Tests.Reporting.Work;

/// <summary>Which milestones stand in the grid, and how single ones stand now.</summary>
internal sealed class OpenMilestonesTests
{
    private SmallSchedule schedule = null!;

    [SetUp]
    public async Task CreateAsync() => schedule = await SmallSchedule.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await schedule.DisposeAsync();

    [Test]
    public async Task An_owner_sees_the_open_milestones_of_his_own_projects_by_date()
    {
        await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", "khac", null, SmallSchedule.Today), default);
        var page = await AskAsync(schedule.Owner, OpenKind.All);
        Assert.That(page.Items.Select(m => $"{m.ProjectCode} {m.Code}"), Is.EqualTo(new[]
        {
            "A-1 khoi-cong", "A-1 hoan-thanh", "A-1 thuong-xuyen", "A-2 khac", "A-2 khoi-cong", "A-2 hoan-thanh", "A-2 thuong-xuyen",
        }));
        Assert.That(page.Total, Is.EqualTo(7));
        Assert.That((await AskAsync(SmallSchedule.Construction, OpenKind.All)).Total, Is.EqualTo(15));
    }

    [TestCase(OpenKind.Late, "2026-05-31", new string[0])]
    [TestCase(OpenKind.Late, "2026-06-01", new[] { "khac" })]
    [TestCase(OpenKind.Due, "2026-05-31", new[] { "khac" })]
    [TestCase(OpenKind.Due, "2026-11-30", new string[0])]
    [TestCase(OpenKind.Due, "2026-12-01", new[] { "khoi-cong" })]
    public async Task Late_and_due_begin_on_their_days(OpenKind kind, string today, string[] codes) =>
        Assert.That((await AskAsync(schedule.Owner, kind, "A-1", on: today)).Items.Select(m => m.Code), Is.EqualTo(codes));

    [TestCase(34, 4)]
    [TestCase(35, 8)]
    public async Task Milestones_of_a_project_are_stale_with_their_project(int days, int rows)
    {
        await schedule.Updates.ReportProgressAsync(schedule.Owner, new ReportProgress("A-1", "khac", null, 10), default);
        // Heard of on the day the database has.
        var on = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7)).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.That((await AskAsync(schedule.Owner, OpenKind.Stale, on: on)).Total, Is.EqualTo(rows));
    }

    [Test]
    public async Task One_project_or_one_body_is_asked_for()
    {
        Assert.That((await AskAsync(SmallSchedule.Construction, OpenKind.All, "B-1")).Total, Is.EqualTo(4));
        Assert.That((await AskAsync(SmallSchedule.Construction, OpenKind.All, body: "xx-khac")).Items.Select(m => m.ProjectCode).Distinct(), Is.EqualTo(new[] { "B-1", "B-2" }));
        Assert.That((await AskAsync(schedule.Owner, OpenKind.All, "B-1")).Total, Is.Zero);
        Assert.That((await Service().BodiesAsync(SmallSchedule.Construction, default)).Select(b => b.Code), Is.EqualTo(new[] { "xx-khac", "xx-ban" }));
        Assert.That((await Service().BodiesAsync(schedule.Owner, default)).Select(b => b.Code), Is.EqualTo(new[] { "xx-ban" }));
    }

    [TestCase(2)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public async Task A_page_past_the_end_gives_the_last_one(int number)
    {
        await schedule.Portfolio.ExecuteAsync($"""
            insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text, source_file, source_section, source_item)
            select p.id, p.plan_id, 'm-' || to_char(i, 'fm000'), 'other', 'Mốc', '2027-01-01'::date + i, 'day', 'x', 'f', 's', 'i'
            from projects.project p, generate_series(1, {OpenMilestones.PageSize}) i where p.code = 'A-1'
            """);
        var page = await Service().ListAsync(schedule.Owner, new OpenRequest(OpenKind.All, "A-1", null, number), default);
        Assert.That((page.Number, page.Total, page.Items.Count), Is.EqualTo(number < 1 ? (1, 104, 100) : (2, 104, 4)));
        // By date, what has none at the end.
        Assert.That(page.Items[^1].Code, Is.EqualTo(number < 1 ? "m-098" : "thuong-xuyen"));
    }

    [Test]
    public async Task How_it_stands_names_who_spoke_last_whether_of_a_date_or_of_progress()
    {
        await schedule.Updates.StateForecastAsync(schedule.Owner, new StateForecast("A-1", "khoi-cong", null, "năm 2027", "land"), default);
        await schedule.Updates.ReportProgressAsync(SmallSchedule.Construction, new ReportProgress("A-1", "khac", null, 30), default);
        var standing = await Service().StandingAsync(schedule.Owner, [("A-1", "khoi-cong"), ("A-1", "khac"), ("A-2", "khac"), ("B-1", "khac"), ("A-1", "?")], default);
        Assert.That(standing.Values.Select(m => $"{m.ProjectCode} {m.Code} {m.StatedText} {m.Percent} {m.SaidBy}"), Is.EquivalentTo(new[]
        {
            "A-1 khoi-cong năm 2027 0 Chủ đầu tư thứ nhất", "A-1 khac  30 Sở Xây dựng", "A-2 khac  0 ",
        }));
    }

    [Test]
    public Task Who_updates_nothing_sees_nothing() =>
        Assert.ThatAsync(() => AskAsync(new Actor("Lãnh đạo", Role.Leader), OpenKind.All), Throws.InstanceOf<PermissionDeniedException>());

    private Task<Page<OpenMilestone>> AskAsync(Actor actor, OpenKind kind, string? project = null, string? body = null, string? on = null) =>
        Service(on is null ? null : DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ListAsync(actor, new OpenRequest(kind, project, body, 1), default);

    private OpenMilestones Service(DateOnly? on = null) =>
        new(schedule.Portfolio.Access, new BusinessCalendar(new TurnedClock(BusinessCalendar.StartOf(on ?? SmallSchedule.Today))));
}
