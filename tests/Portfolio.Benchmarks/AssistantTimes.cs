using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

/// <summary>
/// How long the assistant takes for 5.000 projects × 5 years × 6 sources under ceilings that do not suffice: from the call of its
/// service to the commit, reading and writing the database included. Then what becomes of the proposal: submitted and approved.
/// </summary>
internal static class AssistantTimes
{
    private const int Projects = 5_000;
    private const int Runs = 5;

    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);
    private static readonly Actor Officer = new("benchmark", Role.Finance);

    private const string FillSql = """
        insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
        select 'assistant', code, 'infrastructure', 'Kế hoạch', 'Kế hoạch', 2026, 2030, 99, 'f', 's', 'i' from directory.province order by code limit 1;
        insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
        select p.id, 'g' || n, 'Chương trình ' || n, 'Chương trình ' || n, n, 'f', 's', 'i' from plans.plan p, generate_series(1, 10) n where p.code = 'assistant';
        insert into funding.envelope (programme_id, source_class, amount)
        select g.id, c, null from plans.programme g join plans.plan p on p.id = g.plan_id, (values ('state'), ('other')) v (c) where p.code = 'assistant';
        insert into projects.project (code, plan_id, programme_id, kind, sector, stage, stage_basis, name, period_from, period_to, source_file, source_section, source_item)
        select 'AS-' || n, g.plan_id, g.id, 'construction', 'road', (array['preparation', 'procurement', 'construction', 'completion'])[1 + n % 4], 'entered',
            'Dự án ' || n, 2026, 2027 + n % 5, 'f', 's', 'i'
        from generate_series(1, @Projects) n
        join plans.plan p on p.code = 'assistant'
        join plans.programme g on g.plan_id = p.id and g.code = 'g' || 1 + n % 10;
        insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text, source_file, source_section, source_item)
        select x.id, x.plan_id, k.code, k.code, k.code, date '2026-02-01' + (x.id % 300)::int + k.days, 'day', 'ngày', 'f', 's', 'i'
        from projects.project x join plans.plan p on p.id = x.plan_id and p.code = 'assistant',
            (values ('land_cleared', 0), ('ground_broken', 60), ('completed', 500)) k (code, days);
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select x.id, x.programme_id, s.code, s.source_class, 1000000000 + hashint8extended(x.id, s.position) % 20000000000 / 2 + 10000000000, 'entered', 'benchmark'
        from projects.project x join plans.plan p on p.id = x.plan_id and p.code = 'assistant', (select * from funding.source order by position limit 6) s;
        -- Four fifths of what is needed, in equal parts.
        insert into funding.ceiling_line (plan_id, source_code, source_class, year, amount, recorded_by)
        select p.id, n.source_code, n.source_class, y, sum(n.amount) * 4 / 25, 'benchmark'
        from plans.plan p
        join projects.project x on x.plan_id = p.id
        join funding.need n on n.project_id = x.id, generate_series(2026, 2030) y
        where p.code = 'assistant'
        group by p.id, n.source_code, n.source_class, y;
        analyze;
        """;

    public static async Task PrintAsync()
    {
        await using var host = await TestHost.StartAsync(demo: false);
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.ExecuteAsync(FillSql, new { Projects }, commandTimeout: 600);
        var assistant = host.Services.GetRequiredService<AssistantService>();
        var flow = host.Services.GetRequiredService<DecisionFlow>();
        Console.WriteLine($"{Projects:#,##0} projects x 5 years x 6 sources; at most {Most.TotalSeconds:0} s");
        Decision? paper = null;
        for (var run = 1; run <= Runs; run++)
        {
            paper = await TimedAsync($"propose, run {run}", () => assistant.ProposeAsync(Officer, new Propose("assistant", $"Phương án {run}", 2026, new Vnd(Vnd.Billion)), default));
            await PrintAsync(connection, paper.Id);
        }
        paper = await TimedAsync("submit", () => flow.SubmitAsync(Officer, paper!.Id, null, default));
        await TimedAsync("approve", () => flow.ApproveAsync(Officer, new ApproveDecision(paper.Id, null, "01/QĐ", new DateOnly(2026, 1, 5), "Chủ tịch"), default));
    }

    private static async Task<Decision> TimedAsync(string what, Func<Task<Decision>> run)
    {
        var start = Stopwatch.GetTimestamp();
        var paper = await run();
        Console.WriteLine($"{what,-20} {Stopwatch.GetElapsedTime(start).TotalMilliseconds,8:0} ms");
        return paper;
    }

    private static async Task PrintAsync(NpgsqlConnection connection, long paper)
    {
        var (lines, findings) = await connection.QuerySingleAsync<(long, long)>("""
            select (select count(*) from funding.draft_line where decision_id = d.id), coalesce(jsonb_array_length(coalesce(d.findings -> 'shortfalls', d.findings -> 'moves')), 0)
            from funding.decision d where d.id = @paper
            """, new { paper });
        Console.WriteLine($"{"",-20} {lines,8:#,##0} lines, {findings:#,##0} findings");
    }
}
