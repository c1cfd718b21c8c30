using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Forecasts;
using Portfolio.Slippage;
using Portfolio.Slippage.Rules;
using Portfolio.Slippage.Scan;

namespace Portfolio.Benchmarks;

/// <summary>
/// How long a scan of all rules takes over 100.000 projects with a million milestones, five million money lines and land for a third of them:
/// the first, one of unchanged work, and one of the next day; beside the plain sequential reads of the tables it needs.
/// </summary>
internal static class ScanTimes
{
    private const int Projects = 100_000;

    // The milestones of a project become its ground breaking, its end and its settlement; most were spoken of within the last weeks.
    private const string WorkSql = """
        set work_mem = '256MB';
        update milestones.milestone set kind_code = case code when 'm2' then 'project_approved' when 'm4' then 'ground_broken' when 'm9' then 'completed' when 'm10' then 'settled' else kind_code end,
            percent = case when met_on is null then (project_id % 90)::int else percent end
        where code ~ '^m[0-9]+$';

        insert into accounts.account (user_name, user_key, display_name, role, security_stamp, concurrency_stamp)
        select 'body-' || b.id, 'BODY-' || b.id, 'x', 'Owner', 'x', 'x' from directory.body b;
        insert into accounts.account_body (account_id, body_id)
        select a.id, b.id from directory.body b join accounts.account a on a.user_name = 'body-' || b.id;
        insert into milestones.remark (milestone_id, project_id, text, entered_by, entered_account, entered_on, entered_at)
        select m.id, m.project_id, 'x', 'benchmark', a.account_id, current_date - (m.project_id % 50)::int, now() - (m.project_id % 50) * interval '1 day'
        from milestones.milestone m
        join projects.project_body r on r.project_id = m.project_id and r.role = 'lead'
        join accounts.account_body a on a.body_id = r.body_id
        where m.code = 'm5';

        insert into milestones.date_entry (milestone_id, project_id, field, now_on, now_precision, now_text, reason_code, entered_by, entered_on)
        select m.id, m.project_id, 'stated', m.planned_on + 30, 'day', 'x', 'land', 'benchmark', current_date - 60
        from milestones.milestone m where m.code = 'm6' and m.project_id % 2 = 0;
        insert into milestones.date_entry
            (milestone_id, project_id, field, was_on, was_precision, was_text, now_on, now_precision, now_text, reason_code, entered_by, entered_on)
        select m.id, m.project_id, 'planned', m.planned_on, m.planned_precision, m.planned_text, m.planned_on + 30, 'day', 'x', 'land', 'benchmark', current_date - 30
        from milestones.milestone m where m.code in ('m7', 'm8') and m.project_id % 5 = 0;

        insert into funding.planned_curve (project_id, year, shares, set_by)
        select x.id, 2026, array[200, 900, 1800, 2600, 3500, 4400, 5300, 6200, 7100, 8000, 9000, 10000], 'benchmark' from projects.project x where x.source_file = 'f' and x.id % 3 = 0;

        insert into land_clearance.step (province_code, code, position, name, name_en, after_step, limit_value, limit_unit, source_document, verified)
        select p.code, s.code, s.position, s.name, s.name_en, s.after_step, s.limit_value, s.limit_unit, s.source_document, false
        from directory.province p join land_clearance.step s on s.province_code = 'cb' where p.code ~ '^p[0-9]+$';
        insert into land_clearance.package (project_id, plan_id, commune_id, code, land_use, planned_on, planned_precision, planned_text)
        select x.id, x.plan_id, c.commune_id, 'GP-01', 'agricultural', current_date + (x.id % 400)::int - 200, 'day', 'x'
        from projects.project x join projects.project_commune c on c.project_id = x.id where x.source_file = 'f' and x.id % 3 = 0;
        insert into land_clearance.entry (package_id, project_id, field, was, now, entered_by, entered_on)
        select k.id, k.project_id, f.field, 0, f.now, 'benchmark', current_date - 90
        from land_clearance.package k, (values ('area_needed', 1000), ('households', 20), ('compensation_approved', 1000000)) f (field, now)
        where k.project_id in (select id from projects.project where source_file = 'f');
        insert into land_clearance.package_step (package_id, step_code, done_on, entered_by)
        select k.id, s.code, current_date - 400 + s.position * 35 + (k.id % 60)::int, 'benchmark'
        from land_clearance.package k join land_clearance.step s on s.province_code = 'cb' and s.position <= 4 + k.id % 5
        where k.project_id in (select id from projects.project where source_file = 'f');
        insert into land_clearance.obstacle (project_id, package_id, title, must_act_id, since, created_by)
        select k.project_id, k.id, 'Vướng mắc', (select min(id) from directory.body), current_date - (k.id % 60)::int, 'benchmark'
        from land_clearance.package k where k.id % 4 = 0 and k.project_id in (select id from projects.project where source_file = 'f');
        """;

