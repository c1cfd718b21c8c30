using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Common;
using Portfolio.Milestones.Forecasts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

/// <summary>
/// "Việc của tôi" for an owner of 2.000 projects among 100.000: most of them stale, a fifth late, with capital of this year, land that
/// is late and obstacles.
/// </summary>
internal static class WorkTimes
{
    private const int Projects = 100_000;
    private const string Owner = "chu-dau-tu-lon";

    private static readonly string[] Paths = ["/work", "/work?page=20", "/work?kind=late", "/work?kind=stale", "/work?kind=land", "/work?kind=obstacle", "/work/grid"];

    private const string OwnSql = """
        insert into directory.body (province_code, code, kind, name, source_file, source_section, source_item)
        values ('p1', 'p1-ban', 'pmu', 'Ban quản lý dự án', 'f', 's', 'i');

        create temporary table own as
        select x.id, x.plan_id, x.programme_id, row_number() over (order by x.id) as place
        from (select x.id, x.plan_id, x.programme_id from projects.project x join plans.plan l on l.id = x.plan_id
            where l.code = 'p1-plan-1' order by hashint8extended(x.id, 7) limit 2000) x;

        insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
        select o.id, b.id, 'owner', 'w', 'f', 's', 'i' from own o, directory.body b where b.code = 'p1-ban';

        with paper as (
            insert into funding.decision
                (plan_id, kind, name, status, number, decided_on, signer, created_by, approved_by, approved_at, approved_xact)
            select id, 'allocation', 'Giao vốn trung hạn', 'approved', '01/QĐ', '2026-01-05', 'Chủ tịch', 'benchmark', 'benchmark', now(), pg_current_xact_id()
            from plans.plan where code = 'p1-plan-1'
            returning id
        )
        insert into funding.allocation_line (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount)
        select paper.id, o.plan_id, o.programme_id, o.id, s.code, 'state', y, 'allocated', 160000000 + o.id % 1000 * 10000
        from paper, own o, (values ('ngan-sach-tinh'), ('ngan-sach-trung-uong')) s (code),
            generate_series(extract(year from current_date)::int, extract(year from current_date)::int + 1) y;

        insert into land_clearance.package (project_id, plan_id, commune_id, code, section, land_use, planned_on, planned_precision, planned_text)
        select o.id, o.plan_id, c.commune_id, 'GP-01', '', 'agricultural', d.day, 'day', to_char(d.day, 'DD/MM/YYYY')
        from own o
        join projects.project_commune c on c.project_id = o.id
        cross join lateral (select current_date - 200 + (o.place % 600)::int) d (day);

        insert into land_clearance.obstacle (project_id, package_id, title, must_act_id, since, created_by)
        select p.project_id, p.id, 'Vướng mắc', b.id, current_date - 40, 'benchmark'
        from land_clearance.package p join directory.body b on b.code = 'p1-ban'
        where p.id % 8 = 0;

        analyze;
        """;

    private const string BindSql = """
        insert into accounts.account_body (account_id, body_id)
        select a.id, b.id from accounts.account a, directory.body b where a.user_name = @Owner and b.code = 'p1-ban'
        on conflict do nothing
        """;

    public static async Task PrintAsync()
    {
        await using var server = await KeptServer.StartAsync();
        await using var host = await server.HostAsync("work", FillAsync);
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await ForecastAsync(host, connection);
        var account = new NewAccount(Owner, "Chủ đầu tư lớn", null, Role.Owner, "p1", null);
        await SignedIn.AsAsync(host.Services, account);
        await connection.ExecuteAsync(BindSql, new { Owner });
        using var client = host.NewClient(await SignedIn.OfAsync(host.Services, Owner));
        Console.WriteLine("Held to: p99 of /work at most 80 ms");
        await PageTimes.PrintAsync(host, 300, Paths, client);
    }

    private static async Task FillAsync(string connectionString)
    {
        await LargePortfolio.FillAsync(connectionString, Projects);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync(OwnSql, commandTimeout: 1800);
    }

    private static async Task ForecastAsync(TestHost host, NpgsqlConnection owner)
    {
        long[] projects = [.. await owner.QueryAsync<long>(
            "select r.project_id from projects.project_body r join directory.body b on b.id = r.body_id where b.code = 'p1-ban' order by 1")];
        var today = new BusinessCalendar(TimeProvider.System).Today;
        await host.Services.GetRequiredService<PortfolioDatabase>().TransactAsync(async (connection, transaction) =>
        {
            await ForecastService.RefreshAsync(connection, transaction, projects, today, default);
            return projects.Length;
        }, default);
        await owner.ExecuteAsync("analyze milestones.forecast, milestones.project_state");
        Console.WriteLine($"{projects.Length:#,##0} projects of one owner");
    }
}
