using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Database.Seeds;
using Portfolio.Funding.Needs;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>What money, or a milestone that was met, hangs on is not pulled away by a file.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SeedMoneyTests
{
    private const string Main = "plans/cb-ha-tang-2026-2030";

    private static readonly Actor Officer = new("Trần Thị B", Role.Finance);

    private TestDatabase database = null!;
    private SeedCopy copy = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        copy = new SeedCopy();
        database = await TestDatabase.CreateAsync();
        await database.LoadAsync(copy.Folder, demo: false);
        await using var portfolio = new PortfolioDatabase(database.ConnectionString);
        await new NeedService(portfolio).SetAsync(
            Officer, new SetNeeds("CB-GT-001", null, [new SourceAmount("ngan-sach-tinh", new Vnd(5_000_000_000))], null), CancellationToken.None);
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync("""
            insert into milestones.date_entry (milestone_id, project_id, field, now_on, entered_by, entered_on)
            select m.id, m.project_id, 'met', '2026-05-18', 'test', '2026-05-18'
            from milestones.milestone m join projects.project p on p.id = m.project_id
            where m.code = 'hoan-thanh-gd1' and p.code = 'CB-GT-001'
            """);
    }

    [SetUp]
    public void RestoreSeeds() => copy.Restore();

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        copy.Dispose();
        await database.DisposeAsync();
    }

    [Test]
    public async Task An_envelope_below_what_projects_have_taken_up_is_refused()
    {
        copy.Set(Main + "/programmes.csv", 0, "envelope_state", "4999999999");
        copy.Set(Main + "/plan.csv", 0, "stated_need_state", "10596199999999");
        copy.Set(Main + "/plan.csv", 0, "stated_need_total", "28676899999999");
        await RefusedAsync(
            Main + "/programmes.csv", 2, "envelope_state",
            "4999999999 is less than the 5000000000 that projects of programme \"Giao thông\" have taken up");
    }

    [Test]
    public async Task A_project_with_needs_does_not_move_to_another_programme()
    {
        copy.Set(Main + "/projects.csv", 0, "programme", "quy-hoach");
        await RefusedAsync(
            Main + "/projects.csv", 2, "programme",
            "project \"CB-GT-001\" cannot move to programme \"quy-hoach\": it has needs of 5000000000 đồng in programme");
    }

    [Test]
    public async Task A_project_with_money_is_not_taken_out()
    {
        foreach (var file in new[] { "projects", "project_bodies", "milestones", "outputs" })
        {
            var csv = CsvText.Parse(copy.Text($"{Main}/{file}.csv"));
            csv.Rows.RemoveAll(r => r.Fields[0] == "CB-GT-001");
            copy.Write($"{Main}/{file}.csv", csv.ToString());
        }
        await RefusedAsync(
            Main + "/projects.csv", null, null,
            "project \"CB-GT-001\" was taken out, but 1 lines of needs name it (5000000000 đồng in force)");
    }

    [TestCase("insert into slippage.colour_statement (project_id, now, stated_by, stated_on) select p.id, 'red', 'x', '2026-06-01' from projects.project p where p.code = 'CB-GT-002'", "CB-GT-002")]
    [TestCase("""
        with w as (
            insert into slippage.episode (rule_code, subject_type, subject_id, project_id, severity, opened_on)
            select 'update.stale', 'project', p.id, p.id, 'amber', '2026-06-01' from projects.project p where p.code = 'CB-GT-003'
            returning id
        )
        insert into slippage.remark (episode_id, kind, text, entered_by, entered_on) select id, 'said', 'x', 'x', '2026-06-01' from w
        """, "CB-GT-003")]
    public async Task A_project_of_which_people_have_spoken_is_not_taken_out(string said, string project)
    {
        await using (var connection = await database.OpenAsync())
            await connection.ExecuteAsync(said);
        foreach (var file in new[] { "projects", "project_bodies", "milestones", "outputs" })
        {
            var csv = CsvText.Parse(copy.Text($"{Main}/{file}.csv"));
            csv.Rows.RemoveAll(r => r.Fields[0] == project);
            copy.Write($"{Main}/{file}.csv", csv.ToString());
        }
        await RefusedAsync(
            Main + "/projects.csv", null, null, $"project \"{project}\" was taken out, but people have answered its warnings or stated its colour");
    }

    [Test]
    public async Task A_plan_with_money_is_not_taken_out()
    {
        foreach (var path in copy.Paths.Where(p => p.StartsWith(Main, StringComparison.Ordinal)))
            copy.Remove(path);
        var refusal = await RefusedAsync(Main + "/projects.csv", null, null, "project \"CB-GT-001\" was taken out");
        Assert.That(refusal.Message, Does.Contain("programme \"giao-thong\" was taken out, but 1 lines of needs name it"));
    }

    [Test]
    public async Task A_milestone_that_was_met_is_not_taken_out()
    {
        var csv = CsvText.Parse(copy.Text(Main + "/milestones.csv"));
        csv.Rows.RemoveAll(r => r.Fields[0] == "CB-GT-001" && r.Fields[1] == "hoan-thanh-gd1");
        copy.Write(Main + "/milestones.csv", csv.ToString());
        await RefusedAsync(
            Main + "/milestones.csv", null, null,
            "milestone \"hoan-thanh-gd1\" of project \"CB-GT-001\" was taken out, but it was met on 2026-05-18");
    }

    [Test]
    public async Task A_source_that_lines_name_neither_changes_its_class_nor_goes()
    {
        var row = CsvText.Parse(copy.Text("reference/funding_sources.csv")).Find("code", "ngan-sach-tinh");
        var line = copy.Set("reference/funding_sources.csv", row, "source_class", "other");
        await RefusedAsync(
            "reference/funding_sources.csv", line, "source_class", "source \"ngan-sach-tinh\" cannot change its class: 1 lines of needs name it");

        copy.Restore();
        var csv = CsvText.Parse(copy.Text("reference/funding_sources.csv"));
        csv.Rows.RemoveAt(row);
        copy.Write("reference/funding_sources.csv", csv.ToString());
        await RefusedAsync(
            "reference/funding_sources.csv", null, null, "source \"ngan-sach-tinh\" was taken out, but 1 lines of needs name it");
    }

    [TestCase("source_class", true, "cannot change its class: 1 lines of needs name it")]
    [TestCase("source_class", false, "cannot change its class: 1 lines of needs name it")]
    [TestCase("code", true, "was taken out, but 1 lines of needs name it")]
    [TestCase("code", false, "was taken out, but 1 lines of needs name it")]
    public async Task An_officer_who_starts_to_use_a_source_while_it_changes_is_waited_for_and_wins(
        string column, bool plans, string reason)
    {
        await using var own = await TestDatabase.CreateAsync();
        await own.LoadAsync(copy.Folder, demo: false);
        await using var officer = await own.OpenAsync();
        await using var transaction = await officer.BeginTransactionAsync();
        await officer.ExecuteAsync("""
            select 1 from funding.envelope e join projects.project p on p.programme_id = e.programme_id
            where p.code = 'CB-GT-001' order by e.source_class for no key update of e
            """);

        const string Sources = "reference/funding_sources.csv";
        var row = CsvText.Parse(copy.Text(Sources)).Find("code", "von-oda");
        copy.Set(Sources, row, column, column == "code" ? "von-oda-moi" : "other");
        var load = Task.Run(() => own.RefuseAsync(copy.Folder, demo: false, plans));
        await WaitUntilItWaitsAsync(own, load);
        await officer.ExecuteAsync("""
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select id, programme_id, 'von-oda', 'state', 1, 'entered', 'Trần Thị B' from projects.project where code = 'CB-GT-001'
            """);
        await transaction.CommitAsync();

        Assert.That((await load).Message, Does.Contain($"source \"von-oda\" {reason}"));
    }

    [Test]
    public async Task A_source_that_no_line_names_may_change_its_class()
    {
        await using var own = await TestDatabase.CreateAsync();
        await own.LoadAsync(copy.Folder, demo: false);
        var row = CsvText.Parse(copy.Text("reference/funding_sources.csv")).Find("code", "von-oda");
        copy.Set("reference/funding_sources.csv", row, "source_class", "other");
        var report = await own.LoadAsync(copy.Folder, demo: false);
        Assert.That(report.Tables, Is.EqualTo(new[] { new SeedTableChange("funding.source", 0, 1, 0) }));
    }

    [TestCase("reference/cb/bodies.csv", "body \"cb-so-xay-dung\" was taken out of bodies.csv, but plan", "cb-so-xay-dung")]
    [TestCase("reference/cb/communes.csv", "commune \"cb-tra-linh\" was taken out of communes.csv, but project", "cb-tra-linh")]
    [TestCase("reference/milestone_kinds.csv", "kind \"other\" was taken out, but", "other")]
    public async Task Reference_data_that_loaded_plans_use_are_not_taken_out_without_them(string path, string reason, string code)
    {
        var csv = CsvText.Parse(copy.Text(path));
        csv.Rows.RemoveAll(r => r.Fields[0] == code);
        copy.Write(path, csv.ToString());
        var before = await Snapshot.TakeAsync(database);
        var refusal = await database.RefuseAsync(copy.Folder, demo: false, plans: false);
        Assert.That(refusal.Message, Does.Contain(reason));
        Assert.That(await Snapshot.TakeAsync(database), Is.EqualTo(before));
    }

    [Test]
    public async Task A_rule_that_only_the_database_knows_still_refuses_the_whole()
    {
        await using var connection = await database.OpenAsOwnerAsync();
        await connection.ExecuteAsync("alter table plans.duty add constraint duty_short check (length(text) < 200000 and text <> 'Cấm')");
        copy.Set(Main + "/duties.csv", 0, "text", "Cấm");
        copy.Set("reference/provinces.csv", 0, "name_en", "Never written");
        await RefusedAsync("seeds", null, null, "PostgreSQL refuses a row:");
    }

    private static async Task WaitUntilItWaitsAsync(TestDatabase database, Task load)
    {
        await using var connection = await database.OpenAsync();
        var patience = DateTime.UtcNow.AddSeconds(20);
        while (!await connection.ExecuteScalarAsync<bool>("""
            select exists (select 1 from pg_stat_activity
                where datname = current_database() and application_name = 'portfolio' and wait_event_type = 'Lock')
            """))
        {
            Assert.That(load.IsCompleted, Is.False, "the load did not wait for the officer");
            Assert.That(DateTime.UtcNow, Is.LessThan(patience), "the load neither waits nor ends");
            await Task.Delay(20);
        }
    }

    private async Task<SeedRefusedException> RefusedAsync(string path, int? line, string? column, string reason)
    {
        var before = await Snapshot.TakeAsync(database);
        var refusal = await database.RefuseAsync(copy.Folder, demo: false);
        Assert.That(await Snapshot.TakeAsync(database), Is.EqualTo(before), "something was written");
        Assert.That(
            refusal.Faults.Any(f => f.File == path && f.Line == line && f.Column == column && f.Reason.Contains(reason, StringComparison.Ordinal)),
            refusal.Message);
        return refusal;
    }
}
