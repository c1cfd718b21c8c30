using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;
using Portfolio.LandClearance.Steps;

namespace Portfolio.Tests.LandClearance.Steps;

internal sealed class StepServiceTests
{
    private SmallLand land = null!;
    private StepService steps = null!;
    private long id;

    [SetUp]
    public async Task StartAsync()
    {
        land = await SmallLand.CreateAsync();
        steps = new StepService(land.Portfolio.Access, land.Calendar);
        await land.Portfolio.ExecuteAsync("""
            insert into land_clearance.step (province_code, code, position, name, name_en, after_step, limit_value, limit_unit, source_document, verified) values
                ('xx', 'notice', 1, 'Thông báo', 'Notice', null, null, null, 'x', false),
                ('xx', 'inventory', 2, 'Kiểm đếm', 'Inventory', 'notice', null, null, 'x', false),
                ('xx', 'publication', 3, 'Niêm yết', 'Publication', 'inventory', 30, 'day', 'x', false),
                ('yy', 'other', 1, 'Khác', 'Other', null, null, null, 'x', false);
            insert into directory.law_parameter (parameter, valid_from, valid_to, value, unit, source_document, verified, note) values
                ('land.notice.valid_months', null, '2026-03-31', '12', 'month', 'x', false, 'x'),
                ('land.notice.valid_months', '2026-04-01', null, '6', 'month', 'x', false, 'x')
            """);
        id = (await land.CreateAsync(LandFigures.None)).Id;
    }

    [TearDown]
    public async Task EndAsync() => await land.DisposeAsync();

    [Test]
    public async Task A_notice_is_valid_for_as_many_months_as_the_law_of_its_day_says()
    {
        await MarkAsync("notice", "2024-02-29");
        Assert.That(await NoticeAsync("2024-02-29", "2025-02-28"), Is.EqualTo(1));
        await MarkAsync("notice", "2026-04-30", "ban hành lại");
        Assert.That(await NoticeAsync("2026-04-30", "2026-10-30"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_step_is_kept_told_and_taken_back_with_a_note()
    {
        await MarkAsync("notice", "2026-05-01");
        Assert.That(await FaultsAsync("notice", null), Is.EqualTo(new[] { ("Note", "land.step_changes_needs_note") }));
        Assert.That(await FaultsAsync("notice", "2026-05-02"), Is.EqualTo(new[] { ("Note", "land.step_changes_needs_note") }));
        await MarkAsync("notice", null, "nhầm gói");
        Assert.That(await land.Portfolio.NumberAsync("select count(*) from land_clearance.package_step"), Is.Zero);
        Assert.That(await land.Portfolio.NumberAsync($"select count(*) from land_clearance.package where id = {id} and notified_on is null and notice_until is null"), Is.EqualTo(1));
        Assert.That(await land.Portfolio.NumberAsync("""
            select count(*) from audit.event where kind = 'land.step_marked' and before ->> 'land/GP-01/step_notice' = '2026-05-01'
                and after ->> 'land/GP-01/step_notice' is null and reason = 'nhầm gói'
            """), Is.EqualTo(1));
    }

    [Test]
    public async Task Days_follow_the_order_of_the_steps()
    {
        await MarkAsync("notice", "2026-05-10");
        Assert.That(await FaultsAsync("inventory", "2026-05-09"), Is.EqualTo(new[] { ("DoneOn", "land.step_before") }));
        await MarkAsync("inventory", "2026-05-10");
        await MarkAsync("publication", "2026-05-20");
        Assert.That(await FaultsAsync("inventory", "2026-05-21", "x"), Is.EqualTo(new[] { ("DoneOn", "land.step_after") }));
        Assert.That(await FaultsAsync("notice", null, "x"), Is.EqualTo(new[] { ("DoneOn", "land.step_followed") }));
        await MarkAsync("inventory", "2026-05-20", "sửa ngày");
    }

    [Test]
    public async Task A_step_waits_for_the_one_before_it()
    {
        var open = await Assert.ThrowsAsync<ValidationFailedException>(() => MarkAsync("publication", "2026-05-20"));
        Assert.That(open!.Failures.Select(f => (f.Field, f.Code, f.Arguments["sourceName"])), Is.EqualTo(new[] { ("DoneOn", "land.step_open", (object?)"Kiểm đếm") }));
        await MarkAsync("notice", "2026-05-10");
        Assert.That(await FaultsAsync("publication", "2026-05-20"), Is.EqualTo(new[] { ("DoneOn", "land.step_open") }));
        await MarkAsync("inventory", "2026-05-12");
        await MarkAsync("publication", "2026-05-20");
    }

    [Test]
    public async Task Nothing_said_of_a_step_that_is_open_is_nothing_to_record()
    {
        Assert.That(await FaultsAsync("notice", null), Is.EqualTo(new[] { ("DoneOn", "land.step_nothing") }));
        Assert.That(await FaultsAsync("other", null), Is.EqualTo(new[] { ("Step", "land.step_unknown") }));
        await MarkAsync("notice", "2026-05-10");
        await MarkAsync("notice", "2026-05-10");
        Assert.That(await land.Portfolio.NumberAsync("select count(*) from audit.event where kind = 'land.step_marked'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_day_ahead_or_long_gone_and_a_step_of_another_province_are_refused()
    {
        await MarkAsync("notice", "2026-06-15");
        Assert.That(await FaultsAsync("inventory", "2026-06-16"), Is.EqualTo(new[] { ("DoneOn", "date.ahead") }));
        Assert.That((await FaultsAsync("inventory", "1989-12-31")).First(), Is.EqualTo(("DoneOn", "date.far_year")));
        Assert.That(await FaultsAsync("other", "2026-06-01"), Is.EqualTo(new[] { ("Step", "land.step_unknown") }));
    }

    [Test]
    public async Task Only_who_answers_for_the_land_marks_it_and_only_as_it_stands()
    {
        await steps.MarkAsync(await land.OfBodyAsync("b-c1"), Of("notice", "2026-05-01"), default);
        Assert.That(async () => await steps.MarkAsync(await land.OfBodyAsync("b-c2"), Of("inventory", "2026-05-01"), default), Throws.InstanceOf<OutOfReachException>());
        Assert.That(() => steps.MarkAsync(SmallLand.Builder, Of("inventory", "2026-05-02") with { Version = 1 }, default), Throws.InstanceOf<StaleException>());
        Assert.That(() => steps.MarkAsync(new Actor("x", Role.Auditor), Of("inventory", "2026-05-02"), default), Throws.InstanceOf<PermissionDeniedException>());
    }

    private Task<PackageReceipt> MarkAsync(string step, string? day, string? note = null) => steps.MarkAsync(SmallLand.Builder, Of(step, day, note), default);

    private async Task<IEnumerable<(string, string)>> FaultsAsync(string step, string? day, string? note = null) =>
        (await Assert.ThrowsAsync<ValidationFailedException>(() => MarkAsync(step, day, note)))!.Failures.Select(f => (f.Field, f.Code));

    private Task<long> NoticeAsync(string on, string until) =>
        land.Portfolio.NumberAsync($"select count(*) from land_clearance.package where id = {id} and notified_on = '{on}' and notice_until = '{until}'");

    private MarkStep Of(string step, string? day, string? note = null) =>
        new(id, null, step, day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), note);
}
