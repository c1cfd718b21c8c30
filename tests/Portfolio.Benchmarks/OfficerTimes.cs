using System.Globalization;
using System.Runtime.Versioning;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database;
using Portfolio.Database.Embedded;
using Portfolio.Database.Migrations;

namespace Portfolio.Benchmarks;

/// <summary>
/// Officers who save one allocation each, over and over, in different projects of one paper, through the service that the pages
/// and the API call, on a durable server. Compared are rounds in which everything, program and PostgreSQL, has one core, and rounds
/// in which it has two; officers wait for nothing but their own save.
/// </summary>
internal static class OfficerTimes
{
    private const int Officers = 16;
    private const int Rounds = 8;
    private const int Seconds = 6;
    private const int PaperProjects = 2000;

    private const string FillSql = """
        insert into directory.province values ('xx', 'Tỉnh', 'Province');
        insert into funding.source (code, source_class, name, name_en, position)
        select 's' || n, case when n < 5 then 'state' else 'other' end, 'Nguồn ' || n, 'Source ' || n, n from generate_series(1, 6) n;
        insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
        values ('p', 'xx', 'infrastructure', 'Kế hoạch', 'Kế hoạch', 2026, 2030, 1, 'f', 's', 'i');
        insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
        select id, 'a', 'Chương trình', 'a', 1, 'f', 's', 'i' from plans.plan;
        insert into funding.envelope (programme_id, source_class) select id, c from plans.programme, (values ('state'), ('other')) v (c);
        insert into projects.project (code, plan_id, programme_id, kind, sector, name, source_file, source_section, source_item)
        select 'P-' || n, g.plan_id, g.id, 'construction', 'road', 'Dự án ' || n, 'f', 's', 'i' from plans.programme g, generate_series(1, @Projects) n;
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select p.id, p.programme_id, s.code, s.source_class, 1000000000000, 'entered', 'benchmark' from projects.project p, funding.source s;
        insert into funding.ceiling_line (plan_id, source_code, source_class, year, amount, recorded_by)
        select l.id, s.code, s.source_class, y, 1000000000000000, 'benchmark' from plans.plan l, funding.source s, generate_series(2026, 2030) y;
        insert into funding.decision (plan_id, kind, name, created_by) select id, 'allocation', 'Phương án', 'benchmark' from plans.plan;
        insert into funding.draft_line (decision_id, project_id, source_code, year, amount, changed_by)
        select d.id, p.id, 's' || 1 + (p.id + y) % 6, y, 1000000, 'benchmark' from funding.decision d, projects.project p, generate_series(2026, 2030) y;
        """;

    public static async Task PrintAsync()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
        {
            Console.WriteLine("This comparison pins processes to cores: it needs Linux, taskset, and two cores at least.");
            return;
        }
        var folder = Path.Combine(Path.GetTempPath(), $"portfolio-bench-{Environment.ProcessId}");
        await using var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = folder, BinariesFolder = EmbeddedBinaries.Find(), Durable = true }, NullLogger.Instance, CancellationToken.None);
        try
        {
            await new MigrationRunner(server.ConnectionString, RepositoryFolder.Require("migrations"), NullLogger.Instance).RunAsync(CancellationToken.None);
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync();
            await connection.ExecuteAsync(FillSql, new { Projects = PaperProjects }, commandTimeout: 0);
            await connection.ExecuteAsync("vacuum analyze", commandTimeout: 0);
            foreach (var name in (string[])["server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method"])
                Console.WriteLine($"{name} = {await connection.ExecuteScalarAsync<string>($"show {name}")}");
            await CompareAsync(connection, server.ConnectionString);
        }
        finally
        {
            await server.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [SupportedOSPlatform("linux")]
    private static async Task CompareAsync(NpgsqlConnection connection, string connectionString)
    {
        Console.WriteLine($"One paper of {PaperProjects} projects with 5 lines each; an officer saves one line at a time in a project of his own.");
        Console.WriteLine($"A: program and PostgreSQL on 1 core, {Officers / 2} officers (a core's worth). B: 1 core, {Officers} officers. C: 2 cores, {Officers} officers (two cores' worth).");
        var results = new Dictionary<char, List<OfficerRound>> { ['A'] = [], ['B'] = [], ['C'] = [] };
        var samples = new WaitSamples(connectionString);
        for (var round = 0; round <= Rounds; round++)
        {
            // In another order each time, so that a drift of the machine favours nobody.
            foreach (var which in round % 2 == 0 ? "ABC" : "CBA")
            {
                var cores = which == 'C' ? 2 : 1;
                await Pinning.PinServerAsync(connection, cores);
                var done = await OfficerRound.RunAsync(
                    connectionString, cores, which == 'A' ? Officers / 2 : Officers, Seconds, which == 'C' && round > 0 ? samples : null);
                // The first round warms up.
                if (round > 0)
                    results[which].Add(done);
                Console.WriteLine($"{(round == 0 ? "warm-up" : string.Create(CultureInfo.InvariantCulture, $"round {round}")),-8} {which}: {done}");
            }
        }
        Console.WriteLine($"two cores' worth of clients on two cores to one on one (C : A): {Ratio(results['C'], results['A'])}");
        Console.WriteLine($"{Officers} officers on two cores to the same on one (C : B):        {Ratio(results['C'], results['B'])}");
        Console.WriteLine($"statements a save: {await OfficerRound.StatementsAsync(connectionString)}");
        Console.WriteLine("Where sessions are in C (sampled, share of all samples):");
        samples.Print();
    }

    private static string Ratio(List<OfficerRound> more, List<OfficerRound> less)
    {
        var pairs = more.Zip(less, (m, l) => m.Saves / l.Saves).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{more.Average(r => r.Saves) / less.Average(r => r.Saves):0.00} (by round {pairs[0]:0.00} to {pairs[^1]:0.00}, median {pairs[pairs.Count / 2]:0.00})");
    }
}
