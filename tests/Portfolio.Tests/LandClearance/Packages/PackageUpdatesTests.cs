using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Tests.LandClearance.Packages;

internal sealed class PackageUpdatesTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    private SmallLand land = null!;
    private long id;

    [SetUp]
    public async Task StartAsync()
    {
        land = await SmallLand.CreateAsync();
        id = (await land.CreateAsync(new LandFigures(1_000, 100, 10, 5, 4, 3, 2, 1, 900, 300, 4, 1), new PackageFacts(null, "other", "30/9/2026"))).Id;
    }

    [TearDown]
    public async Task EndAsync() => await land.DisposeAsync();

    [Test]
    public async Task Counters_move_by_entries_and_the_history_names_them()
    {
        await land.EnterAsync(id, null, (LandFigure.Notified, 8), (LandFigure.Inventoried, 6), (LandFigure.CompensationPaid, 600));
        Assert.That((await land.FigureAsync(id, LandFigure.Notified), await land.FigureAsync(id, LandFigure.CompensationPaid)), Is.EqualTo((8L, 600L)));
        Assert.That(await land.BrokenAsync(), Is.Zero);
        Assert.That(await land.Portfolio.NumberAsync("""
            select count(*) from audit.event where kind = 'land.figures_entered' and subject_code = 'A-1'
                and before ->> 'land/GP-01/notified' = '5' and after ->> 'land/GP-01/notified' = '8' and not after ? 'land/GP-01/paid'
            """), Is.EqualTo(1));
    }

    [Test]
    public async Task News_that_change_nothing_leave_no_trace()
    {
        var before = await land.Portfolio.NumberAsync("select count(*) from land_clearance.entry");
        await land.EnterAsync(id, null, (LandFigure.Notified, 5));
        Assert.That(await land.Portfolio.NumberAsync("select count(*) from land_clearance.entry"), Is.EqualTo(before));
        Assert.That(await land.Portfolio.NumberAsync("select count(*) from audit.event where kind = 'land.figures_entered'"), Is.Zero);
    }

    [Test]
    public async Task Running_backwards_is_refused_without_a_reason_and_kept_with_it()
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => land.EnterAsync(id, null, (LandFigure.Paid, 1)));
        Assert.That(refusal!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("Paid", "land.backwards_needs_reason") }));
        await land.EnterAsync(id, "chi nhầm", (LandFigure.Paid, 1));
        Assert.That(await land.Portfolio.NumberAsync($"select count(*) from land_clearance.entry where package_id = {id} and was = 2 and now = 1 and reason = 'chi nhầm'"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_day_of_hand_over_demands_all_area_and_households()
    {
        var partly = await Assert.ThrowsAsync<ValidationFailedException>(() => HandOverAsync(Today, (LandFigure.AreaHandedOver, 1_000)));
        Assert.That(partly!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("HandedOverOn", "land.hand_over_incomplete") }));
        await HandOverAsync(Today, (LandFigure.AreaHandedOver, 1_000), (LandFigure.HandedOver, 10));
        Assert.That(await land.Portfolio.NumberAsync($"select count(*) from land_clearance.package where id = {id} and handed_over_on = '2026-06-15'"), Is.EqualTo(1));
        Assert.That(await land.Portfolio.NumberAsync("select handed_over_packages from land_clearance.project_land"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_hand_over_lies_neither_ahead_nor_before_any_project()
    {
        (LandFigure, long)[] all = [(LandFigure.AreaHandedOver, 1_000), (LandFigure.HandedOver, 10)];
        foreach (var (day, code) in new[] { (Today.AddDays(1), "date.ahead"), (new DateOnly(1989, 12, 31), "date.far_year") })
        {
            var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => HandOverAsync(day, all));
            Assert.That(refusal!.Failures.Select(f => f.Code), Is.EqualTo(new[] { code }));
        }
    }

    [Test]
    public async Task A_package_that_was_handed_over_is_taken_back_with_a_reason_before_anything_of_it_becomes_less()
    {
        await HandOverAsync(Today, (LandFigure.AreaHandedOver, 1_000), (LandFigure.HandedOver, 10));
        var less = await Assert.ThrowsAsync<ValidationFailedException>(() => land.EnterAsync(id, "đo lại", (LandFigure.AreaHandedOver, 900)));
        Assert.That(less!.Failures.Select(f => f.Code), Is.EqualTo(new[] { "land.hand_over_incomplete" }));
        var more = await Assert.ThrowsAsync<ValidationFailedException>(() => land.EnterAsync(id, null, (LandFigure.AreaNeeded, 1_100)));
        Assert.That(more!.Failures.Select(f => f.Code), Is.EqualTo(new[] { "land.hand_over_incomplete" }));
        var silent = await Assert.ThrowsAsync<ValidationFailedException>(() => land.Updates.EnterAsync(
            SmallLand.Builder, SmallLand.News(id, null) with { HandedOver = new DayChange(null) }, default));
        Assert.That(silent!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("Reason", "land.taken_back_needs_reason") }));
        await land.Updates.EnterAsync(
            SmallLand.Builder, SmallLand.News(id, "tái chiếm", (LandFigure.AreaHandedOver, 900)) with { HandedOver = new DayChange(null) }, default);
        Assert.That(await land.Portfolio.NumberAsync($"select count(*) from land_clearance.package where id = {id} and handed_over_on is null and area_handed_over = 900"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_expected_day_lies_ahead_when_it_is_said()
    {
        var past = await Assert.ThrowsAsync<ValidationFailedException>(() => ExpectAsync(Today.AddDays(-1)));
        Assert.That(past!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("ExpectedOn", "land.expected_past") }));
        await ExpectAsync(Today);
        land.Clock.Turn(new DateOnly(2026, 7, 20));
        await land.Updates.EnterAsync(SmallLand.Builder, SmallLand.News(id, null, (LandFigure.Notified, 6)) with { Expected = new DayChange(Today) }, default);
        Assert.That(await land.FigureAsync(id, LandFigure.Notified), Is.EqualTo(6));
    }

    [Test]
    public async Task A_hand_over_that_moves_moves_what_waits_for_it_in_the_same_moment()
    {
        await land.Portfolio.ExecuteAsync($"""
            insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text)
            select id, plan_id, 'kc', 'ground_broken', 'Khởi công', '2026-10-01', 'day', '1/10/2026' from projects.project where code = 'A-1';
            insert into milestones.land_block (milestone_id, package_id, project_id, lag_days) select m.id, {id}, m.project_id, 5 from milestones.milestone m
            """);
        await ExpectAsync(new DateOnly(2026, 12, 1));
        Assert.That(await land.Portfolio.NumberAsync($"""
            select count(*) from milestones.forecast where expected_on = '2026-12-06' and cause = 'land' and package_id = {id} and days_pushed = 66
            """), Is.EqualTo(1));
        await HandOverAsync(Today, (LandFigure.AreaHandedOver, 1_000), (LandFigure.HandedOver, 10));
        Assert.That(await land.Portfolio.NumberAsync("select count(*) from milestones.forecast where expected_on = '2026-10-01' and cause = 'plan'"), Is.EqualTo(1));
        await land.Updates.EnterAsync(SmallLand.Builder, SmallLand.News(id, "tái chiếm") with { HandedOver = new DayChange(null) }, default);
        Assert.That(await land.Portfolio.NumberAsync("select count(*) from milestones.forecast where expected_on = '2026-12-06'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_read_something_older_is_refused_and_nothing_is_lost()
    {
        var version = await land.Portfolio.NumberAsync($"select revision from land_clearance.package where id = {id}");
        await land.EnterAsync(id, null, (LandFigure.Notified, 6));
        Assert.That(() => land.Updates.EnterAsync(SmallLand.Builder, SmallLand.News(id, null, (LandFigure.Notified, 7)) with { Version = version }, default), Throws.InstanceOf<StaleException>());
        Assert.That(await land.FigureAsync(id, LandFigure.Notified), Is.EqualTo(6));
    }

    [Test]
    public async Task Of_several_who_read_the_same_one_wins()
    {
        var version = await land.Portfolio.NumberAsync($"select revision from land_clearance.package where id = {id}");
        var won = await Task.WhenAll(Enumerable.Range(6, 4).Select(n => Task.Run(async () =>
        {
            try
            {
                await land.Updates.EnterAsync(SmallLand.Builder, SmallLand.News(id, null, (LandFigure.Notified, n)) with { Version = version }, default);
                return true;
            }
            catch (StaleException)
            {
                return false;
            }
        })));
        Assert.That(won.Count(w => w), Is.EqualTo(1));
        Assert.That(await land.BrokenAsync(), Is.Zero);
    }

    [Test]
    public async Task Of_many_packages_all_are_entered_or_none_and_each_fault_names_its_row()
    {
        var second = (await land.CreateAsync(new LandFigures(Households: 3), commune: "c2")).Id;
        var third = (await land.CreateAsync(new LandFigures(Households: 3), project: "A-2", commune: "c3")).Id;
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => ManyAsync((id, 9), (second, 4), (third, 5)));
        Assert.That(refusal!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("rows[1].Notified", "land.over_total"), ("rows[2].Notified", "land.over_total") }));
        Assert.That(await land.FigureAsync(id, LandFigure.Notified), Is.EqualTo(5));

        Assert.That((await ManyAsync((third, 3), (id, 9), (second, 2))).Select(r => r.Id), Is.EqualTo(new[] { third, id, second }));
        Assert.That((await land.FigureAsync(id, LandFigure.Notified), await land.FigureAsync(second, LandFigure.Notified), await land.FigureAsync(third, LandFigure.Notified)), Is.EqualTo((9L, 2L, 3L)));
        Assert.That(await land.BrokenAsync(), Is.Zero);
    }

    [Test]
    public async Task A_row_that_is_older_is_told_by_its_row_and_no_package_comes_twice()
    {
        var second = (await land.CreateAsync(new LandFigures(Households: 3), commune: "c2")).Id;
        var stale = await Assert.ThrowsAsync<ValidationFailedException>(() => land.Updates.EnterManyAsync(
            SmallLand.Builder, [SmallLand.News(second, null, (LandFigure.Notified, 1)), SmallLand.News(id, null, (LandFigure.Notified, 6)) with { Version = 1 }], default));
        Assert.That(stale!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("rows[1].Version", "land.stale_row") }));
        var twice = await Assert.ThrowsAsync<ValidationFailedException>(() => ManyAsync((id, 6), (id, 7)));
        Assert.That(twice!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("rows[1].Id", "land.twice") }));
        Assert.That((await Assert.ThrowsAsync<ValidationFailedException>(() => ManyAsync()))!.Failures.Single().Code, Is.EqualTo("land.none"));
        Assert.That(() => ManyAsync((id, 6), (999, 1)), Throws.InstanceOf<NotFoundException>());
        Assert.That(await land.FigureAsync(second, LandFigure.Notified), Is.Zero);
    }

    [Test]
    public async Task One_row_out_of_reach_keeps_all_of_them_out()
    {
        var commune = await land.OfBodyAsync("b-c1");
        var second = (await land.CreateAsync(new LandFigures(Households: 3), commune: "c2")).Id;
        await land.Updates.EnterAsync(commune, SmallLand.News(id, null, (LandFigure.Notified, 6)), default);
        Assert.That(
            () => land.Updates.EnterManyAsync(commune, [SmallLand.News(id, null, (LandFigure.Notified, 7)), SmallLand.News(second, null, (LandFigure.Notified, 1))], default),
            Throws.InstanceOf<OutOfReachException>());
        Assert.That(await land.FigureAsync(id, LandFigure.Notified), Is.EqualTo(6));
        Assert.That(() => land.Updates.EnterAsync(new Actor("x", Role.Leader), SmallLand.News(id, null), default), Throws.InstanceOf<PermissionDeniedException>());
    }

    private Task<IReadOnlyList<PackageReceipt>> ManyAsync(params (long Id, long Notified)[] rows) =>
        land.Updates.EnterManyAsync(SmallLand.Builder, [.. rows.Select(r => SmallLand.News(r.Id, null, (LandFigure.Notified, r.Notified)))], default);

    private Task<PackageReceipt> HandOverAsync(DateOnly day, params (LandFigure, long)[] figures) =>
        land.Updates.EnterAsync(SmallLand.Builder, SmallLand.News(id, null, figures) with { HandedOver = new DayChange(day) }, default);

    private Task<PackageReceipt> ExpectAsync(DateOnly day) =>
        land.Updates.EnterAsync(SmallLand.Builder, SmallLand.News(id, null) with { Expected = new DayChange(day) }, default);
}
