using Portfolio.Accounts;
using Portfolio.LandClearance.Obstacles;
using Portfolio.LandClearance.Packages;
using Portfolio.LandClearance.Steps;
using Portfolio.Reporting.Work;
using Portfolio.Tests.LandClearance;

namespace Portfolio.Tests.Reporting.Work;

/// <summary>The committee of a commune finds the land of its commune among its work, whosever the projects are.</summary>
internal sealed class CommuneWorkTests
{
    private SmallLand land = null!;
    private Actor committee = null!;
    private long package;

    [SetUp]
    public async Task StartAsync()
    {
        land = await SmallLand.CreateAsync();
        committee = await land.OfBodyAsync("b-c1");
        await land.Portfolio.ExecuteAsync("""
            insert into land_clearance.step (province_code, code, position, name, name_en, after_step, limit_value, limit_unit, source_document, verified) values
                ('xx', 'notice', 1, 'Thông báo', 'Notice', null, null, null, 'x', false),
                ('xx', 'inventory', 2, 'Kiểm đếm', 'Inventory', 'notice', 30, 'day', 'x', false)
            """);
        package = (await land.CreateAsync(LandFigures.None, new PackageFacts("Km 1", "other", "14/6/2026"))).Id;
    }

    [TearDown]
    public async Task EndAsync() => await land.DisposeAsync();

    [Test]
    public async Task A_hand_over_that_is_late_stands_there_and_leads_to_its_package()
    {
        await land.CreateAsync(LandFigures.None, new PackageFacts(null, "other", "14/6/2026"), commune: "c2");
        await land.CreateAsync(LandFigures.None, new PackageFacts("Km 2", "other", "15/6/2026"));
        var report = await AskAsync(committee);
        Assert.That(Shown(report), Is.EqualTo(new[] { (WorkKind.Land, "A-1", Id(package), (int?)1) }));
        Assert.That((report.Items.Items[0].Name, report.Projects), Is.EqualTo(("Xã c1 – Km 1", 1)));
    }

    [TestCase("2026-05-16", null, Description = "due today")]
    [TestCase("2026-05-15", 1, Description = "late on the day after")]
    public async Task A_step_past_its_limit_stands_there_until_it_is_done(string noticed, int? late)
    {
        await MarkAsync("notice", noticed);
        Assert.That(
            (await AskAsync(committee, WorkKind.Step)).Items.Items.Select(i => (i.Code, i.Name, i.NameEn, i.Days)),
            Is.EqualTo(late is null ? [] : new[] { (Id(package), "Kiểm đếm: Xã c1 – Km 1", "Inventory: Xã c1 – Km 1", late) }));
        await MarkAsync("inventory", "2026-06-15");
        Assert.That((await AskAsync(committee)).Counts.ContainsKey(WorkKind.Step), Is.False);
    }

    [Test]
    public async Task An_open_obstacle_to_land_of_the_commune_stands_there_once_even_where_the_committee_must_act()
    {
        var obstacles = new ObstacleService(land.Portfolio.Access, land.Calendar);
        var since = new DateOnly(2026, 5, 1);
        var others = await obstacles.ReportAsync(SmallLand.Builder, new ReportObstacle("A-1", package, "Cột điện", null, "power", since, null), default);
        var own = await obstacles.ReportAsync(SmallLand.Builder, new ReportObstacle("A-1", package, "Mồ mả", null, "b-c1", since, null), default);
        await obstacles.ReportAsync(SmallLand.Builder, new ReportObstacle("A-1", null, "Vật liệu", null, "power", since, null), default);
        Assert.That(
            (await AskAsync(committee, WorkKind.Obstacle)).Items.Items.Select(i => i.Code), Is.EquivalentTo(new[] { Id(others.Id), Id(own.Id) }));
        await obstacles.CloseAsync(SmallLand.Builder, new CloseObstacle(others.Id, null, "xong"), default);
        Assert.That((await AskAsync(committee)).Counts[WorkKind.Obstacle], Is.EqualTo(1));
    }

