using Dapper;
using Portfolio.Database.Seeds;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

internal sealed class SeedLoaderTests
{
    private const string Plan = "plans/cb-ha-tang-2026-2030";

    private SeedCopy copy = null!;

    [OneTimeSetUp]
    public void CopySeeds() => copy = new SeedCopy();

    [SetUp]
    public void RestoreSeeds() => copy.Restore();

    [OneTimeTearDown]
    public void RemoveSeeds() => copy.Dispose();

    [Test]
    public async Task A_second_load_changes_nothing_not_even_when_every_row_is_compared()
    {
        await using var database = await TestDatabase.CreateAsync();
        var first = await database.LoadAsync(Loading.RealFolder);
        Assert.That(first.Unchanged, Is.False);
        Assert.That(first.Tables.Select(t => t.Table), Does.Contain("projects.project").And.Contain("milestones.milestone"));

        var before = await Snapshot.TakeAsync(database);
        Assert.That((await database.LoadAsync(Loading.RealFolder)).Unchanged, Is.True);
        Assert.That(await Snapshot.TakeAsync(database), Is.EqualTo(before));

        await ForgetAsync(database, "reference/provinces.csv");
        Assert.That((await database.LoadAsync(Loading.RealFolder)).Unchanged, Is.True);
        Assert.That(await ChangedTablesAsync(database, before), Is.EqualTo(new[] { "exchange.seed_file" }));
    }

    [TestCase(Plan + "/indicators.csv", "name", "plans.indicator")]
    [TestCase(Plan + "/reporting_obligations.csv", "name", "plans.reporting_obligation")]
    [TestCase(Plan + "/duties.csv", "text", "plans.duty")]
    [TestCase(Plan + "/discrepancies.csv", "note", "plans.discrepancy")]
    [TestCase(Plan + "/plan.csv", "short_name", "plans.plan")]
    [TestCase(Plan + "/programmes.csv", "short_name", "plans.programme")]
    [TestCase(Plan + "/projects.csv", "description", "projects.project")]
    [TestCase(Plan + "/project_bodies.csv", "as_written", "projects.project_body")]
    [TestCase(Plan + "/outputs.csv", "as_written", "projects.output")]
    [TestCase(Plan + "/milestones.csv", "name", "milestones.milestone")]
    [TestCase("reference/cb/bodies.csv", "name_en", "directory.body")]
    [TestCase("reference/ls/communes.csv", "source_item", "directory.commune")]
    [TestCase("reference/ls/land_steps.csv", "source_document", "land_clearance.step")]
    [TestCase("reference/provinces.csv", "name_en", "directory.province")]
    [TestCase("reference/law.csv", "note", "directory.law_parameter")]
    [TestCase("reference/funding_sources.csv", "name_en", "funding.source")]
    [TestCase("reference/milestone_kinds.csv", "name_en", "milestones.kind")]
    public async Task A_corrected_field_updates_its_row_and_no_other(string path, string column, string table)
    {
        var database = await LoadedDatabase.GetAsync();
        await database.LoadAsync(copy.Folder);
        var before = await VersionsAsync(database, table);
        var state = await Snapshot.TakeAsync(database);

        copy.Set(path, 1 < CsvText.Parse(copy.Text(path)).Rows.Count ? 1 : 0, column, "Chữ đã sửa");
        var report = await database.LoadAsync(copy.Folder);

        Assert.That(report.Tables, Is.EqualTo(new[] { new SeedTableChange(table, 0, 1, 0) }));
        var after = await VersionsAsync(database, table);
        Assert.That(after.Except(before).Count(), Is.EqualTo(1), "row versions written");
        Assert.That(before.Except(after).Count(), Is.EqualTo(1), "row versions replaced");
        Assert.That(
            (await ChangedTablesAsync(database, state)).Except(["audit.event", "audit.lane", "exchange.seed_file"]), Is.EqualTo(new[] { table }));
    }

