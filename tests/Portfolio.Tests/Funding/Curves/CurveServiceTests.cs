using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Curves;
using Portfolio.Funding.Decisions;

namespace Portfolio.Tests.Funding.Curves;

internal sealed class CurveServiceTests
{
    private static readonly int[] Steady = [.. Enumerable.Range(1, 11).Select(month => month * 900), 10_000];

    private SmallCapital capital = null!;
    private CurveService curves = null!;

    [SetUp]
    public async Task StartAsync()
    {
        capital = await SmallCapital.CreateAsync();
        curves = new CurveService(capital.Portfolio.Access, new BusinessCalendar(capital.Clock));
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task Without_a_word_of_the_owner_it_is_linear_between_the_milestones()
    {
        await MilestoneAsync("A-1", "ground_broken", "2026-06-30", "quarter");
        await MilestoneAsync("A-1", "completed", "2028-05-19", "day");
        Assert.That((await GetAsync("A-1", 2026)).Shares, Is.EqualTo(DefaultCurve.Shares(2026, new DateOnly(2026, 4, 1), null)));
        Assert.That((await GetAsync("A-1", 2027)).Shares, Is.EqualTo(DefaultCurve.Shares(2027, null, null)));
        Assert.That((await GetAsync("A-1", 2028)).Shares, Is.EqualTo(DefaultCurve.Shares(2028, null, new DateOnly(2028, 5, 19))));
    }

    // What shall begin "in 2027" may begin on its first day, although it is not late before its last.
    [TestCase("2027-03-31", "month", "2027-03-01")]
    [TestCase("2027-09-30", "quarter", "2027-07-01")]
    [TestCase("2027-06-30", "half_year", "2027-01-01")]
    [TestCase("2027-12-31", "half_year", "2027-07-01")]
    [TestCase("2027-12-31", "year", "2027-01-01")]
    [TestCase("2027-12-31", "day", "2027-12-31")]
    [TestCase("2030-12-31", "period", "2027-02-01")]
    public async Task Work_begins_with_the_period_that_is_stated(string planned, string precision, string first)
    {
        await capital.Portfolio.ExecuteAsync("update projects.project set period_from = 2026, period_to = 2030 where code = 'A-1'");
        await MilestoneAsync("A-1", "ground_broken", planned, precision);
        var start = precision == "period" ? (DateOnly?)null : DateOnly.ParseExact(first, "yyyy-MM-dd");
        Assert.That((await GetAsync("A-1", 2027)).Shares, Is.EqualTo(DefaultCurve.Shares(2027, start, null)));
    }

    [Test]
    public async Task Where_no_milestone_tells_the_years_of_the_work_do()
    {
        await capital.Portfolio.ExecuteAsync("update projects.project set period_from = 2027, period_to = 2027 where code = 'A-1'");
        Assert.That((await GetAsync("A-1", 2027)).Stated, Is.False);
        await capital.Portfolio.ExecuteAsync("update projects.project set period_from = null, period_to = null where code = 'A-1'");
        Assert.That((await GetAsync("A-1", 2027)).Shares, Is.EqualTo(DefaultCurve.Shares(2027, null, null)));
    }

    [Test]
    public async Task What_is_stated_holds_until_it_is_taken_back()
    {
        var stated = await SetAsync(Steady, null, "thi công mùa khô");
        Assert.That((stated.Stated, stated.Reason), Is.EqualTo((true, "thi công mùa khô")));
        Assert.That((await GetAsync("A-1", 2026)).Shares, Is.EqualTo(Steady));
        Assert.That((await GetAsync("A-1", 2027)).Stated, Is.False);

        var back = await SetAsync(null, stated.Version, "theo tiến độ chung");
        Assert.That((back.Stated, back.Version), Is.EqualTo((false, 0L)));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from audit.event where kind in ('curve.set', 'curve.dropped')"), Is.EqualTo(2));
        Assert.That(
            await capital.Portfolio.NumberAsync("select (after ->> 'curve/2026/3')::int from audit.event where kind = 'curve.set'"), Is.EqualTo(2_700));
    }

    [Test]
    public async Task The_same_again_is_no_change()
    {
        var stated = await SetAsync(Steady, null, "x");
        Assert.That((await SetAsync(Steady, stated.Version, " x ")).Version, Is.EqualTo(stated.Version));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from audit.event where kind = 'curve.set'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_read_something_older_is_refused()
    {
        var stated = await SetAsync(Steady, 0);
        Assert.That(() => SetAsync(null, 0), Throws.InstanceOf<StaleException>());
        await SetAsync(null, stated.Version, "x");
        Assert.That(() => SetAsync(Steady, stated.Version), Throws.InstanceOf<StaleException>());
    }

    [Test]
    public async Task A_stated_curve_changes_with_a_reason_alone()
    {
        var stated = await SetAsync(Steady, null);
        foreach (var wanted in (int[]?[])[null, [.. Enumerable.Repeat(10_000, 12)]])
        {
            var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => SetAsync(wanted, stated.Version, "  "));
            Assert.That(refusal!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("Reason", "curve.reason_missing") }));
        }
    }

    [Test]
    public async Task What_was_planned_for_months_that_have_ended_stays_unless_the_finance_department_changes_it()
    {
        var body = await capital.Portfolio.NumberAsync("""
            with body as (insert into directory.body (code, kind, name, province_code, source_file, source_section, source_item)
                values ('b1', 'pmu', 'Ban', 'xx', 'f', 's', 'i') returning id)
            insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
            select p.id, b.id, 'owner', 'x', 'f', 's', 'i' from projects.project p, body b where p.code = 'A-1' returning body_id
            """);
        var owner = new Actor("owner", Role.Owner) { Reach = new Reach("xx", new HashSet<long> { body }) };
        capital.Clock.Turn(new DateOnly(2026, 3, 31));
        await SetAsync([.. (await GetAsync("A-1", 2026)).Shares.Take(2), .. Steady[2..]], null, actor: owner);
        capital.Clock.Turn(new DateOnly(2026, 4, 1));
        var stated = await GetAsync("A-1", 2026);

        int[] lower = [.. stated.Shares.Take(2), 1_700, .. Steady[3..]];
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => SetAsync(lower, stated.Version, "mưa lũ", owner));
        Assert.That(refusal!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("Shares[2]", "curve.month_ended") }));
        Assert.That(() => SetAsync(null, stated.Version, "mưa lũ", owner), Throws.InstanceOf<ValidationFailedException>());
        int[] later = [.. stated.Shares.Take(3), 3_000, .. Steady[4..]];
        var changed = await SetAsync(later, stated.Version, "mưa lũ", owner);
        Assert.That((await SetAsync(lower, changed.Version, "sửa nhầm lẫn")).Shares, Is.EqualTo(lower));
    }

    [Test]
    public async Task Of_several_who_state_it_first_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(async number =>
        {
            try
            {
                await SetAsync([.. Enumerable.Repeat(number * 100, 11), 10_000], 0);
                return true;
            }
            catch (StaleException)
            {
                return false;
            }
        }));
        Assert.That(outcomes.Count(won => won), Is.EqualTo(1));
    }

    private static IEnumerable<TestCaseData> NoCurves()
    {
        yield return new TestCaseData((int[])[1, 2, 10_000], "Shares", "curve.twelve");
        yield return new TestCaseData((int[])[500, 400, .. Enumerable.Repeat(10_000, 10)], "Shares[1]", "curve.falls");
        yield return new TestCaseData((int[])[-1, .. Enumerable.Repeat(10_000, 11)], "Shares[0]", "curve.share_outside");
        yield return new TestCaseData((int[])[.. Enumerable.Repeat(9_000, 12)], "Shares[11]", "curve.not_whole");
    }

    [TestCaseSource(nameof(NoCurves))]
    public async Task What_is_no_curve_is_refused_month_by_month(int[] shares, string field, string code)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => SetAsync(shares, null));
        Assert.That(refusal!.Failures.Select(f => (f.Field, f.Code)), Does.Contain((field, code)));
    }

    [Test]
    public async Task The_plan_of_a_closed_year_stays()
    {
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.ApproveAsync(closing.Id, "02/QĐ", new DateOnly(2027, 2, 1));
        var refusal = await Assert.ThrowsAsync<RuleException>(() => SetAsync(Steady, null));
        Assert.That(refusal!.Code, Is.EqualTo("capital.year_closed"));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from funding.planned_curve"), Is.Zero);
    }

    [Test]
    public void Only_whoever_enters_payments_of_the_project_states_it()
    {
        Assert.That(() => SetAsync(Steady, null, actor: new Actor("leader", Role.Leader)), Throws.InstanceOf<PermissionDeniedException>());
        Assert.That(
            () => SetAsync(Steady, null, actor: new Actor("owner", Role.Owner) { Reach = new Reach("xx", new HashSet<long>()) }), Throws.InstanceOf<OutOfReachException>());
        Assert.That(() => curves.SetAsync(SmallCapital.Officer, new SetCurve("A-1", 2032, null, Steady, null), default), Throws.InstanceOf<ValidationFailedException>());
        Assert.That(() => curves.SetAsync(SmallCapital.Officer, new SetCurve("X", 2026, null, Steady, null), default), Throws.InstanceOf<NotFoundException>());
    }

    private Task<PlannedCurve> GetAsync(string project, int year) => curves.GetAsync(SmallCapital.Officer, project, year, default);

    private Task<PlannedCurve> SetAsync(int[]? shares, long? version, string? reason = null, Actor? actor = null) =>
        curves.SetAsync(actor ?? SmallCapital.Officer, new SetCurve("A-1", 2026, version, shares, reason), default);

    private Task MilestoneAsync(string project, string kind, string planned, string precision) => capital.Portfolio.ExecuteAsync($"""
        insert into milestones.kind values ('{kind}', '{kind}', '{kind}', 1);
        insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text, source_file, source_section, source_item)
        select id, plan_id, '{kind}', '{kind}', 'x', '{planned}', '{precision}', 'x', 'f', 's', 'i' from projects.project where code = '{project}'
        """);
}