    [Test]
    public async Task A_department_of_the_province_finds_what_waits_for_it_what_is_past_due_and_what_nobody_answers()
    {
        await land.Portfolio.ExecuteAsync("""
            insert into directory.body (code, kind, name, name_en, province_code, source_file, source_section, source_item) values
                ('xx-so-xay-dung', 'department', 'Sở Xây dựng', 'Construction', 'xx', 'f', 's', 'i')
            """);
        var obstacles = new ObstacleService(land.Portfolio.Access, land.Calendar);
        Task<ObstacleReceipt> ReportAsync(string title, string mustAct, string since, string? due = null) => obstacles.ReportAsync(
            SmallLand.Builder, new ReportObstacle("A-1", null, title, null, mustAct, Day(since), due is null ? null : Day(due)), default);
        await ReportAsync("của Sở", "xx-so-xay-dung", "2026-06-15");
        await ReportAsync("mới", "power", "2026-06-02");
        var answered = await ReportAsync("có trả lời", "power", "2026-05-01");
        await obstacles.AnswerAsync(SmallLand.Builder, new AnswerObstacle(answered.Id, "đang làm"), default);
        await ReportAsync("lâu", "power", "2026-06-01");
        await ReportAsync("hôm nay", "power", "2026-06-10", "2026-06-15");
        await ReportAsync("quá hạn", "power", "2026-06-10", "2026-06-14");
        var closed = await ReportAsync("xong", "xx-so-xay-dung", "2026-05-01");
        await obstacles.CloseAsync(SmallLand.Builder, new CloseObstacle(closed.Id, null, "xong"), default);
        Assert.That(await TitlesAsync(SmallLand.Builder), Is.EquivalentTo(new[] { "của Sở", "lâu", "quá hạn" }));
        Assert.That(await TitlesAsync(SmallLand.Builder with { Role = Role.Finance }), Is.EquivalentTo(new[] { "lâu", "quá hạn" }));
        Assert.That(await TitlesAsync(SmallLand.Builder with { Reach = new Reach("yy", null) }), Is.Empty);
        Assert.That(await TitlesAsync(await land.OfBodyAsync("owner")), Is.Empty);

        async Task<IEnumerable<string>> TitlesAsync(Actor actor) => (await AskAsync(actor, WorkKind.Obstacle)).Items.Items.Select(i => i.Name);
    }

    [Test]
    public async Task Whoever_owns_the_project_sees_its_late_hand_overs_once_and_the_steps_are_the_committees()
    {
        await MarkAsync("notice", "2026-05-01");
        Assert.That(Shown(await AskAsync(await land.OfBodyAsync("owner"))).Select(i => i.Item1), Is.EqualTo(new[] { WorkKind.Land }));
        Assert.That((await AskAsync(await land.OfBodyAsync("b-c2"))).Items.Items, Is.Empty);
        var both = committee with { Reach = committee.Reach with { Bodies = committee.Reach.Bodies!.Union((await land.OfBodyAsync("owner")).Reach.Bodies!).ToHashSet() } };
        Assert.That(Shown(await AskAsync(both)).Select(i => i.Item1), Is.EquivalentTo(new[] { WorkKind.Land, WorkKind.Step }));
        Assert.That(Shown(await AskAsync(SmallLand.Builder)).Select(i => i.Item1), Is.EqualTo(new[] { WorkKind.Land }));
    }

    [Test]
    public async Task Land_that_was_handed_over_is_no_work_any_more()
    {
        await MarkAsync("notice", "2026-05-01");
        await land.Updates.EnterAsync(SmallLand.Builder, SmallLand.News(package, null) with { HandedOver = new DayChange(new DateOnly(2026, 6, 15)) }, default);
        Assert.That((await AskAsync(committee)).Items.Items, Is.Empty);
    }

    private static IEnumerable<(WorkKind, string, string?, int?)> Shown(WorkReport report) =>
        report.Items.Items.Select(i => (i.Kind, i.ProjectCode, i.Code, i.Days));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    private static string Id(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Task MarkAsync(string step, string day) => new StepService(land.Portfolio.Access, land.Calendar).MarkAsync(
        SmallLand.Builder, new MarkStep(package, null, step, DateOnly.ParseExact(day, "yyyy-MM-dd", null), null), default);

    private Task<WorkReport> AskAsync(Actor actor, WorkKind? kind = null) =>
        new WorkReports(land.Portfolio.Access, land.Calendar).GetAsync(actor, new WorkRequest(kind, 1), default);
}
