using Dapper;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>A correction of money or dates stands in the history with what was there before.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SeedHistoryTests
{
    private const string Code = "cb-ha-tang-2026-2030";
    private const string Plan = "plans/" + Code;

    private TestDatabase database = null!;
    private SeedCopy copy = null!;
    private long seen;

    [SetUp]
    public async Task PrepareAsync()
    {
        copy = new SeedCopy();
        database = await TestDatabase.CreateAsync();
        await database.LoadAsync(copy.Folder, demo: false);
        await using var connection = await database.OpenAsync();
        seen = await connection.ExecuteScalarAsync<long>("select max(id) from audit.event");
    }

    [TearDown]
    public async Task DropAsync()
    {
        copy.Dispose();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_corrected_need_and_date_of_a_plan_stand_there_and_nothing_that_stayed()
    {
        copy.Set(Plan + "/plan.csv", 0, "document_date", "2026-03-02");
        copy.Set(Plan + "/plan.csv", 0, "stated_need_state", "75162399999999");
        copy.Set(Plan + "/plan.csv", 0, "stated_need_total", "93243099999999");
        copy.Set(Plan + "/programmes.csv", 0, "envelope_state", "64571199999999");

        Assert.That(await EventsAsync("seeds.plan_changed"), Is.EqualTo(new[]
        {
            ("plan", Code,
                """{"document_date": null, "stated_need_state": 75162400000000, "stated_need_total": 93243100000000}""",
                """{"document_date": "2026-03-02", "stated_need_state": 75162399999999, "stated_need_total": 93243099999999}"""),
        }));
    }

    [Test]
    public async Task A_plan_that_is_taken_out_leaves_what_it_stated()
    {
        foreach (var path in copy.Paths.Where(p => p.StartsWith(Plan + "/", StringComparison.Ordinal)))
            copy.Remove(path);

        Assert.That(await EventsAsync("seeds.plan_changed"), Is.EqualTo(new[]
        {
            ("plan", Code,
                """{"document_date": null, "stated_need_other": 18080700000000, "stated_need_state": 75162400000000, "stated_need_total": 93243100000000}""",
                null as string),
        }));
    }

    [Test]
    public async Task A_report_due_on_another_day_stands_there_with_both_days()
    {
        const string Path = Plan + "/reporting_obligations.csv";
        var obligations = CsvText.Parse(copy.Text(Path));
        copy.Set(Path, obligations.Find("code", "ke-hoach-trien-khai-cap-xa"), "date", "2026-04-11");
        var halfYear = obligations.Find("code", "bao-cao-6-thang-so-nganh");
        var (month, day) = (obligations[halfYear, "month"], obligations[halfYear, "day"]);
        copy.Set(Path, halfYear, "day", "3");
        copy.Set(Path, obligations.Find("code", "bao-cao-nam-so-nganh"), "as_written", "chỉ sửa chữ");
        var gone = CsvText.Parse(copy.Text(Path));
        gone.Rows.RemoveAt(gone.Find("code", "ke-hoach-trien-khai-so-nganh"));
        copy.Write(Path, gone.ToString());

        Assert.That(await EventsAsync("seeds.obligation_changed"), Is.EqualTo(new[]
        {
            ("plan", Code,
                $$"""{"bao-cao-6-thang-so-nganh": "{{day}}/{{month}}", "ke-hoach-trien-khai-cap-xa": "2026-04-10", "ke-hoach-trien-khai-so-nganh": "2026-04-10"}""",
                $$"""{"bao-cao-6-thang-so-nganh": "3/{{month}}", "ke-hoach-trien-khai-cap-xa": "2026-04-11", "ke-hoach-trien-khai-so-nganh": null}"""),
        }));
    }

    [TestCase("reference/provinces.csv", "name_en", "provinces")]
    [TestCase("reference/cb/communes.csv", "source_item", "communes")]
    [TestCase("reference/cb/bodies.csv", "name_en", "bodies")]
    [TestCase("reference/law.csv", "note", "law")]
    [TestCase("reference/funding_sources.csv", "name_en", "funding_sources")]
    [TestCase("reference/milestone_kinds.csv", "name_en", "milestone_kinds")]
    public async Task Changed_reference_data_leave_one_entry_with_their_counts(string path, string column, string subject)
    {
        copy.Set(path, 0, column, "Đã sửa");
        copy.Set(path, 1, column, "Cũng đã sửa");

        Assert.That(
            await EventsAsync("seeds.reference_changed"), Is.EqualTo(new[] { ("reference", subject, null as string, """{"updated": 2}""") }));
    }

    [Test]
    public async Task Reference_data_that_come_and_go_are_counted_and_the_first_load_counts_all()
    {
        await using var connection = await database.OpenAsync();
        Assert.That(
            await connection.QueryAsync<string>("""
                select subject_code || ' ' || (after->>'inserted') from audit.event where kind = 'seeds.reference_changed'
                """),
            Is.EquivalentTo(new[]
            {
                $"provinces {Rows("reference/provinces.csv")}",
                $"communes {Rows("reference/cb/communes.csv") + Rows("reference/ls/communes.csv")}",
                $"bodies {Rows("reference/cb/bodies.csv") + Rows("reference/ls/bodies.csv")}",
                $"land_steps {Rows("reference/cb/land_steps.csv") + Rows("reference/ls/land_steps.csv")}",
                $"law {Rows("reference/law.csv")}",
                $"funding_sources {Rows("reference/funding_sources.csv")}",
                $"milestone_kinds {Rows("reference/milestone_kinds.csv")}",
                $"holidays {Rows("reference/holidays.csv")}",
                $"warning_rules {Rows("reference/warning_rules.csv")}",
                $"milestone_sets {Rows("reference/milestone_sets.csv")}",
            }));

        copy.Replace("reference/funding_sources.csv", "von-oda,state,", "von-oda-moi,state,");
        Assert.That(
            await EventsAsync("seeds.reference_changed"),
            Is.EqualTo(new[] { ("reference", "funding_sources", null as string, """{"deleted": 1, "inserted": 1}""") }));
    }

    private int Rows(string path) => CsvText.Parse(copy.Text(path)).Rows.Count;

    /// <summary>Loads, and gives the entries of this kind that the load wrote.</summary>
    private async Task<IReadOnlyList<(string Type, string Code, string? Before, string? After)>> EventsAsync(string kind)
    {
        await database.LoadAsync(copy.Folder, demo: false);
        await using var connection = await database.OpenAsync();
        return
        [
            .. await connection.QueryAsync<(string, string, string?, string?)>("""
                select subject_type, subject_code, before::text, after::text
                from audit.event where id > @seen and kind = @kind order by id
                """, new { seen, kind }),
        ];
    }
}
