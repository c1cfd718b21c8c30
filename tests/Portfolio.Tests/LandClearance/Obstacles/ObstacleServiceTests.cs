using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.LandClearance.Obstacles;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Tests.LandClearance.Obstacles;

internal sealed class ObstacleServiceTests
{
    private static readonly DateOnly Since = new(2026, 5, 1);

    private SmallLand land = null!;
    private ObstacleService obstacles = null!;
    private long package;

    [SetUp]
    public async Task StartAsync()
    {
        land = await SmallLand.CreateAsync();
        obstacles = new ObstacleService(land.Portfolio.Access, land.Calendar);
        package = (await land.CreateAsync(LandFigures.None)).Id;
    }

    [TearDown]
    public async Task EndAsync() => await land.DisposeAsync();

    [Test]
    public async Task It_is_reported_answered_by_who_must_act_and_closed_with_how_it_was_solved()
    {
        var made = await ReportAsync(package);
        var file = await new FileIntake(new FileLimits()).ReadAsync("cong-van.txt", new MemoryStream("Đã di dời"u8.ToArray()), default);
        var answered = await obstacles.AnswerAsync(await land.OfBodyAsync("power"), new AnswerObstacle(made.Id, " Sẽ di dời trong tháng 7 ", file), default);
        await obstacles.CloseAsync(await land.OfBodyAsync("owner"), new CloseObstacle(made.Id, answered.Version, "Đã di dời cột điện"), default);
        Assert.That(await land.Portfolio.NumberAsync($"""
            select count(*) from land_clearance.obstacle where id = {made.Id} and answered_on = '2026-06-15' and closed_on = '2026-06-15' and closed_by = 'owner'
                and closing_note = 'Đã di dời cột điện'
            """), Is.EqualTo(1));
        Assert.That(await land.Portfolio.NumberAsync("select count(*) from land_clearance.answer where text = 'Sẽ di dời trong tháng 7' and entered_by = 'power'"), Is.EqualTo(1));
        Assert.That(await land.Portfolio.NumberAsync("select count(distinct kind) from audit.event where kind like 'land.obstacle%' and subject_code = 'A-1'"), Is.EqualTo(3));

        var opened = await obstacles.OpenFileAsync(await land.OfBodyAsync("b-c1"), made.Id, await land.Portfolio.NumberAsync("select max(id) from land_clearance.answer"), default);
        Assert.That(opened.File.Name, Is.EqualTo("cong-van.txt"));
    }

    [Test]
    public async Task What_is_closed_is_closed_and_what_comes_up_again_is_reported_anew()
    {
        var made = await ReportAsync(package);
        var closed = await CloseAsync(made);
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => obstacles.AnswerAsync(SmallLand.Builder, new AnswerObstacle(made.Id, "x"), default)))!.Code, Is.EqualTo("obstacle.closed"));
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => CloseAsync(closed)))!.Code, Is.EqualTo("obstacle.closed"));
        Assert.That((await ReportAsync(package)).Id, Is.Not.EqualTo(made.Id));
    }

    [Test]
    public async Task Nobody_closes_what_was_answered_since_he_looked()
    {
        var made = await ReportAsync(package);
        await obstacles.AnswerAsync(SmallLand.Builder, new AnswerObstacle(made.Id, "chưa xong"), default);
        Assert.That(() => CloseAsync(made), Throws.InstanceOf<StaleException>());
    }

    [Test]
    public async Task Owner_commune_and_construction_report_and_close_the_body_that_must_act_answers_and_nobody_else_does()
    {
        foreach (var body in new[] { "owner", "b-c1" })
        {
            var actor = await land.OfBodyAsync(body);
            await obstacles.AnswerAsync(actor, new AnswerObstacle((await ReportAsync(package, actor)).Id, "x"), default);
        }
        var made = await ReportAsync(package);
        var (power, other) = (await land.OfBodyAsync("power"), await land.OfBodyAsync("b-c2"));
        Assert.That(() => ReportAsync(package, power), Throws.InstanceOf<OutOfReachException>());
        Assert.That(() => obstacles.CloseAsync(power, new CloseObstacle(made.Id, null, "x"), default), Throws.InstanceOf<OutOfReachException>());
        Assert.That(() => obstacles.AnswerAsync(other, new AnswerObstacle(made.Id, "x"), default), Throws.InstanceOf<OutOfReachException>());
        Assert.That(() => ReportAsync(package, other), Throws.InstanceOf<OutOfReachException>());
        // The work as such is not the matter of a commune.
        Assert.That(async () => await ReportAsync(null, await land.OfBodyAsync("b-c1")), Throws.InstanceOf<OutOfReachException>());
        foreach (var role in new[] { Role.Visitor, Role.Leader, Role.Auditor })
            Assert.That(() => obstacles.AnswerAsync(new Actor("x", role), new AnswerObstacle(made.Id, "x"), default), Throws.InstanceOf<PermissionDeniedException>());
    }

    [Test]
    public async Task What_is_missing_or_cannot_be_is_told_at_its_field()
    {
        var sound = new ReportObstacle("A-1", package, "Cột điện", "Km 3", "power", Since, null);
        foreach (var (request, field, code) in new[]
        {
            (sound with { Title = " " }, "Title", "obstacle.title_missing"),
            (sound with { MustAct = "" }, "MustAct", "obstacle.body_missing"),
            (sound with { MustAct = "x" }, "MustAct", "obstacle.body_unknown"),
            (sound with { Since = null }, "Since", "date.missing"),
            (sound with { Since = new DateOnly(2026, 6, 16) }, "Since", "date.ahead"),
            (sound with { DueOn = Since.AddDays(-1) }, "DueOn", "obstacle.due_before_since"),
            (sound with { Package = 999 }, "Package", "obstacle.package_elsewhere"),
            (sound with { Title = new string('x', 301) }, "Title", "validation.too_long"),
        })
        {
            var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => obstacles.ReportAsync(SmallLand.Builder, request, default));
            Assert.That(refusal!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { (field, code) }));
        }
        var made = await ReportAsync(package);
        Assert.That(() => obstacles.AnswerAsync(SmallLand.Builder, new AnswerObstacle(made.Id, " "), default), Throws.InstanceOf<ValidationFailedException>());
        Assert.That(() => obstacles.CloseAsync(SmallLand.Builder, new CloseObstacle(made.Id, null, " "), default), Throws.InstanceOf<ValidationFailedException>());
        Assert.That(() => obstacles.CloseAsync(SmallLand.Builder, new CloseObstacle(999, null, "x"), default), Throws.InstanceOf<NotFoundException>());
    }

    private Task<ObstacleReceipt> ReportAsync(long? of, Actor? actor = null) =>
        obstacles.ReportAsync(actor ?? SmallLand.Builder, new ReportObstacle("A-1", of, "Cột điện", "Km 3", "power", Since, new DateOnly(2026, 6, 1)), default);

    private Task<ObstacleReceipt> CloseAsync(ObstacleReceipt obstacle) =>
        obstacles.CloseAsync(SmallLand.Builder, new CloseObstacle(obstacle.Id, obstacle.Version, "xong"), default);
}
