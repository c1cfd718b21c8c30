using Dapper;
using Portfolio.Common;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>What the public documents say stands in the database to the đồng, and nothing that they do not say.</summary>
internal sealed class OfficialFactsTests
{
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task LoadAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.LoadAsync(Loading.RealFolder, demo: false);
    }

    [OneTimeTearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task The_main_plan_needs_93_243_1_billion_of_which_75_162_4_from_the_state()
    {
        await using var connection = await database.OpenAsync();
        var (state, other) = await connection.QuerySingleAsync<(long, long)>("""
            select (sum(e.amount) filter (where e.source_class = 'state'))::bigint, (sum(e.amount) filter (where e.source_class = 'other'))::bigint
            from funding.envelope e
            join plans.programme g on g.id = e.programme_id
            join plans.plan p on p.id = g.plan_id
            where p.code = 'cb-ha-tang-2026-2030'
            """);
        Assert.That(
            new[] { state + other, state, other }.Select(n => VndText.Billions(new Vnd(n))),
            Is.EqualTo(new[] { "93.243,1", "75.162,4", "18.080,7" }));
    }

    [TestCase("giao-thong", 64_571_200_000_000, 13_591_600_000_000)]
    [TestCase("do-thi-moi-truong", 10_276_000_000_000, 4_489_100_000_000)]
    [TestCase("quy-hoach", 315_200_000_000, 0)]
    public async Task The_envelopes_are_those_of_the_document(string programme, long state, long other)
    {
        await using var connection = await database.OpenAsync();
        var amounts = await connection.QueryAsync<long>("""
            select e.amount
            from funding.envelope e
            join plans.programme g on g.id = e.programme_id
            join plans.plan p on p.id = g.plan_id
            where p.code = 'cb-ha-tang-2026-2030' and g.code = @programme
            order by e.source_class desc
            """, new { programme });
        Assert.That(amounts, Is.EqualTo(new[] { state, other }));
    }

    [Test]
    public async Task Lang_Son_has_65_communes_of_which_4_are_wards()
    {
        await using var connection = await database.OpenAsync();
        var kinds = await connection.QueryAsync<(string, long)>(
            "select kind, count(*) from directory.commune where province_code = 'ls' group by kind order by kind");
        Assert.That(kinds, Is.EqualTo(new[] { ("phuong", 4L), ("xa", 61L) }));
    }

    [Test]
    public async Task Every_record_says_where_it_stands_in_which_document()
    {
        await using var connection = await database.OpenAsync();
        var tables = (await connection.QueryAsync<string>("""
            select format('%I.%I', table_schema, table_name)
            from information_schema.columns where column_name = 'source_file'
            """)).ToList();
        Assert.That(tables, Has.Count.GreaterThanOrEqualTo(10));
        foreach (var table in tables)
        {
            var without = await connection.ExecuteScalarAsync<long>(
                $"select count(*) from {table} where source_file !~ '^00[0-4]_[0-9a-f]{{16}}[.]txt$' or source_section = '' or source_item = ''");
            Assert.That(without, Is.Zero, table);
            Assert.That(await connection.ExecuteScalarAsync<long>($"select count(*) from {table}"), Is.Positive, table);
        }
    }

    [Test]
    public async Task No_amount_of_any_project_and_no_stage_is_made_up()
    {
        await using var connection = await database.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from funding.need_line"), Is.Zero);
        Assert.That(await connection.ExecuteScalarAsync<long>("select sum(itemised)::bigint from funding.envelope"), Is.Zero);
        Assert.That(
            await connection.QueryAsync<string>("select distinct stage_basis from projects.project where stage_basis is not null"),
            Is.EqualTo(new[] { "official" }));
        Assert.That(
            await connection.ExecuteScalarAsync<long>("select count(*) from projects.project where total_investment is not null"), Is.Zero);
    }

    [Test]
    public async Task All_five_plans_are_there_with_projects_dates_and_discrepancies()
    {
        await using var connection = await database.OpenAsync();
        var plans = (await connection.QueryAsync<(string Code, long Projects, long Milestones, long Discrepancies)>("""
            select p.code, (select count(*) from projects.project x where x.plan_id = p.id),
                (select count(*) from milestones.milestone m where m.plan_id = p.id),
                (select count(*) from plans.discrepancy d where d.plan_id = p.id)
            from plans.plan p
            """)).ToList();
        Assert.That(plans, Has.Count.EqualTo(5));
        Assert.That(plans, Has.All.Matches<(string Code, long Projects, long Milestones, long Discrepancies)>(
            p => p is { Projects: > 0, Milestones: > 0, Discrepancies: > 0 }));
    }
}