    [TestCase(Plan + "/indicators.csv", "plans.indicator")]
    [TestCase(Plan + "/reporting_obligations.csv", "plans.reporting_obligation")]
    [TestCase(Plan + "/duties.csv", "plans.duty")]
    [TestCase(Plan + "/discrepancies.csv", "plans.discrepancy")]
    [TestCase(Plan + "/project_bodies.csv", "projects.project_body")]
    [TestCase(Plan + "/outputs.csv", "projects.output")]
    [TestCase(Plan + "/milestones.csv", "milestones.milestone")]
    [TestCase("reference/law.csv", "directory.law_parameter")]
    [TestCase("reference/milestone_sets.csv", "milestones.standard")]
    [TestCase("reference/holidays.csv", "directory.holiday")]
    public async Task A_removed_row_is_deleted(string path, string table)
    {
        var database = await LoadedDatabase.GetAsync();
        await database.LoadAsync(copy.Folder);

        var csv = CsvText.Parse(copy.Text(path));
        csv.Rows.RemoveAt(csv.Rows.Count - 1);
        copy.Write(path, csv.ToString());
        var report = await database.LoadAsync(copy.Folder);

        Assert.That(report.Tables, Is.EqualTo(new[] { new SeedTableChange(table, 0, 0, 1) }));
    }

    [Test]
    public async Task A_removed_project_goes_with_everything_that_hangs_on_it_and_comes_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.LoadAsync(copy.Folder, demo: false);
        const string Code = "LS-QT-204";
        foreach (var file in new[] { "projects", "project_bodies", "milestones", "outputs" })
        {
            var path = $"plans/ls-quy-hoach-2021-2030/{file}.csv";
            var csv = CsvText.Parse(copy.Text(path));
            csv.Rows.RemoveAll(r => r.Fields[0] == Code);
            copy.Write(path, csv.ToString());
        }

        var report = await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(report.Tables, Does.Contain(new SeedTableChange("projects.project", 0, 0, 1)));
        Assert.That(report.Tables.Sum(t => t.Inserted + t.Updated), Is.Zero);

