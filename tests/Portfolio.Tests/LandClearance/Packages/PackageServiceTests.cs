using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Tests.LandClearance.Packages;

internal sealed class PackageServiceTests
{
    private SmallLand land = null!;

    [SetUp]
    public async Task StartAsync() => land = await SmallLand.CreateAsync();

    [TearDown]
    public async Task EndAsync() => await land.DisposeAsync();

    [Test]
    public async Task A_package_begins_with_an_entry_for_each_figure_and_a_code_of_its_own()
    {
        var first = await land.CreateAsync(new LandFigures(12_000, Households: 40, Notified: 10), new PackageFacts("Km 0–Km 3", "agricultural", "Quý IV/2027"));
        var second = await land.CreateAsync(LandFigures.None, commune: "c2");
        Assert.That((first.Code, second.Code), Is.EqualTo(("GP-01", "GP-02")));
        Assert.That(await land.Portfolio.NumberAsync($"""
            select count(*) from land_clearance.package where id = {first.Id} and section = 'Km 0–Km 3' and land_use = 'agricultural' and area_needed = 12000
                and households = 40 and notified = 10 and planned_on = '2027-12-31' and planned_precision = 'quarter' and planned_text = 'Quý IV/2027'
            """), Is.EqualTo(1));
        Assert.That(await land.Portfolio.NumberAsync($"select count(*) from land_clearance.entry where package_id = {first.Id} and was = 0"), Is.EqualTo(3));
        Assert.That(await land.BrokenAsync(), Is.Zero);
        Assert.That(
            await land.Portfolio.NumberAsync("select count(*) from audit.event where kind = 'land.package_created' and after ->> 'land/GP-01/households' = '40'"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_commune_is_one_of_the_project_or_of_its_province_where_none_is_known()
    {
        Assert.That(await FieldsAsync(() => land.CreateAsync(LandFigures.None, commune: "c3")), Is.EqualTo(new[] { ("Commune", "land.commune_elsewhere") }));
        Assert.That(await FieldsAsync(() => land.CreateAsync(LandFigures.None, commune: "")), Is.EqualTo(new[] { ("Commune", "land.commune_missing") }));
        Assert.That(await FieldsAsync(() => land.CreateAsync(LandFigures.None, project: "A-2", commune: "c9")), Is.EqualTo(new[] { ("Commune", "land.commune_elsewhere") }));
        Assert.That((await land.CreateAsync(LandFigures.None, project: "A-2", commune: "c3")).Code, Is.EqualTo("GP-01"));
        Assert.That(() => land.CreateAsync(LandFigures.None, project: "X"), Throws.InstanceOf<NotFoundException>());
    }

    [Test]
    public async Task A_section_of_a_commune_has_one_package_of_a_project()
    {
        await land.CreateAsync(LandFigures.None, new PackageFacts("Đoạn 1", "other", null));
        Assert.That(
            (await Assert.ThrowsAsync<RuleException>(() => land.CreateAsync(LandFigures.None, new PackageFacts(" Đoạn 1 ", "other", null))))!.Code,
            Is.EqualTo("land.section_taken"));
        await land.CreateAsync(LandFigures.None, new PackageFacts("Đoạn 1", "other", null), commune: "c2");
        await land.CreateAsync(LandFigures.None, new PackageFacts("Đoạn 1", "other", null), "A-2");
    }

    [Test]
    public async Task Of_many_made_at_once_each_has_a_code_of_its_own()
    {
        var made = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(() => land.CreateAsync(LandFigures.None, new PackageFacts($"Đoạn {n}", "other", null)))));
        Assert.That(made.Select(m => m.Code).Distinct().Count(), Is.EqualTo(8));
    }

    [Test]
    public async Task What_cannot_be_read_is_refused_at_its_field()
    {
        Assert.That(await FieldsAsync(() => land.CreateAsync(LandFigures.None, new PackageFacts(null, "forest", null))), Is.EqualTo(new[] { ("LandUse", "land.land_use_missing") }));
        Assert.That(await FieldsAsync(() => land.CreateAsync(LandFigures.None, new PackageFacts(null, "other", "sớm"))), Is.EqualTo(new[] { ("Planned", "date.not_a_period") }));
        Assert.That(
            await FieldsAsync(() => land.CreateAsync(LandFigures.None, new PackageFacts(new string('x', 201), "other", null))), Is.EqualTo(new[] { ("Section", "validation.too_long") }));
        Assert.That(await FieldsAsync(() => land.CreateAsync(new LandFigures(Notified: 1))), Is.EqualTo(new[] { ("Notified", "land.over_total") }));
        Assert.That(await land.Portfolio.NumberAsync("select count(*) from land_clearance.package"), Is.Zero);
    }

    [Test]
    public async Task Owner_commune_and_construction_may_and_nobody_else()
    {
        foreach (var body in new[] { "owner", "b-c1" })
            await land.CreateAsync(LandFigures.None, new PackageFacts(body, "other", null), actor: await land.OfBodyAsync(body));
        var other = await land.OfBodyAsync("b-c2");
        Assert.That(() => land.CreateAsync(LandFigures.None, actor: other), Throws.InstanceOf<OutOfReachException>());
        Assert.That(() => land.CreateAsync(LandFigures.None, actor: SmallLand.Builder with { Reach = new Reach("yy", null) }), Throws.InstanceOf<OutOfReachException>());
        foreach (var role in new[] { Role.Visitor, Role.Finance, Role.Leader, Role.Auditor, Role.Administrator })
            Assert.That(() => land.CreateAsync(LandFigures.None, actor: new Actor("x", role)), Throws.InstanceOf<PermissionDeniedException>(), role.ToString());
    }

    [Test]
    public async Task A_plan_moves_with_a_reason_and_the_history_tells()
    {
        var made = await land.CreateAsync(LandFigures.None, new PackageFacts(null, "other", "Quý IV/2027"));
        var later = new PackageFacts("", "other", "tháng 3/2028");
        Assert.That(await FieldsAsync(() => EditAsync(made, later, " ")), Is.EqualTo(new[] { ("Reason", "land.plan_moves_needs_reason") }));
        var moved = await EditAsync(made, later, "chờ quyết định giá đất");
        Assert.That(moved.Version, Is.GreaterThan(made.Version));
        Assert.That(await land.Portfolio.NumberAsync("""
            select count(*) from audit.event where kind = 'land.package_edited' and before ->> 'land/GP-01/planned_hand_over' = 'Quý IV/2027'
                and after ->> 'land/GP-01/planned_hand_over' = 'tháng 3/2028' and reason = 'chờ quyết định giá đất'
            """), Is.EqualTo(1));
        Assert.That((await EditAsync(moved, later, null)).Version, Is.EqualTo(moved.Version));
        Assert.That((await EditAsync(moved, later with { Planned = " tháng  3/2028" }, null)).Version, Is.EqualTo(moved.Version));
    }

    [Test]
    public async Task Whoever_read_something_older_is_refused()
    {
        var made = await land.CreateAsync(LandFigures.None);
        await EditAsync(made, new PackageFacts("Đoạn 1", "other", null), null);
        Assert.That(() => EditAsync(made, new PackageFacts("Đoạn 2", "other", null), null), Throws.InstanceOf<StaleException>());
        Assert.That(() => EditAsync(made with { Id = 999 }, SmallLand.Whole, null), Throws.InstanceOf<NotFoundException>());
    }

    [Test]
    public async Task The_database_refuses_what_goes_past_the_entries()
    {
        var made = await land.CreateAsync(new LandFigures(100, Households: 10));
        Assert.That(() => land.Portfolio.AsOwnerAsync($"update land_clearance.package set households = 20 where id = {made.Id}"), Throws.Exception);
        Assert.That(() => land.Portfolio.AsOwnerAsync("""
            insert into land_clearance.package (project_id, plan_id, commune_id, code, section, land_use, households)
            select project_id, plan_id, commune_id, 'x', 'x', land_use, 5 from land_clearance.package
            """), Throws.Exception.With.Message.Contains("nothing counted"));
        Assert.That(() => land.Portfolio.AsOwnerAsync("update land_clearance.entry set now = 20"), Throws.Exception);
        Assert.That(() => land.Portfolio.AsOwnerAsync($"""
            insert into land_clearance.entry (package_id, project_id, field, was, now, entered_by, entered_on)
            select id, project_id, 'households', 9, 12, 'x', '2026-06-15' from land_clearance.package where id = {made.Id}
            """), Throws.Exception.With.Message.Contains("based on"));
    }

    private Task<PackageReceipt> EditAsync(PackageReceipt package, PackageFacts facts, string? reason) =>
        land.Packages.EditAsync(SmallLand.Builder, new EditPackage(package.Id, package.Version, facts, reason), default);

    private static async Task<IEnumerable<(string, string)>> FieldsAsync(Func<Task> work) =>
        (await Assert.ThrowsAsync<ValidationFailedException>(() => work()))!.Failures.Select(f => (f.Field, f.Code));
}
