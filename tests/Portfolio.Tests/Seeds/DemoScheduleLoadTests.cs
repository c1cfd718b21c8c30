using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Obstacles;
using Portfolio.Milestones.Updates;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>The illustrative milestones and land come once, go without a trace, and never with what an officer has done.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class DemoScheduleLoadTests
{
    private const string Main = "plans/cb-ha-tang-2026-2030";

    private static readonly Actor Officer = new("Sở Xây dựng", Role.Construction) { Reach = new Reach("cb", null) };

    private TestDatabase database = null!;
    private SeedCopy copy = null!;

    [OneTimeSetUp]
    public void CopySeeds() => copy = new SeedCopy();

    [OneTimeTearDown]
    public void RemoveSeeds() => copy.Dispose();

    [SetUp]
    public async Task PrepareAsync()
    {
        copy.Restore();
        database = await TestDatabase.CreateAsync();
    }

    [TearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task Switched_off_they_are_gone_without_a_trace_and_come_back_as_they_were()
    {
        await database.LoadAsync(copy.Folder, demo: false);
        var official = await FactsAsync();
        await database.LoadAsync(copy.Folder);
        var shown = await FactsAsync();
        Assert.That(shown, Has.Count.GreaterThan(official.Count + 1_000));

        await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(await FactsAsync(), Is.EqualTo(official));
        await database.LoadAsync(copy.Folder);
        Assert.That(await FactsAsync(), Is.EqualTo(shown));
        await database.LoadAsync(copy.Folder, demo: false, plans: false);
        Assert.That(await FactsAsync(), Is.EqualTo(official), "with reference data only");
    }

    [Test]
    public async Task A_second_load_changes_nothing_of_them()
    {
        await database.LoadAsync(copy.Folder);
        var before = await Snapshot.TakeAsync(database);
        copy.Set(Main + "/projects.csv", 0, "description", "Mô tả mới");
        Assert.That((await database.LoadAsync(copy.Folder)).Unchanged, Is.False);
        var after = await Snapshot.TakeAsync(database);
        foreach (var table in before.Keys.Where(t => t.StartsWith("milestones.", StringComparison.Ordinal) || t.StartsWith("land_clearance.", StringComparison.Ordinal)))
            Assert.That(after[table], Is.EqualTo(before[table]), table);
    }

    [Test]
    public async Task Loaded_on_an_earlier_day_what_lies_ahead_has_not_happened_and_on_a_later_one_it_still_loads([Values("2026-02-01", "2026-06-15", "2028-01-10")] string day)
    {
        var today = DateOnly.ParseExact(day, "yyyy-MM-dd", null);
        await database.LoadAsync(copy.Folder, on: today);
        await using var connection = await database.OpenAsync();
        Assert.That(
            await connection.ExecuteScalarAsync<DateOnly?>("""
                select greatest((select max(entered_on) from milestones.date_entry), (select max(entered_on) from milestones.remark),
                    (select max(entered_on) from land_clearance.entry), (select max(greatest(since, closed_on, answered_on)) from land_clearance.obstacle),
                    (select max(done_on) from land_clearance.package_step), (select max(handed_over_on) from land_clearance.package))
                """), Is.LessThanOrEqualTo(today));
        Assert.That(await connection.ExecuteScalarAsync<int>("select count(*) from milestones.milestone where met_on > @today", new { today }), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<int>("select count(*) from land_clearance.package where handed_over_on is not null"), day[..4] == "2028" ? Is.Positive : Is.LessThan(4));
    }

    [Test]
    public async Task What_an_officer_worked_on_stays_with_its_project_and_the_rest_goes()
    {
        await database.LoadAsync(copy.Folder);
        await using var access = new PortfolioDatabase(database.ConnectionString);
        var calendar = new BusinessCalendar(TimeProvider.System);
        await new MilestoneUpdates(access, calendar).ReportProgressAsync(Officer, new ReportProgress("CB-GT-008", "dat-50", null, 26), default);
        await using var connection = await database.OpenAsync();
        var obstacle = await connection.ExecuteScalarAsync<long>("""
            select o.id from land_clearance.obstacle o join projects.project p on p.id = o.project_id where p.code = 'CB-GT-006' and o.closed_on is null order by o.id limit 1
            """);
        await new ObstacleService(access, calendar).CloseAsync(Officer, new CloseObstacle(obstacle, null, "Đã xong"), default);

        await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(
            await connection.QueryAsync<string>("""
                select distinct p.code from milestones.milestone m join projects.project p on p.id = m.project_id where m.figure_basis = 'illustrative' order by 1
                """), Is.EqualTo(new[] { "CB-GT-006", "CB-GT-008" }));
        Assert.That(
            await connection.QueryAsync<string>("select distinct p.code from land_clearance.package l join projects.project p on p.id = l.project_id order by 1"),
            Is.EqualTo(new[] { "CB-GT-006", "CB-GT-008" }));
    }

    [Test]
    public async Task Projects_on_which_officers_have_worked_already_are_left_alone()
    {
        await database.LoadAsync(copy.Folder, demo: false);
        await using (var access = new PortfolioDatabase(database.ConnectionString))
            await new MilestoneUpdates(access, new BusinessCalendar(TimeProvider.System)).ReportProgressAsync(
                Officer, new ReportProgress("CB-GT-001", "hoan-thanh-gd1", null, 12), default);
        await database.LoadAsync(copy.Folder);
        await using var connection = await database.OpenAsync();
        Assert.That(
            await connection.QuerySingleAsync<(int, int)>("""
                select count(*)::int, max(percent) from milestones.milestone m join projects.project p on p.id = m.project_id where p.code = 'CB-GT-001'
                """), Is.EqualTo((2, 12)));
    }

    [Test]
    public async Task A_project_that_is_taken_out_of_the_files_takes_them_with_it()
    {
        await database.LoadAsync(copy.Folder);
        foreach (var path in copy.Paths.Where(p => p.StartsWith("demo/", StringComparison.Ordinal) || p.StartsWith("plans/cb-moi-truong", StringComparison.Ordinal)))
        {
            var lines = copy.Lines(path);
            copy.Write(path, string.Join('\n', lines.Where(l => !l.Contains("CB-MT-058", StringComparison.Ordinal))) + "\n");
        }
        await database.LoadAsync(copy.Folder);
        await using var connection = await database.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<int>("select count(*) from projects.project where code = 'CB-MT-058'"), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<bool>("select confirms from milestones.province_rule where province_code = 'cb'"), "the others still confirm");
    }

    [TestCase("schedule.csv", 0, "planned", "", "a milestone of a document has its date from there")]
    [TestCase("schedule.csv", 0, "planned", "sớm", "is not a due date")]
    [TestCase("schedule.csv", 0, "after", "hoan-thanh", "is no milestone of an earlier row")]
    [TestCase("schedule.csv", 0, "kind", "no_such", "is not in reference/milestone_kinds.csv")]
    [TestCase("milestone_updates.csv", 0, "milestone", "no-such", "is not in schedule.csv")]
    [TestCase("milestone_updates.csv", 0, "value", "31/12/2026", "not after it was said")]
    [TestCase("milestone_updates.csv", 0, "value", "", "are said, and nothing else")]
    [TestCase("milestone_updates.csv", 0, "reason", "land", "a date moves for a reason")]
    [TestCase("milestone_updates.csv", 1, "on", "2026-03-01", "an earlier row of this milestone has a later day")]
    [TestCase("milestone_updates.csv", 1, "field", "done", "what was done is confirmed next")]
    [TestCase("confirming.csv", 0, "province", "xy", "is not in reference/provinces.csv")]
    [TestCase("packages.csv", 0, "commune", "cb-khong-co", "is not in communes.csv")]
    [TestCase("packages.csv", 0, "planned", "", "a hand-over is planned for a date")]
    [TestCase("packages.csv", 0, "handed_over", "2026-11-20", "not all of its land and households are handed over")]
    [TestCase("counts.csv", 0, "notified", "999999", "notified")]
    [TestCase("counts.csv", 1, "on", "2026-01-05", "sort the rows by their days")]
    [TestCase("package_steps.csv", 0, "step", "no_such", "is not in land_steps.csv")]
    [TestCase("obstacles.csv", 0, "due", "2026-01-01", "it lies before the obstacle")]
    [TestCase("obstacles.csv", 0, "closed_by", "ai", "an obstacle is closed by somebody")]
    [TestCase("answers.csv", 0, "obstacle", "khong-co", "is not in obstacles.csv")]
    public async Task A_fault_is_named_with_its_place(string file, int row, string column, string value, string reason)
    {
        var line = copy.Set("demo/" + file, row, column, value);
        var refusal = await database.RefuseAsync(copy.Folder);
        var fault = refusal.Faults.FirstOrDefault(f => f.File == "demo/" + file && f.Line == line);
        Assert.That(fault, Is.Not.Null, string.Join('\n', refusal.Faults));
        Assert.That($"{fault!.Reason} {fault.Remedy}", Does.Contain(reason).IgnoreCase);
    }

    /// <summary>Milestones and land as pages show them; keys, versions and hours of writing do not matter.</summary>
    private async Task<IReadOnlyList<string>> FactsAsync()
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<string>("""
            select 'milestone ' || (to_jsonb(m) - 'id' - 'revision')::text from milestones.milestone m
            union all select 'date ' || (to_jsonb(e) - 'id' - 'milestone_id')::text from milestones.date_entry e
            union all select 'remark ' || (to_jsonb(r) - 'id' - 'milestone_id')::text from milestones.remark r
            union all select 'link ' || d.project_id || ' ' || d.lag_days from milestones.dependency d
            union all select 'block ' || b.project_id || ' ' || b.lag_days from milestones.land_block b
            union all select 'forecast ' || f.project_id || ' ' || f.expected_on || ' ' || f.cause || ' ' || f.days_pushed from milestones.forecast f
            union all select 'state ' || (to_jsonb(s) - 'finish_id')::text from milestones.project_state s
            union all select 'rule ' || r.province_code from milestones.province_rule r
            union all select 'open ' || c.scope || c.unit || c.starts_on || ' ' || c.milestones from milestones.open_count c where c.milestones <> 0
            union all select 'package ' || (to_jsonb(p) - 'id' - 'revision')::text from land_clearance.package p
            union all select 'count ' || (to_jsonb(e) - 'id' - 'package_id')::text from land_clearance.entry e
            union all select 'step ' || (to_jsonb(s) - 'package_id')::text from land_clearance.package_step s
            union all select 'obstacle ' || (to_jsonb(o) - 'id' - 'package_id' - 'revision')::text from land_clearance.obstacle o
            union all select 'answer ' || (to_jsonb(a) - 'id' - 'obstacle_id')::text from land_clearance.answer a
            union all select 'sum ' || to_jsonb(l)::text from land_clearance.project_land l
            order by 1
            """)];
    }
}
