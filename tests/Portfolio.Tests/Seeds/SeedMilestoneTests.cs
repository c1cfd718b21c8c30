using Dapper;
using Npgsql;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>What a corrected document does to milestones on which officers have worked.</summary>
internal sealed class SeedMilestoneTests
{
    private const string Plan = "plans/cb-ha-tang-2026-2030";

    // The first row of the file.
    private const string First = "from milestones.milestone m join projects.project p on p.id = m.project_id where m.code = 'hoan-thanh-gd1' and p.code = 'CB-GT-001'";

    private SeedCopy copy = null!;
    private TestDatabase database = null!;
    private NpgsqlConnection connection = null!;

    [SetUp]
    public async Task LoadAsync()
    {
        copy = new SeedCopy();
        database = await TestDatabase.CreateAsync();
        await database.LoadAsync(copy.Folder, demo: false);
        connection = await database.OpenAsync();
    }

    [TearDown]
    public async Task DropAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
        copy.Dispose();
    }

    [Test]
    public async Task A_first_load_baselines_what_the_document_says_forecasts_it_and_enters_nothing()
    {
        Assert.That(await connection.ExecuteScalarAsync<long>("""
            select count(*) from milestones.milestone
            where (planned_on, planned_precision, planned_text) is distinct from (document_on, document_precision, document_text)
                or baseline_on is distinct from planned_on
            """), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from milestones.date_entry"), Is.Zero);
        Assert.That(
            await connection.ExecuteScalarAsync<long>("select count(*) from milestones.forecast"),
            Is.EqualTo(await connection.ExecuteScalarAsync<long>("select count(*) from milestones.milestone where planned_on is not null")).And.Positive);
    }

    [Test]
    public async Task A_corrected_date_moves_plan_and_baseline_by_entries_where_nobody_has_moved_them()
    {
        copy.Set(Plan + "/milestones.csv", 0, "date", "2026-05-29");
        await database.LoadAsync(copy.Folder, demo: false);

        Assert.That(await EntriesAsync(), Is.EqualTo(new[]
        {
            "baseline 2026-05-19 2026-05-29 document official", "planned 2026-05-19 2026-05-29 document official",
        }));
        Assert.That(
            await TextAsync($"select concat_ws(' ', document_on, planned_on, baseline_on, moves, days_moved) {First}"),
            Is.EqualTo("2026-05-29 2026-05-29 2026-05-29 1 10"));
        Assert.That(await connection.ExecuteScalarAsync<int>($"select count(*) from milestones.forecast f where f.milestone_id = (select m.id {First})"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_an_officer_has_moved_stays_where_it_is()
    {
        await MoveAsync();
        copy.Set(Plan + "/milestones.csv", 0, "date", "2026-05-29");
        await database.LoadAsync(copy.Folder, demo: false);

        Assert.That(
            await TextAsync($"select concat_ws(' ', document_on, planned_on, planned_text, baseline_on, moves) {First}"),
            Is.EqualTo("2026-05-29 2027-03-31 Quý I/2027 2026-05-29 1"));
    }

    [Test]
    public async Task A_milestone_with_work_of_officers_is_dropped_with_its_row_and_opens_again_with_it()
    {
        await MoveAsync();
        var whole = copy.Text(Plan + "/milestones.csv");
        TakeOut();
        await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(await TextAsync($"select concat_ws(' ', dropped_on is not null, document_on, m.source_file, planned_on) {First}"), Is.EqualTo("t 2027-03-31"));
        Assert.That((await database.LoadAsync(copy.Folder, demo: false)).Tables, Is.Empty);

        copy.Write(Plan + "/milestones.csv", whole);
        await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(await TextAsync($"select concat_ws(' ', dropped_on is not null, document_on, planned_on) {First}"), Is.EqualTo("f 2026-05-19 2027-03-31"));
    }

    [Test]
    public async Task What_an_officer_dropped_stays_dropped_although_its_row_goes_and_comes()
    {
        await connection.ExecuteAsync($"""
            insert into milestones.date_entry (milestone_id, project_id, field, now_on, entered_by, entered_on)
            select m.id, m.project_id, 'dropped', '2026-04-01', 'Trần Thị B', '2026-04-01' {First}
            """);
        var whole = copy.Text(Plan + "/milestones.csv");
        TakeOut();
        await database.LoadAsync(copy.Folder, demo: false);
        copy.Write(Plan + "/milestones.csv", whole);
        await database.LoadAsync(copy.Folder, demo: false);

        Assert.That(await TextAsync($"select dropped_on::text {First}"), Is.EqualTo("2026-04-01"));
    }

    [Test]
    public async Task A_milestone_that_was_reported_done_is_not_taken_out()
    {
        await connection.ExecuteAsync($"""
            insert into milestones.date_entry (milestone_id, project_id, field, now_on, entered_by, entered_on)
            select m.id, m.project_id, 'reported', '2026-05-18', 'Trần Thị B', '2026-05-18' {First}
            """);
        TakeOut();
        var refusal = await database.RefuseAsync(copy.Folder, demo: false);
        Assert.That(refusal.Faults.Single().Reason, Does.Contain("was taken out, but it was met on 2026-05-18"));
    }

    [Test]
    public async Task A_project_on_whose_milestones_officers_have_worked_is_not_taken_out()
    {
        const string Quiet = "LS-QT-204";
        await connection.ExecuteAsync($"""
            insert into milestones.remark (milestone_id, project_id, text, entered_by, entered_on)
            select m.id, m.project_id, 'đang làm', 'Trần Thị B', '2026-05-18'
            from milestones.milestone m join projects.project p on p.id = m.project_id where p.code = '{Quiet}'
            """);
        foreach (var file in new[] { "projects", "project_bodies", "milestones", "outputs" })
        {
            var path = $"plans/ls-quy-hoach-2021-2030/{file}.csv";
            var csv = CsvText.Parse(copy.Text(path));
            csv.Rows.RemoveAll(r => r.Fields[0] == Quiet);
            copy.Write(path, csv.ToString());
        }
        var refusal = await database.RefuseAsync(copy.Folder, demo: false);
        Assert.That(refusal.Faults.Single().Reason, Is.EqualTo($"project \"{Quiet}\" was taken out, but officers have worked on its milestones"));
    }

    private void TakeOut()
    {
        var csv = CsvText.Parse(copy.Text(Plan + "/milestones.csv"));
        csv.Rows.RemoveAt(0);
        copy.Write(Plan + "/milestones.csv", csv.ToString());
    }

    private Task MoveAsync() => connection.ExecuteAsync($"""
        insert into milestones.date_entry (milestone_id, project_id, field, was_on, was_precision, was_text, now_on, now_precision, now_text, entered_by, entered_on)
        select m.id, m.project_id, 'planned', m.planned_on, m.planned_precision, m.planned_text, '2027-03-31', 'quarter', 'Quý I/2027', 'Trần Thị B', '2026-04-01' {First}
        """);

    private Task<string?> TextAsync(string sql) => connection.ExecuteScalarAsync<string?>(sql);

    private async Task<IReadOnlyList<string>> EntriesAsync() =>
        [.. await connection.QueryAsync<string>("select concat_ws(' ', field, was_on, now_on, reason_code, figure_basis) from milestones.date_entry order by field")];
}
