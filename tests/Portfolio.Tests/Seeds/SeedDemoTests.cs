using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Needs;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>Illustrative figures: exact while they are on, gone without a trace in any sum when they are off, never in an officer's way.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SeedDemoTests
{
    private const string Programmes = "plans/cb-ha-tang-2026-2030/programmes.csv";
    private const string Projects = "plans/cb-ha-tang-2026-2030/projects.csv";
    private const string Needs = "demo/needs.csv";

    private static readonly Actor Officer = new("Trần Thị B", Role.Finance);

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
    public async Task The_demonstration_uses_every_envelope_up_exactly_and_marks_every_figure()
    {
        await database.LoadAsync(copy.Folder);
        await using var connection = await database.OpenAsync();
        Assert.That(
            await connection.QueryAsync<long>("select unitemised from funding.envelope where amount is not null"), Has.All.Zero);
        Assert.That(
            await connection.QueryAsync<string>("select distinct figure_basis from funding.need_line union select distinct figure_basis from funding.need"),
            Is.EqualTo(new[] { "illustrative" }));
        Assert.That(
            await connection.ExecuteScalarAsync<long>("select count(*) from projects.project where stage_basis = 'illustrative'"), Is.Positive);
        await AssertLedgerAsync();
    }

    [Test]
    public async Task Switched_off_it_leaves_the_official_facts_as_if_it_had_never_been_and_it_can_come_back()
    {
        await database.LoadAsync(copy.Folder, demo: false);
        var official = await FactsAsync();
        await database.LoadAsync(copy.Folder);
        var shown = await FactsAsync();
        Assert.That(shown, Is.Not.EqualTo(official));

        await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(await FactsAsync(), Is.EqualTo(official));
        Assert.That((await database.LoadAsync(copy.Folder, demo: false)).Unchanged, Is.True);
        await AssertLedgerAsync();

        await database.LoadAsync(copy.Folder);
        Assert.That(await FactsAsync(), Is.EqualTo(shown));

        await database.LoadAsync(copy.Folder, demo: false, plans: false);
        Assert.That(await FactsAsync(), Is.EqualTo(official), "with reference data only");
    }

    [Test]
    public async Task A_correction_posts_the_difference_and_stands_in_the_history()
    {
        await database.LoadAsync(copy.Folder);
        await using var connection = await database.OpenAsync();
        var last = await connection.ExecuteScalarAsync<long>("select max(id) from funding.need_line");
        copy.Set(Needs, 0, "amount", "4400000000000");
        copy.Set(Needs, 1, "amount", "1000000000000");
        await database.LoadAsync(copy.Folder);

        var lines = await connection.QueryAsync<(string, long)>(
            "select source_code, amount from funding.need_line where id > @last order by amount", new { last });
        Assert.That(lines, Is.EqualTo(new[] { ("ngan-sach-trung-uong", -100_000_000_000), ("ngan-sach-tinh", 100_000_000_000) }));
        var (before, after) = await connection.QuerySingleAsync<(string, string)>("""
            select before->>'ngan-sach-trung-uong', after->>'ngan-sach-trung-uong'
            from audit.event where kind = 'seeds.needs_changed' order by id desc limit 1
            """);
        Assert.That((before, after), Is.EqualTo(("4500000000000", "4400000000000")));
        await AssertLedgerAsync();
    }

    [Test]
    public async Task Official_corrections_pass_through_it_lower_envelopes_and_moved_projects()
    {
        await database.LoadAsync(copy.Folder);
        // 100 tỷ less for roads, in the plan and, as it must be, in the illustrative needs.
        copy.Set(Programmes, 0, "envelope_state", "64471200000000");
        copy.Set("plans/cb-ha-tang-2026-2030/plan.csv", 0, "stated_need_state", "75062400000000");
        copy.Set("plans/cb-ha-tang-2026-2030/plan.csv", 0, "stated_need_total", "93143100000000");
        copy.Set(Needs, 0, "amount", "4400000000000");
        await database.LoadAsync(copy.Folder);
        await AssertLedgerAsync();

        // A road goes to another programme; its needs go to its neighbour, so that both envelopes stay used up.
        var needs = CsvText.Parse(copy.Text(Needs));
        var moved = needs.Rows.FindIndex(r => r.Fields[0] == "CB-GT-002");
        var code = needs.Rows[moved].Fields[0];
        foreach (var row in needs.Rows.Where(r => r.Fields[0] == code).ToList())
        {
            var neighbour = needs.Rows.First(r => r.Fields[0] == "CB-GT-001" && r.Fields[1] == row.Fields[1]);
            neighbour.Fields[2] = (long.Parse(neighbour.Fields[2], null) + long.Parse(row.Fields[2], null)).ToString((IFormatProvider?)null);
            needs.Rows.Remove(row);
        }
        copy.Write(Needs, needs.ToString());
        copy.Set(Projects, CsvText.Parse(copy.Text(Projects)).Find("code", code), "programme", "do-thi-moi-truong");
        await database.LoadAsync(copy.Folder);
        await AssertLedgerAsync();
        await using var connection = await database.OpenAsync();
        Assert.That(
            await connection.QueryAsync<long>("select unitemised from funding.envelope where amount is not null"), Has.All.Zero);
    }

    [Test]
    public async Task What_an_officer_entered_is_never_touched_and_never_crowded_out()
    {
        await database.LoadAsync(copy.Folder, demo: false);
        await using (var portfolio = new PortfolioDatabase(database.ConnectionString))
            await new NeedService(portfolio).SetAsync(
                Officer, new SetNeeds("CB-GT-001", null, [new SourceAmount("ngan-sach-tinh", new Vnd(60_000_000_000_000))], "thử"),
                CancellationToken.None);

        await database.LoadAsync(copy.Folder);
        await using var connection = await database.OpenAsync();
        var own = await connection.QueryAsync<(string, long)>("""
            select n.source_code, n.amount from funding.need n join projects.project p on p.id = n.project_id where p.code = 'CB-GT-001'
            """);
        Assert.That(own, Is.EqualTo(new[] { ("ngan-sach-tinh", 60_000_000_000_000) }));
        // The state envelope of the roads has no room for all the rest; the other envelopes are filled.
        Assert.That(
            await connection.ExecuteScalarAsync<long>("""
                select count(*) from funding.need n join plans.programme g on g.id = n.programme_id
                where g.code = 'giao-thong' and n.source_class = 'state'
                """), Is.EqualTo(1));
        Assert.That(
            await connection.ExecuteScalarAsync<long>("select count(*) from funding.need where figure_basis = 'illustrative'"), Is.Positive);

        await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(
            await connection.QueryAsync<(string, long)>("select source_code, amount from funding.need"),
            Is.EqualTo(new[] { ("ngan-sach-tinh", 60_000_000_000_000) }));
        await AssertLedgerAsync();
    }

    [Test]
    public async Task Officers_may_work_while_corrected_files_are_loaded()
    {
        // Capital that was given keeps needs from falling; here officers change the needs themselves.
        foreach (var file in (string[])["demo/ceilings.csv", "demo/decisions.csv", "demo/allocations.csv", "demo/payments.csv"])
            copy.Write(file, copy.Lines(file)[0] + "\n");
        await database.LoadAsync(copy.Folder);
        await using var portfolio = new PortfolioDatabase(database.ConnectionString);
        var needs = new NeedService(portfolio);
        var officers = Enumerable.Range(1, 30).Select(i => Task.Run(async () =>
        {
            var request = new SetNeeds(
                FormattableString.Invariant($"CB-GT-{i % 10 + 1:000}"), null, [new SourceAmount("ngan-sach-xa", new Vnd(i * 1_000_000L))], null);
            try
            {
                await needs.SetAsync(Officer, request, CancellationToken.None);
            }
            catch (PortfolioException refusal) when (refusal.Status == 409)
            {
                // The envelope may be full at that moment.
            }
        })).ToList();
        for (var round = 0; round < 4; round++)
        {
            copy.Set(Projects, round, "description", FormattableString.Invariant($"Sửa lần {round}"));
            copy.Set("reference/funding_sources.csv", round, "name_en", FormattableString.Invariant($"Corrected {round}"));
            await database.LoadAsync(copy.Folder, demo: round % 2 == 1);
        }
        await Task.WhenAll(officers);
        await AssertLedgerAsync();
        await using var connection = await database.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from funding.envelope where itemised > amount"), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from funding.need where figure_basis = 'entered'"), Is.Positive);
    }

    [Test]
    public async Task Illustrative_stages_give_way_to_documents_and_to_officers()
    {
        await database.LoadAsync(copy.Folder);
        await using var connection = await database.OpenAsync();
        var code = CsvText.Parse(copy.Text("demo/stages.csv"))[0, "project"];
        var next = CsvText.Parse(copy.Text("demo/stages.csv"))[1, "project"];
        await connection.ExecuteAsync("update projects.project set stage = 'suspended', stage_basis = 'entered' where code = @next", new { next });
        copy.Set(Projects, CsvText.Parse(copy.Text(Projects)).Find("code", code), "stage", "procurement");
        copy.Set("demo/stages.csv", 1, "stage", "settlement");
        await database.LoadAsync(copy.Folder);
        const string Stages = "select code || ' ' || stage || ' ' || stage_basis from projects.project where code in (@code, @next) order by code = @next";
        var expected = new[] { $"{code} procurement official", $"{next} suspended entered" };
        Assert.That(await connection.QueryAsync<string>(Stages, new { code, next }), Is.EqualTo(expected));
        await database.LoadAsync(copy.Folder, demo: false);
        Assert.That(await connection.QueryAsync<string>(Stages, new { code, next }), Is.EqualTo(expected));
        Assert.That(
            await connection.ExecuteScalarAsync<long>("select count(*) from projects.project where stage_basis = 'illustrative'"), Is.Zero);
    }

    /// <summary>Needs, envelopes and stages as the pages sum them up; keys and versions do not matter.</summary>
    private async Task<IReadOnlyList<string>> FactsAsync()
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<string>("""
            select concat_ws(' ', 'need', project_id, source_code, amount, figure_basis) from funding.need
            union all select concat_ws(' ', 'sum', project_id, state, other, illustrative) from funding.project_need where total > 0
            union all select concat_ws(' ', 'envelope', programme_id, source_class, amount, itemised) from funding.envelope
            union all select concat_ws(' ', 'stage', code, stage, stage_basis) from projects.project where stage is not null
            order by 1
            """)];
    }

    /// <summary>What the triggers keep is what the ledger says.</summary>
    private async Task AssertLedgerAsync()
    {
        await using var connection = await database.OpenAsync();
        var wrong = await connection.QueryAsync<string>("""
            select 'envelope ' || e.programme_id || ' ' || e.source_class
            from funding.envelope e
            where e.itemised <> (select coalesce(sum(l.amount), 0) from funding.need_line l
                where l.programme_id = e.programme_id and l.source_class = e.source_class)
            union all
            select 'need ' || coalesce(n.project_id, l.project_id)
            from funding.need n
            full join (select project_id, source_code, sum(amount) as amount from funding.need_line group by 1, 2 having sum(amount) <> 0) l
                on l.project_id = n.project_id and l.source_code = n.source_code
            where n.amount is distinct from l.amount
            union all
            select 'project ' || p.project_id
            from funding.project_need p
            where p.total <> (select coalesce(sum(n.amount), 0) from funding.need n where n.project_id = p.project_id)
                or p.illustrative <> exists (select 1 from funding.need n
                    where n.project_id = p.project_id and n.figure_basis = 'illustrative')
            """);
        Assert.That(wrong, Is.Empty);
    }
}
