using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Database;
using Portfolio.Slippage.Rules;
using Portfolio.Slippage.Scan;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Slippage;

/// <summary>
/// A plan 1 of a province xx with a project 1, in a database whose triggers sleep: a test writes what a rule reads, and asks what the rule finds on
/// days. All of it happens in a transaction that is rolled back.
/// </summary>
internal sealed class RuleField : IAsyncDisposable
{
    private const string BaseSql = """
        insert into directory.province values ('xx', 'Tỉnh thử', 'Test province'), ('yy', 'Tỉnh khác', 'Other province');
        insert into directory.commune (id, province_code, code, kind, name, source_file, source_section, source_item)
        overriding system value values (1, 'xx', 'c1', 'xa', 'Xã 1', 'f', 's', 'i');
        insert into directory.body (id, code, kind, name, name_en, province_code, source_file, source_section, source_item) overriding system value values
            (1, 'xx-ban', 'pmu', 'Ban quản lý', 'Board', 'xx', 'f', 's', 'i'), (2, 'xx-so', 'department', 'Sở', 'Department', 'xx', 'f', 's', 'i');
        insert into funding.source (code, source_class, name, name_en, position) values ('s1', 'state', 'Nguồn 1', 'Source 1', 1), ('o1', 'other', 'Nguồn 2', 'Source 2', 2);
        insert into plans.plan (id, code, province_code, kind, name, short_name, document_date, period_from, period_to, position, source_file, source_section, source_item)
        overriding system value values (1, 'p', 'xx', 'infrastructure', 'Kế hoạch', 'Kế hoạch', '2026-01-01', 2026, 2030, 1, 'f', 's', 'i');
        insert into plans.programme (id, plan_id, code, name, short_name, position, source_file, source_section, source_item)
        overriding system value values (1, 1, 'a', 'Chương trình', 'a', 1, 'f', 's', 'i');
        insert into projects.project (id, code, plan_id, programme_id, kind, sector, name, size_group, source_file, source_section, source_item)
        overriding system value values (1, 'A-1', 1, 1, 'construction', 'road', 'Dự án 1', 'c', 'f', 's', 'i');
        insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item) values (1, 1, 'owner', 'x', 'f', 's', 'i');
        insert into milestones.kind (code, name, name_en, position) select k, k, k, n from unnest(array['policy_approved', 'project_approved', 'land_cleared',
            'contractor_selected', 'ground_broken', 'half_done', 'completed', 'in_operation', 'settled', 'other']) with ordinality u (k, n);
        insert into directory.law_parameter (parameter, value, unit, source_document, verified) values ('capital.duration_years.c', '3', 'year', 'x', false),
            ('capital.duration_years.b', '4', 'year', 'x', false), ('settlement.months.b', '6', 'month', 'x', false), ('settlement.months.national', '9', 'month', 'x', false);
        alter table milestones.milestone disable trigger user; alter table milestones.date_entry disable trigger user; alter table milestones.project_state disable trigger user;
        alter table land_clearance.package disable trigger user; alter table land_clearance.project_land disable trigger user; alter table land_clearance.obstacle disable trigger user;
        alter table funding.allocation disable trigger user; alter table funding.need disable trigger user; alter table funding.ledger_check disable trigger user;
        """;

    private const string LimitsSql = """
        with given as (select r, l, v, u, n from unnest(@rules, @limits, @values, @units) with ordinality g (r, l, v, u, n)), rules as (
            insert into slippage.rule (code, position) select r, min(n) from given group by r
        )
        insert into slippage.rule_limit (rule_code, name, value, unit, position) select r, l, v, u, n from given
        """;

    private const string EpisodeSql = """
        select severity, body_id as bodyid, since::text, until::text, measure, bound, amount, opened_on::text as openedon, red_on::text as redon
        from slippage.episode where rule_code = @rule order by subject_id
        """;

    private readonly TestDatabase database;

    // What fixtures write has the same keys.
    private readonly SemaphoreSlim turn = new(1);

    private RuleField(TestDatabase database) => this.database = database;

    /// <summary>The database with the usual limits, those of the seed file.</summary>
    public static async Task<RuleField> CreateAsync()
    {
        var field = new RuleField(await TestDatabase.CreateAsync());
        await using var connection = await field.database.OpenAsOwnerAsync();
        await connection.ExecuteAsync(BaseSql);
        var rows = File.ReadAllLines(Path.Combine(RepositoryFolder.Require("seeds/reference"), "warning_rules.csv")).Skip(1).Select(l => l.Split(',')).ToList();
        await connection.ExecuteAsync(LimitsSql, new
        {
            rules = rows.Select(r => r[0]).ToArray(),
            limits = rows.Select(r => r[1]).ToArray(),
            values = rows.Select(r => int.Parse(r[2], CultureInfo.InvariantCulture)).ToArray(),
            units = rows.Select(r => r[3]).ToArray(),
        });
        return field;
    }

