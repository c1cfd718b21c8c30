using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Obstacles;
using Portfolio.LandClearance.Packages;
using Portfolio.Reporting.Land;
using Portfolio.Tests.LandClearance;

namespace Portfolio.Tests.Reporting.Land;

internal sealed class LandReportsTests
{
    private static readonly Actor Visitor = new("x", Role.Visitor);

    private SmallLand land = null!;
    private LandReports reports = null!;
    private CommuneLandReports communes = null!;
    private BodyLandReports bodies = null!;
    private ProvinceLandReports provinces = null!;
    private long late;

    [SetUp]
    public async Task StartAsync()
    {
        land = await SmallLand.CreateAsync();
        reports = new LandReports(land.Portfolio.Access, land.Calendar);
        communes = new CommuneLandReports(land.Portfolio.Access, land.Calendar);
        bodies = new BodyLandReports(land.Portfolio.Access, land.Calendar);
        provinces = new ProvinceLandReports(land.Portfolio.Access, land.Calendar);
        late = (await land.CreateAsync(new LandFigures(1_000, 400, 10, 8, 6, 4, 2, 3, 900, 300, 4, 1), new PackageFacts("Đoạn 1", "other", "tháng 4/2026"))).Id;
        await land.CreateAsync(new LandFigures(500, Households: 5), new PackageFacts("Đoạn 2", "other", "Quý IV/2026"));
        await land.CreateAsync(new LandFigures(200, Households: 2), project: "A-2", commune: "c1");
        await new ObstacleService(land.Portfolio.Access, land.Calendar).ReportAsync(
            SmallLand.Builder, new ReportObstacle("A-1", late, "Cột điện", null, "power", new DateOnly(2026, 5, 1), new DateOnly(2026, 6, 1)), default);
    }

    [TearDown]
    public async Task EndAsync() => await land.DisposeAsync();

    [Test]
    public async Task A_project_shows_its_packages_their_sum_the_curve_and_for_whom_they_are_its_obstacles()
    {
        var seen = await reports.OfProjectAsync(await land.OfBodyAsync("owner"), "A-1", default);
        Assert.That(seen.Packages.Select(p => (p.Code, p.LateDays(seen.Today), p.OpenObstacles)), Is.EqualTo(new[] { ("GP-01", 46, 1), ("GP-02", 0, 0) }));
        Assert.That((seen.Sum.AreaNeeded, seen.Sum.Households, seen.Sum.Paid, seen.Sum.CompensationPaid), Is.EqualTo((1_500L, 15L, 2L, 300L)));
        Assert.That((seen.Months[^1].Month, seen.Months[^1].Planned, seen.Months.Single(m => m.Month == new DateOnly(2026, 6, 1)).HandedOver), Is.EqualTo((new DateOnly(2026, 12, 1), 1_500L, 400L)));
        Assert.That(seen.Obstacles!.Select(o => (o.Title, o.BodyCode, o.LateDays(seen.Today))), Is.EqualTo(new[] { ("Cột điện", "power", 14) }));
        Assert.That((await reports.OfProjectAsync(Visitor, "A-1", default)).Obstacles, Is.Null);
        Assert.That((await reports.OfProjectAsync(await land.OfBodyAsync("b-c2"), "A-1", default)).Obstacles, Is.Null);
        Assert.That((await reports.OfProjectAsync(await land.OfBodyAsync("b-c1"), "A-1", default)).Obstacles, Is.Not.Null);
        Assert.That(() => reports.OfProjectAsync(Visitor, "X", default), Throws.InstanceOf<NotFoundException>());
    }

    [Test]
    public async Task A_package_tells_its_entries_to_whom_its_history_is()
    {
        await land.EnterAsync(late, "đếm nhầm", (LandFigure.Paid, 1));
        var seen = await reports.PackageAsync(await land.OfBodyAsync("b-c1"), "A-1", late, default);
        Assert.That((seen.Entries[0].Figure, seen.Entries[0].Was, seen.Entries[0].Now, seen.Entries[0].Reason), Is.EqualTo((LandFigure.Paid, 2L, 1L, "đếm nhầm")));
        Assert.That((await reports.PackageAsync(Visitor, "A-1", late, default)).Entries, Is.Empty);
        Assert.That(() => reports.PackageAsync(Visitor, "A-2", late, default), Throws.InstanceOf<NotFoundException>());
    }

    [Test]
    public async Task A_commune_sees_its_packages_over_all_projects_those_due_first_on_top()
    {
        var seen = await communes.OfCommuneAsync(await land.OfBodyAsync("b-c1"), "c1", default);
        Assert.That(seen.Packages.Select(p => (p.ProjectCode, p.Code)), Is.EqualTo(new[] { ("A-1", "GP-01"), ("A-1", "GP-02"), ("A-2", "GP-01") }));
        Assert.That((seen.Sum.AreaNeeded, seen.Sum.Households, seen.Obstacles!.Count, seen.More), Is.EqualTo((1_700L, 17L, 1, false)));
        Assert.That((await communes.OfCommuneAsync(await land.OfBodyAsync("b-c2"), "c1", default)).Obstacles, Is.Null);
        Assert.That((await communes.OfCommuneAsync(Visitor, "c2", default)).Packages, Is.Empty);
    }

    [Test]
    public async Task A_body_sees_the_projects_it_answers_for_and_what_it_must_act_on()
    {
        var owner = await bodies.OfBodyAsync(await land.OfBodyAsync("owner"), "owner", default);
        Assert.That(owner.Projects.Select(p => (p.Code, p.Packages, p.LatePackages, p.NextOn)), Is.EqualTo(new[] { ("A-1", 2, 1, (DateOnly?)new DateOnly(2026, 4, 30)) }));
        Assert.That((owner.ProjectCount, owner.Sum.AreaNeeded, owner.Sum.Paid), Is.EqualTo((1, 1_500L, 2L)));
        Assert.That(owner.Obstacles, Is.Empty);
        var power = await bodies.OfBodyAsync(await land.OfBodyAsync("power"), "power", default);
        Assert.That((power.Projects.Count, power.Obstacles!.Single().Title), Is.EqualTo((0, "Cột điện")));
        Assert.That((await bodies.OfBodyAsync(Visitor, "power", default)).Obstacles, Is.Null);
    }

    [Test]
    public async Task A_province_sums_its_projects_and_names_the_latest_packages()
    {
        var seen = await provinces.OfProvinceAsync(Visitor, "xx", default);
        Assert.That((seen.Projects, seen.Packages, seen.HandedOverPackages, seen.Sum.AreaNeeded, seen.Sum.HandedOver), Is.EqualTo((2, 3, 0, 1_700L, 3L)));
        Assert.That(seen.Late.Select(p => p.Id), Is.EqualTo(new[] { late }));
        Assert.That(seen.Months.Select(m => (m.Month.Month, m.Planned, m.HandedOver)), Is.EqualTo(new (int, long, long?)[]
        {
            (4, 1_000, 0), (5, 1_000, 0), (6, 1_000, 400), (7, 1_000, null), (8, 1_000, null), (9, 1_000, null), (10, 1_000, null), (11, 1_000, null), (12, 1_500, null),
        }), "a package without a planned hand-over is in no month");
        Assert.That((await provinces.OfProvinceAsync(Visitor, "yy", default)).Packages, Is.Zero);
        Assert.That(() => provinces.OfProvinceAsync(Visitor, "zz", default), Throws.InstanceOf<NotFoundException>());
    }
}