    // Everything that knows of warnings goes with them, past the triggers that keep what is kept.
    private const string ResetSql = """
        set session_replication_role = replica;
        truncate slippage.episode, slippage.project_state, slippage.scan, slippage.remark, slippage.open_count, slippage.month_count, slippage.risk_sum cascade;
        reset session_replication_role;
        """;

    // Pages of somebody who sees the whole country, and of a province.
    private static readonly string[] Pages =
    [
        "/warnings", "/warnings?severity=red", "/warnings?rule=milestone.overdue", "/warnings?plan=p1-plan-1", "/warnings?days=90", "/warnings?body=p1-so-7",
        "/warnings/top", "/warnings/trend", "/",
    ];

    public static async Task PrintAsync()
    {
        await using var server = await KeptServer.StartAsync();
        await using var host = await server.HostAsync("scan", FillAsync);
        await using var owner = new NpgsqlConnection(host.OwnerConnectionString);
        await owner.ExecuteAsync(ResetSql, commandTimeout: 600);
        var clock = new DayClock();
        var database = host.Services.GetRequiredService<PortfolioDatabase>();
        var calendar = new BusinessCalendar(clock);
        await new ForecastService(database, calendar).RefreshAllAsync(Actor.System, default);
        await owner.ExecuteAsync("vacuum analyze", commandTimeout: 1800);
        var reads = await PlainReads.MeasureAsync(owner);
        Console.WriteLine(
            $"plain sequential reads: {reads.Once:0.0} s of every table once, {reads.Each:0.0} s of the tables of every statement; held to: a scan at most 60 s and 3 times the reads");

        var scan = new SlippageScan(database, calendar);
        await TimedAsync("the first scan", scan, owner, reads);
        await owner.ExecuteAsync("vacuum analyze slippage.episode, slippage.project_state", commandTimeout: 600);
        await TimedAsync("again, unchanged", scan, owner, reads);
        for (var day = 1; day <= 5; day++)
        {
            clock.Days++;
            await TimedAsync($"day {day} after it", scan, owner, reads);
            // As the server does by itself, in its time.
            await owner.ExecuteAsync("vacuum slippage.episode, slippage.project_state", commandTimeout: 600);
            Console.WriteLine($"  {await owner.ExecuteScalarAsync<string>(SizeSql)}");
        }
        await RulesAsync(owner, calendar.Today);
        await PageTimes.PrintAsync(host, 40, Pages);
    }

    private static async Task FillAsync(string connectionString)
    {
        await LargePortfolio.FillAsync(connectionString, Projects);
        await LargeLedger.FillAsync(connectionString);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(WorkSql, commandTimeout: 0);
    }

    private static async Task TimedAsync(string what, SlippageScan scan, NpgsqlConnection owner, PlainReads reads)
    {
        var before = await owner.ExecuteScalarAsync<long>(WrittenSql, commandTimeout: 600);
        var start = Stopwatch.GetTimestamp();
        var counts = await scan.RunAsync(Actor.System, default);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var written = await owner.ExecuteScalarAsync<long>(WrittenSql, commandTimeout: 600) - before;
        Console.WriteLine($"{what,-20} {seconds,6:0.0} s = {seconds / reads.Each:0.0} x the reads of every statement, {seconds / reads.Once:0.0} x every table once: {counts.Opened:#,##0} opened, {counts.Worsened:#,##0} worsened, {counts.Resolved:#,##0} resolved; {written:#,##0} rows written");
    }

    private const string WrittenSql = """
        select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint from pg_stat_all_tables
        where schemaname in ('slippage', 'plans') and pg_stat_clear_snapshot() is not null
        """;

    private const string SizeSql = """
        select format('episodes %s, of their %s updates %s %% left the indexes alone', pg_size_pretty(pg_relation_size('slippage.episode')), t.n_tup_upd, t.n_tup_hot_upd * 100 / greatest(1, t.n_tup_upd))
        from pg_stat_user_tables t where t.relid = 'slippage.episode'::regclass
        """;

    /// <summary>What every rule costs by itself: finding, without writing.</summary>
    private static async Task RulesAsync(NpgsqlConnection owner, DateOnly today)
    {
        foreach (var rule in Rule.All)
        {
            var start = Stopwatch.GetTimestamp();
            var found = await owner.QueryAsync<long>(new CommandDefinition(rule.TrySql, new
            {
                Rule = rule.Code,
                Today = today,
                BudgetYear = JudgedYear.Of(today),
                LastScan = (DateOnly?)null,
                Province = (string?)null,
                Names = Array.Empty<string>(),
                Values = Array.Empty<int>(),
            }, commandTimeout: 600));
            Console.WriteLine($"  {rule.Code,-26} {Stopwatch.GetElapsedTime(start).TotalSeconds,6:0.0} s, {found.Count():#,##0} found");
        }
    }

    private sealed class DayClock : TimeProvider
    {
        public int Days { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Days);
    }
}