    /// <summary>A milestone of the project; <paramref name="more"/> = further columns as "percent = 50, met_on = '2026-05-01'".</summary>
    public static string Milestone(int id, string kind, string? due, string more = "", string precision = "day") => $"""
        insert into milestones.milestone (id, project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text, baseline_on, baseline_precision, baseline_text)
        overriding system value values ({id}, 1, 1, 'm{id}', '{kind}', 'Mốc', {Quoted(due)}, '{precision}', 'x', {Quoted(due)}, {(due is null ? "null, null" : "'day', 'x'")});
        {(more.Length == 0 ? "" : $"update milestones.milestone set {more} where id = {id};")}
        """;

    /// <summary>Capital of a year of the project.</summary>
    public static string Capital(int year, long payable, long paid, string source = "s1") => $"""
        insert into funding.need (project_id, source_code, programme_id, source_class, amount, figure_basis)
        values (1, '{source}', 1, '{(source == "s1" ? "state" : "other")}', 100000, 'entered') on conflict do nothing;
        insert into funding.allocation (project_id, source_code, year, plan_id, programme_id, source_class, allocated, paid)
        values (1, '{source}', {year}, 1, 1, '{(source == "s1" ? "state" : "other")}', {payable}, {paid});
        """;

    /// <summary>A package of land of the project.</summary>
    public static string Package(string more = "") => $"""
        insert into land_clearance.package (id, project_id, plan_id, commune_id, code, land_use) overriding system value values (1, 1, 1, 1, 'GP-01', 'other');
        {(more.Length == 0 ? "" : $"update land_clearance.package set {more} where id = 1;")}
        """;

    /// <summary>The database as the program opens it.</summary>
    public string ConnectionString => database.ConnectionString;

    /// <summary>A database that holds all that this one holds now.</summary>
    public async Task<RuleField> CloneAsync() => new(await TestDatabase.CloneAsync(database));

    /// <summary>Opens a connection as the program would.</summary>
    public Task<NpgsqlConnection> OpenAsync() => database.OpenAsync();

    /// <summary>Writes for good, as the owner of the database.</summary>
    public async Task DoAsync(string sql)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Asserts what the rule finds on days, as if nothing had been scanned before: a severity, or nothing.</summary>
    public async Task ExpectAsync(string rule, string setup, params (string Day, string Found)[] days)
    {
        var found = await FindAsync(rule, setup, [.. days.Select(d => d.Day)]);
        Assert.That(days.Select((d, i) => (d.Day, found[i].Count == 0 ? "-" : found[i][0].Severity)), Is.EqualTo(days));
    }

    /// <summary>The episodes the rule would open on one day.</summary>
    public async Task<Found> OnAsync(string rule, string setup, string day) => (await FindAsync(rule, setup, [day]))[0].Single();

    public ValueTask DisposeAsync()
    {
        turn.Dispose();
        return database.DisposeAsync();
    }

    /// <summary>Does something alone, in a transaction that is rolled back.</summary>
    public async Task<T> InTurnAsync<T>(Func<NpgsqlConnection, NpgsqlTransaction, Task<T>> work)
    {
        await turn.WaitAsync();
        try
        {
            await using var connection = await database.OpenAsOwnerAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            return await work(connection, transaction);
        }
        finally
        {
            turn.Release();
        }
    }

    private Task<List<List<Found>>> FindAsync(string rule, string setup, string[] days) => InTurnAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(setup, transaction: transaction);
        var found = new List<List<Found>>();
        foreach (var day in days)
        {
            await transaction.SaveAsync("day");
            await ScanRecords.MergeAsync(
                connection, transaction, Rule.All.Single(r => r.Code == rule), DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), null, default);
            found.Add([.. await connection.QueryAsync<Found>(EpisodeSql, new { rule }, transaction)]);
            await transaction.RollbackAsync("day");
        }
        return found;
    });

    private static string Quoted(string? day) => day is null ? "null" : $"'{day}'";
}

/// <summary>An episode as a rule opened it.</summary>
internal sealed record Found(
    string Severity, long? BodyId, string? Since, string? Until, decimal? Measure, decimal? Bound, long? Amount, string OpenedOn, string? RedOn);
