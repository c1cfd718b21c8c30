using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Forecasts;
using Portfolio.Milestones.Updates;

namespace Portfolio.Benchmarks;

/// <summary>
/// How long it takes to forecast 100.000 projects with a million milestones that wait for each other, and how long one project takes
/// after an update: its forecast alone, and the whole update with entry, forecast, history and commit.
/// </summary>
internal static class ForecastTimes
{
    private const int Projects = 100_000;
    private const int Updates = 300;

    private static readonly Actor Officer = new("benchmark", Role.Finance);

    // Of the ten milestones of a project each waits for the one before, and every third for the one before that as well.
    private const string LinkSql = """
        insert into milestones.dependency (milestone_id, predecessor_id, project_id, lag_days)
        select m.id, p.id, m.project_id, m.id % 40
        from (
            select id, project_id, row_number() over (partition by project_id order by id) as place from milestones.milestone where code ~ '^m[0-9]+$'
        ) m
        join (
            select id, project_id, row_number() over (partition by project_id order by id) as place from milestones.milestone where code ~ '^m[0-9]+$'
        ) p on p.project_id = m.project_id and (p.place = m.place - 1 or (m.place % 3 = 0 and p.place = m.place - 2));
        analyze milestones.dependency
        """;

    public static async Task PrintAsync()
    {
        await using var server = await KeptServer.StartAsync();
        await using var host = await server.HostAsync("forecasts", FillAsync);
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.ExecuteAsync("truncate milestones.forecast; delete from milestones.project_state", commandTimeout: 600);
        await connection.ExecuteAsync("vacuum analyze milestones.milestone", commandTimeout: 600);
        await connection.ExecuteAsync("vacuum analyze milestones.project_state", commandTimeout: 600);
        var (milestones, links) = await connection.QuerySingleAsync<(long, long)>(
            "select (select count(*) from milestones.milestone), (select count(*) from milestones.dependency)", commandTimeout: 600);
        Console.WriteLine($"{milestones:#,##0} milestones, {links:#,##0} dependencies; whole computation at most 60 s, one project at most 20 ms");

        var database = host.Services.GetRequiredService<PortfolioDatabase>();
        var clock = new DayClock();
        var forecasts = new ForecastService(database, new BusinessCalendar(clock));
        await TimedAsync("the first time", forecasts);
        // As autovacuum does a minute later.
        await connection.ExecuteAsync("analyze milestones.forecast, milestones.project_state", commandTimeout: 600);
        await TimedAsync("again the same day", forecasts);
        await UpdatesAsync(connection, database, clock);
        clock.Days++;
        await TimedAsync("the next day", forecasts);
        await PageTimes.PrintAsync(host, 200, PageTimes.Progress);
    }

    private static async Task FillAsync(string connectionString)
    {
        await LargePortfolio.FillAsync(connectionString, Projects);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync(LinkSql, commandTimeout: 1800);
    }

    private static async Task TimedAsync(string what, ForecastService forecasts)
    {
        var start = Stopwatch.GetTimestamp();
        var projects = await forecasts.RefreshAllAsync(Actor.System, default);
        Console.WriteLine($"{what,-20} {Stopwatch.GetElapsedTime(start).TotalSeconds,8:0.0} s for {projects:#,##0} projects");
    }

    private static async Task UpdatesAsync(NpgsqlConnection connection, PortfolioDatabase database, DayClock clock)
    {
        var calendar = new BusinessCalendar(clock);
        var updates = new MilestoneUpdates(database, calendar);
        var projects = (await connection.QueryAsync<(string Code, long Id)>(
            "select x.code, x.id from projects.project x join milestones.milestone m on m.project_id = x.id and m.code = 'm5' order by hashint8extended(x.id, 7) limit @Updates", new { Updates })).ToList();
        List<double> whole = [], alone = [];
        foreach (var (code, id) in projects)
        {
            var start = Stopwatch.GetTimestamp();
            await updates.StateForecastAsync(Officer, new StateForecast(code, "m5", null, "năm 2031", "land"), default);
            whole.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await using var inner = await database.OpenAsync(default);
            await using var transaction = await inner.BeginTransactionAsync();
            start = Stopwatch.GetTimestamp();
            await ForecastService.RefreshAsync(inner, transaction, [id], calendar.Today, default);
            alone.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        Print("update, whole", whole);
        Print("its forecast alone", alone);
    }

    private static void Print(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine($"{what,-20} median {times[times.Count / 2],6:0.0} ms, p99 {times[times.Count * 99 / 100],6:0.0} ms");
    }

    private sealed class DayClock : TimeProvider
    {
        public int Days { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Days);
    }
}