        copy.Restore();
        report = await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(report.Tables, Does.Contain(new SeedTableChange("projects.project", 1, 0, 0)));
        Assert.That(report.Tables.Sum(t => t.Deleted + t.Updated), Is.Zero);
    }

    [Test]
    public async Task A_removed_plan_goes_whole_and_the_bodies_only_it_named_may_go_with_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.LoadAsync(copy.Folder, demo: false);
        foreach (var path in copy.Paths.Where(p => p.StartsWith("plans/ls-", StringComparison.Ordinal)))
            copy.Remove(path);
        copy.Remove("reference/ls/bodies.csv");
        copy.Remove("reference/ls/communes.csv");
        copy.Remove("reference/ls/land_steps.csv");
        copy.Replace("reference/provinces.csv", "ls,Lạng Sơn,Lang Son\n", "");

        await database.LoadAsync(copy.Folder, demo: false);

        await using var connection = await database.OpenAsync();
        Assert.That(await connection.QueryAsync<string>("select code from directory.province"), Is.EqualTo(new[] { "cb" }));
        Assert.That(
            await connection.QueryAsync<string>("select distinct province_code from plans.plan"), Is.EqualTo(new[] { "cb" }));
        Assert.That(
            await connection.ExecuteScalarAsync<long>("select count(*) from projects.project where code like 'LS-%'"), Is.Zero);
    }

    [Test]
    public async Task Plans_that_came_from_no_file_are_left_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.LoadAsync(copy.Folder, demo: false);
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync("""
            insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position,
                source_file, source_section, source_item)
            values ('tu-nhap', 'cb', 'infrastructure', 'Tự nhập', 'Tự nhập', 2026, 2030, 9, 'x', 'x', 'x')
            """);
        copy.Set("reference/provinces.csv", 0, "name_en", "Cao Bang province");
        await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from plans.plan where code = 'tu-nhap'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Reference_data_alone_load_without_plans_and_leave_loaded_plans_as_they_are()
    {
        await using var database = await TestDatabase.CreateAsync();
        var report = await database.LoadAsync(Loading.RealFolder, demo: false, plans: false);
        Assert.That(
            report.Tables.Select(t => t.Table.Split('.')[0]).Distinct(), Is.EquivalentTo(new[] { "directory", "funding", "land_clearance", "milestones", "slippage" }));
        Assert.That((await database.LoadAsync(Loading.RealFolder, demo: false, plans: false)).Unchanged, Is.True);

        await database.LoadAsync(Loading.RealFolder);
        var before = await Snapshot.TakeAsync(database);
        Assert.That((await database.LoadAsync(Loading.RealFolder, demo: true, plans: false)).Unchanged, Is.True);
        Assert.That(await Snapshot.TakeAsync(database), Is.EqualTo(before));
    }

    [Test]
    public async Task Two_loaders_at_once_load_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.LoadAsync(Loading.RealFolder))));
        Assert.That(reports.Count(r => !r.Unchanged), Is.EqualTo(1));
    }

    [Test]
    public async Task A_byte_order_mark_carriage_returns_spaces_and_empty_rows_make_no_difference()
    {
        var database = await LoadedDatabase.GetAsync();
        await database.LoadAsync(copy.Folder);
        const string Path = Plan + "/programmes.csv";
        copy.Write(Path, "\uFEFF" + copy.Text(Path).Replace("\n", " \r\n", StringComparison.Ordinal) + ",,,,,,,,\r\n\r\n");
        Assert.That((await database.LoadAsync(copy.Folder)).Unchanged, Is.True);
    }

    [Test]
    public async Task What_officers_entered_outlives_corrections_of_the_files()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.LoadAsync(copy.Folder, demo: false);
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync("""
            update projects.project set stage = 'suspended', stage_basis = 'entered' where code in ('CB-GT-001', 'CB-GT-002');
            insert into milestones.date_entry (milestone_id, project_id, field, now_on, entered_by, entered_on)
            select m.id, m.project_id, 'met', '2026-05-18', 'test', '2026-05-18'
            from milestones.milestone m join projects.project p on p.id = m.project_id
            where m.code = 'hoan-thanh-gd1' and p.code = 'CB-GT-001';
            """);

        copy.Set(Plan + "/projects.csv", 0, "description", "Mô tả mới");
        copy.Set(Plan + "/projects.csv", 1, "stage", "procurement");
        copy.Set(Plan + "/milestones.csv", 0, "date", "2026-05-20");
        await database.LoadAsync(copy.Folder);

        Assert.That(
            await connection.QueryAsync<string>("select stage || ' ' || stage_basis from projects.project where code in ('CB-GT-001', 'CB-GT-002')"),
            Is.EqualTo(new[] { "suspended entered", "suspended entered" }));
        Assert.That(
            await connection.QuerySingleAsync<string>("""
                select m.planned_on || ' ' || m.met_on from milestones.milestone m join projects.project p on p.id = m.project_id
                where p.code = 'CB-GT-001' and m.code = 'hoan-thanh-gd1'
                """),
            Is.EqualTo("2026-05-20 2026-05-18"));
    }

    [Test]
    public async Task Changed_dates_and_envelopes_stand_in_the_history_and_a_load_leaves_one_entry_per_plan()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.LoadAsync(copy.Folder, demo: false);
        await using var connection = await database.OpenAsync();
        Assert.That(
            await connection.QueryAsync<string>("select kind || ' ' || subject_code from audit.event where subject_type <> 'reference'"),
            Is.EquivalentTo(copy.Paths.Where(p => p.EndsWith("/plan.csv", StringComparison.Ordinal)).Select(p => "seeds.loaded " + p.Split('/')[1])));
        await connection.ExecuteAsync("create temporary table seen as select max(id) as id from audit.event");

        copy.Set(Plan + "/milestones.csv", 0, "date", "2026-05-20");
        copy.Set(Plan + "/milestones.csv", 1, "as_written", "chỉ sửa chữ");
        copy.Set(Plan + "/programmes.csv", 2, "envelope_state", "315200000001");
        copy.Set(Plan + "/programmes.csv", 0, "envelope_state", "64571199999999");
        await database.LoadAsync(copy.Folder, demo: false);

        var events = (await connection.QueryAsync<(string Kind, string Type, string Code, string? Before, string After, string Actor)>("""
            select kind, subject_type, subject_code, before::text, after::text, actor_name
            from audit.event where id > (select id from seen) order by kind, subject_code
            """)).ToList();
        Assert.That(events, Is.EqualTo(new[]
        {
            ("seeds.envelope_changed", "programme", "cb-ha-tang-2026-2030/giao-thong", "{\"state\": 64571200000000}", "{\"state\": 64571199999999}", "system"),
            ("seeds.envelope_changed", "programme", "cb-ha-tang-2026-2030/quy-hoach", "{\"state\": 315200000000}", "{\"state\": 315200000001}", "system"),
            ("seeds.loaded", "plan", "cb-ha-tang-2026-2030", null, "{\"funding.envelope.updated\": 2, \"milestones.milestone.updated\": 2}", "system"),
            ("seeds.milestone_changed", "project", "CB-GT-001", "{\"hoan-thanh-gd1\": \"2026-05-19\"}", "{\"hoan-thanh-gd1\": \"2026-05-20\"}", "system"),
        }));
    }

    [Test]
    public async Task A_project_may_move_to_another_programme_and_plan_while_it_has_no_needs()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.LoadAsync(copy.Folder, demo: false);
        var projects = CsvText.Parse(copy.Text(Plan + "/projects.csv"));
        copy.Set(Plan + "/projects.csv", projects.Find("code", "CB-GT-002"), "programme", "do-thi-moi-truong");
        var report = await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(report.Tables, Is.EqualTo(new[] { new SeedTableChange("projects.project", 0, 1, 0) }));

        // The whole plan under another name: every project and milestone keeps its key and its history.
        foreach (var path in copy.Paths.Where(p => p.StartsWith(Plan + "/", StringComparison.Ordinal)))
        {
            copy.Write(path.Replace("cb-ha-tang-2026-2030", "cb-ha-tang", StringComparison.Ordinal), copy.Bytes(path));
            copy.Remove(path);
        }
        copy.Set("plans/cb-ha-tang/plan.csv", 0, "code", "cb-ha-tang");
        await using var connection = await database.OpenAsync();
        const string Keys = "select p.id || ' ' || m.id from projects.project p join milestones.milestone m on m.project_id = p.id order by m.id";
        var before = (await connection.QueryAsync<string>(Keys)).ToList();
        await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(await connection.QueryAsync<string>(Keys), Is.EqualTo(before));
        Assert.That(
            await connection.ExecuteScalarAsync<long>("select count(*) from plans.plan where code = 'cb-ha-tang-2026-2030'"), Is.Zero);
    }

    private static async Task ForgetAsync(TestDatabase database, string path)
    {
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync("update exchange.seed_file set sha256 = 'x' where path = @path", new { path });
    }

    private static async Task<IReadOnlyList<string>> ChangedTablesAsync(
        TestDatabase database, IReadOnlyDictionary<string, string> before) =>
        [.. (await Snapshot.TakeAsync(database)).Where(t => before[t.Key] != t.Value).Select(t => t.Key).Order()];

    private static async Task<IReadOnlyList<string>> VersionsAsync(TestDatabase database, string table)
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<string>($"select xmin::text || ' ' || ctid::text from {table}")];
    }
}
