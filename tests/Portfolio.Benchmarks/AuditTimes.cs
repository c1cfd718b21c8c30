using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Database.Embedded;
using Portfolio.Database.Migrations;

namespace Portfolio.Benchmarks;

/// <summary>
/// What the audit chain costs writers: eight of them commit small transactions with one event each, in alternating rounds with
/// the chain and without it, on one table and one durable server. Then how long the proof of a million events takes, and what
/// auditors wait for in them.
/// </summary>
internal static class AuditTimes
{
    private const int Writers = 8;
    private const int Rounds = 6;
    private const int Events = 1_000_000;

    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(5);
    private static readonly Actor Officer = new("Nguyễn Văn A", Role.Finance, "c0ffee") { AccountId = 7, ClientAddress = "10.1.2.3" };
    private static readonly Actor Auditor = new("Kiểm toán", Role.Auditor);

    // Without the chain somebody else must give key and place; the rest of the table, its checks and indexes, stays.
    private const string BareSql = """
        insert into audit.event (id, occurred_at, actor_name, actor_role, account_id, client_address, kind, subject_type, subject_code,
            province_code, before, after, reason, correlation_id, lane, position, previous_hash, hash)
        select n, clock_timestamp(), @Name, 'Finance', 7, '10.1.2.3', 'funding.needs_set', 'project', 'CB-GT-001', 'bare',
            '{"ngan-sach-tinh": 1500000000}', '{"ngan-sach-tinh": 2000000000}', null, 'c0ffee', 1, n, '', @Hash
        from nextval('bench_key') n
        """;

    // The small change that the event tells of.
    private const string ChangeSql = "insert into bench_line (project_id, amount) values (@Project, 1), (@Project, -1)";

    private const string FillSql = """
        insert into audit.event (actor_name, actor_role, kind, subject_type, subject_code, province_code, before, after, correlation_id)
        select 'Cán bộ ' || n % 300, 'Finance', case when n % 1000 = 0 then 'rare.kind' else 'funding.needs_set' end, 'project',
            'P-' || n % 20000, (array['cb', 'ls', null])[1 + n % 3], '{"ngan-sach-tinh": 1500000000}', '{"ngan-sach-tinh": 2000000000}', 'c0ffee'
        from generate_series(@From, @To) n
        """;

