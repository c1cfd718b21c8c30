using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Curves;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Curves;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Curves;

internal sealed class CurveReportsTests
{
    private static readonly Actor Guest = new("guest", Role.Visitor);
    private static readonly int[] Late = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5_000, 10_000];

    private SmallCapital capital = null!;
    private CurveReports reports = null!;

    [SetUp]
    public async Task GiveAsync()
    {
        capital = await SmallCapital.CreateAsync(4);
        reports = new CurveReports(capital.Portfolio.Access, new BusinessCalendar(capital.Clock));
        await capital.Portfolio.ExecuteAsync("""
            insert into directory.body (code, kind, name, name_en, province_code, source_file, source_section, source_item)
            values ('xx-ban', 'pmu', 'Ban quản lý', 'Board', 'xx', 'f', 's', 'i');
            insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
            select p.id, b.id, r.role, 'x', 'f', 's', 'i' from projects.project p, directory.body b,
                (values ('A-1', 'owner'), ('A-1', 'lead'), ('B-1', 'lead'), ('B-2', 'coordinating')) r (code, role) where p.code = r.code;
            insert into milestones.kind values ('ground_broken', 'x', 'x', 1), ('completed', 'x', 'x', 2);
            insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text, source_file, source_section, source_item)
            select p.id, p.plan_id, m.kind, m.kind, 'x', m.planned_on::date, m.planned_precision, 'x', 'f', 's', 'i'
            from projects.project p, (values ('A-2', 'ground_broken', '2026-09-30', 'quarter'), ('A-3', 'completed', '2026-03-10', 'day'),
                ('B-1', 'ground_broken', '2028-12-31', 'year'), ('B-2', 'completed', '2025-12-31', 'day')) m (code, kind, planned_on, planned_precision)
            where p.code = m.code;
            update projects.project set period_from = 2026, period_to = 2027 where code in ('A-1', 'A-4');
            """);
        await capital.DecideAsync(
            DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 301), ("A-1", "s2", 2026, 13), ("A-2", "s1", 2026, 997), ("A-3", "o1", 2026, 77), ("A-4", "s1", 2026, 501),
            ("B-1", "s1", 2026, 333), ("B-2", "s1", 2026, 111), ("A-1", "s1", 2027, 50));
        await new CurveService(capital.Portfolio.Access, new BusinessCalendar(capital.Clock)).SetAsync(SmallCapital.Officer, new SetCurve("A-4", 2026, null, Late, null), default);
        foreach (var (project, day, amount) in new[] { ("A-1", "2026-02-03", 40), ("A-1", "2026-05-30", 25), ("B-1", "2026-06-01", 7) })
        {
            var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [new EnterPayment(project, "s1", 2026, Day(day), new Vnd(amount), day)], default);
            await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        }
        await capital.Entry.EnterAsync(SmallCapital.Officer, [new EnterPayment("A-2", "s1", 2026, Day("2026-06-02"), new Vnd(500), "chờ")], default);
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task What_is_planned_is_the_sum_over_the_projects_cut_off_once()
    {
        var curve = (await reports.OfPlanAsync(Guest, "p", null, 2026, default)).Curve;
        (long Payable, IReadOnlyList<int> Shares)[] projects =
        [
            (314, Of(null, null)), (997, Of("2026-07-01", null)), (77, Of(null, "2026-03-10")), (501, Late), (333, Of(null, null)), (111, Of(null, null)),
        ];
        Assert.That(curve.Payable.Dong, Is.EqualTo(projects.Sum(p => p.Payable)));
        Assert.That(
            curve.Points.Select(p => p.Planned.Dong), Is.EqualTo(Enumerable.Range(0, 12).Select(month => projects.Sum(p => p.Payable * p.Shares[month]) / 10_000)));
        Assert.That(curve.PlannedToday.Dong, Is.EqualTo(projects.Sum(p => p.Payable * DefaultCurve.ShareAt(p.Shares, 2026, Day("2026-06-15"))) / 10_000));
    }

    [Test]
    public async Task What_is_paid_adds_up_month_by_month_and_ends_with_the_present_one()
    {
        var curve = (await reports.OfPlanAsync(Guest, "p", null, null, default)).Curve;
        Assert.That(curve.Year, Is.EqualTo(2026));
        Assert.That(curve.Years, Is.EqualTo(new[] { 2026, 2027 }));
        Assert.That(curve.Points.Select(p => p.Paid?.Dong), Is.EqualTo(new long?[] { 0, 40, 40, 40, 65, 72, null, null, null, null, null, null }));
        Assert.That((curve.Paid.Dong, curve.Ahead), Is.EqualTo((72L, new Vnd(72) - curve.PlannedToday)));
    }

    [TestCase("a", 65L)]
    [TestCase("b", 7L)]
    public async Task A_programme_is_a_part_of_the_plan(string programme, long paid)
    {
        var part = await reports.OfPlanAsync(Guest, "p", programme, 2026, default);
        Assert.That(part.Curve.Paid.Dong, Is.EqualTo(paid));
        var whole = (await reports.OfProvinceAsync(Guest, "xx", 2026, default)).Curve;
        Assert.That(part.Curve.Payable, Is.LessThan(whole.Payable));
        Assert.That(whole.Points, Is.EqualTo((await reports.OfPlanAsync(Guest, "p", null, 2026, default)).Curve.Points));
    }

    [Test]
    public async Task A_body_has_what_it_owns_or_leads_each_project_once()
    {
        var curve = (await reports.OfBodyAsync(Guest, "xx-ban", 2026, default)).Curve;
        Assert.That((curve.Payable.Dong, curve.Paid.Dong), Is.EqualTo((647L, 72L)));
    }

    [Test]
    public async Task A_body_has_what_stands_under_it_as_well()
    {
        await capital.Portfolio.ExecuteAsync("""
            insert into directory.body (code, kind, name, name_en, province_code, source_file, source_section, source_item)
            values ('xx-tren', 'department', 'Sở', 'Department', 'xx', 'f', 's', 'i');
            update directory.body set parent_id = (select id from directory.body where code = 'xx-tren') where code = 'xx-ban';
            """);
        Assert.That((await reports.OfBodyAsync(Guest, "xx-tren", 2026, default)).Curve.Payable.Dong, Is.EqualTo(647));
    }

    [Test]
    public async Task A_project_shows_what_its_owner_states_and_what_it_would_be_else()
    {
        var stated = await reports.OfProjectAsync(Guest, "A-4", 2026, default);
        Assert.That(stated.Plan.Shares, Is.EqualTo(Late));
        Assert.That(stated.Default, Is.EqualTo(Of(null, null)));
        Assert.That(stated.Curve.Points[10].Planned.Dong, Is.EqualTo(250));
        var plain = await reports.OfProjectAsync(Guest, "A-2", 2026, default);
        Assert.That((plain.Plan.Stated, plain.Plan.Version), Is.EqualTo((false, 0L)));
        Assert.That(plain.Plan.Shares, Is.EqualTo(Of("2026-07-01", null)));
    }

    [Test]
    public async Task What_is_paid_after_the_year_settles_it_in_a_thirteenth_month()
    {
        capital.Clock.Turn(new DateOnly(2027, 1, 20));
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [new EnterPayment("A-1", "s1", 2026, Day("2027-01-15"), new Vnd(9), "m")], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        var curve = (await reports.OfProjectAsync(Guest, "A-1", 2026, default)).Curve;
        Assert.That(curve.Points, Has.Count.EqualTo(13));
        Assert.That((curve.Points[11].Paid?.Dong, curve.Points[12].Paid?.Dong, curve.Points[12].Planned.Dong), Is.EqualTo((65L, 74L, 314L)));
        Assert.That(curve.PlannedToday.Dong, Is.EqualTo(314));
    }

    [TestCase("plan")]
    [TestCase("province")]
    [TestCase("body")]
    [TestCase("project")]
    public async Task What_is_planned_and_what_is_paid_are_of_one_moment(string of)
    {
        await using var other = await capital.Portfolio.OpenAsOwnerAsync();
        await other.ExecuteAsync("begin; lock table funding.payment_line, funding.programme_month in access exclusive mode");
        var report = of switch
        {
            "plan" => OfAsync(async () => (await reports.OfPlanAsync(Guest, "p", null, 2026, default)).Curve),
            "province" => OfAsync(async () => (await reports.OfProvinceAsync(Guest, "xx", 2026, default)).Curve),
            "body" => OfAsync(async () => (await reports.OfBodyAsync(Guest, "xx-ban", 2026, default)).Curve),
            _ => OfAsync(async () => (await reports.OfProjectAsync(Guest, "A-1", 2026, default)).Curve),
        };
        // What is planned has been read when it comes to what is paid.
        Assert.That(
            () => capital.Portfolio.NumberAsync("select count(*) from pg_locks where relation in ('funding.payment_line'::regclass, 'funding.programme_month'::regclass) and not granted"),
            Is.EqualTo(1).After(20_000, 20));
        await other.ExecuteAsync("""
            alter table funding.payment_line disable trigger user;
            alter table funding.programme_month disable trigger user;
            update funding.payment_line set amount = amount + 1000;
            update funding.programme_month set paid = paid + 1000;
            commit
            """);
        Assert.That((await report).Paid.Dong, Is.EqualTo(of == "project" ? 65 : 72));
    }

    [Test]
    public async Task Without_capital_there_is_nothing_to_draw()
    {
        var curve = (await reports.OfProjectAsync(Guest, "B-3", null, default)).Curve;
        Assert.That((curve.Years.Count, curve.Payable, curve.ShareOf(curve.Paid)), Is.EqualTo((0, Vnd.Zero, (decimal?)null)));
    }

    [Test]
    public void What_is_not_there_is_not_found()
    {
        Assert.That(() => reports.OfPlanAsync(Guest, "x", null, null, default), Throws.InstanceOf<NotFoundException>());
        Assert.That(() => reports.OfPlanAsync(Guest, "p", "x", null, default), Throws.InstanceOf<NotFoundException>());
        Assert.That(() => reports.OfProvinceAsync(Guest, "yy", null, default), Throws.InstanceOf<NotFoundException>());
        Assert.That(() => reports.OfBodyAsync(Guest, "x", null, default), Throws.InstanceOf<NotFoundException>());
        Assert.That(() => reports.OfProjectAsync(Guest, "x", null, default), Throws.InstanceOf<NotFoundException>());
    }

    private static Task<CurveReport> OfAsync(Func<Task<CurveReport>> read) => Task.Run(read);

    private static IReadOnlyList<int> Of(string? start, string? finish) =>
        DefaultCurve.Shares(2026, start is null ? null : Day(start), finish is null ? null : Day(finish));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