    public static async Task PrintAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"portfolio-bench-{Environment.ProcessId}");
        await using var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = folder, BinariesFolder = EmbeddedBinaries.Find(), Durable = true }, NullLogger.Instance, CancellationToken.None);
        try
        {
            await new MigrationRunner(server.ConnectionString, RepositoryFolder.Require("migrations"), NullLogger.Instance).RunAsync(CancellationToken.None);
            var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { MaxAutoPrepare = 200 }.ConnectionString;
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            await connection.ExecuteAsync("create sequence bench_key start 1000000000000; create table bench_line (project_id bigint, amount bigint)");
            foreach (var name in (string[])["server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method"])
                Console.WriteLine($"{name} = {await connection.ExecuteScalarAsync<string>($"show {name}")}");
            await ThroughputAsync(connection, connectionString);
            await ProofAsync(connection, server.ConnectionString);
        }
        finally
        {
            await server.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ThroughputAsync(NpgsqlConnection connection, string connectionString)
    {
        double with = 0, without = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            var chained = await RoundAsync(connectionString, ChainedAsync);
            await connection.ExecuteAsync("alter table audit.event disable trigger event_extend_chain; alter table audit.event disable trigger event_keep_heads");
            var bare = await RoundAsync(connectionString, BareAsync);
            await connection.ExecuteAsync("alter table audit.event enable trigger event_extend_chain; alter table audit.event enable trigger event_keep_heads");
            // The first round warms up.
            if (round == 0)
                continue;
            Console.WriteLine($"round {round}: {chained,7:0} events/s with the chain, {bare,7:0} without, ratio {chained / bare:0.00}");
            (with, without) = (with + chained, without + bare);
        }
        Console.WriteLine($"{Writers} writers: {with / Rounds:0} events/s with the chain, {without / Rounds:0} without, ratio {with / without:0.00}");
        var lanes = await connection.QueryAsync<(short, long)>("select lane, position from audit.lane where chain = 'cb' order by lane");
        Console.WriteLine($"events by lane: {string.Join(", ", lanes.Select(l => $"{l.Item1}: {l.Item2}"))}");
    }

    private static async Task<double> RoundAsync(string connectionString, Func<NpgsqlConnection, NpgsqlTransaction, Task> writeAsync)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            var count = 0;
            for (; Stopwatch.GetElapsedTime(start) < RoundTime; count++)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await connection.ExecuteAsync(ChangeSql, new { Project = (long)writer }, transaction);
                await writeAsync(connection, transaction);
                await transaction.CommitAsync();
            }
            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Task ChainedAsync(NpgsqlConnection connection, NpgsqlTransaction transaction) => AuditLog.WriteAsync(
        connection, transaction, Officer, "funding.needs_set", "project",
        [new AuditChange("CB-GT-001", "cb", Needs(1_500_000_000), Needs(2_000_000_000))], null, CancellationToken.None);

    private static Task BareAsync(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        connection.ExecuteAsync(BareSql, new { Officer.Name, Hash = new byte[32] }, transaction);

    private static Dictionary<string, long> Needs(long amount) => new() { ["ngan-sach-tinh"] = amount };

    private static async Task ProofAsync(NpgsqlConnection connection, string connectionString)
    {
        await connection.ExecuteAsync("alter table audit.event disable trigger event_append_only; delete from audit.event where chain = 'bare'; alter table audit.event enable trigger event_append_only");
        var start = Stopwatch.GetTimestamp();
        for (var from = 1; from <= Events; from += 50_000)
            await connection.ExecuteAsync(FillSql, new { From = from, To = from + 49_999 }, commandTimeout: 0);
        Console.WriteLine($"{Events:#,##0} events written in sets of 50.000: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        await connection.ExecuteAsync("vacuum analyze audit.event", commandTimeout: 0);

        await using var database = new PortfolioDatabase(connectionString);
        start = Stopwatch.GetTimestamp();
        var check = await new AuditChecks(database, NullLogger<AuditChecks>.Instance).RunAsync(Auditor, [], CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"proof of {check.Run.Events:#,##0} events: {seconds:0.0} s ({check.Run.Events / seconds:#,##0} a second), {(check.Run.Whole ? "whole" : "BROKEN")}");
        await PrintListsAsync(new AuditService(database));
        await connection.ExecuteAsync("set enable_sort = off; set enable_hashagg = off");
        foreach (var line in await connection.QueryAsync<string>("explain (costs off) " + AuditChecks.LinksSql, new { Chain = (string?)null }))
            Console.WriteLine("    " + line);
    }

    private static async Task PrintListsAsync(AuditService audit)
    {
        (string Name, AuditFilter Filter)[] lists =
        [
            ("no filter", new()), ("one province", new() { Province = "cb" }), ("no province", new() { Province = AuditFilter.NoProvince }),
            ("a rare kind", new() { Kind = "rare.kind" }), ("a kind that is none", new() { Kind = "none" }),
            ("one record", new() { SubjectType = "project", SubjectCode = "P-17" }), ("one actor", new() { Actor = "can bo 17" }),
            ("an actor in a province", new() { Actor = "can bo 299", Province = "ls" }), ("an actor who is none", new() { Actor = "nobody" }),
            ("a rare kind in a province", new() { Kind = "rare.kind", Province = "ls" }), ("last year", new() { To = new DateOnly(2025, 12, 31) }),
        ];
        foreach (var (name, filter) in lists)
        {
            var times = new List<double>();
            for (var n = 0; n < 20; n++)
            {
                var start = Stopwatch.GetTimestamp();
                await audit.ListAsync(Auditor, filter, null, 50, CancellationToken.None);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            Console.WriteLine($"list, {name,-28} median {times.Order().ElementAt(10),7:0.0} ms, worst {times.Max(),7:0.0} ms");
        }
    }
}
