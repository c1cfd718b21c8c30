using System.Diagnostics;
using Dapper;
using Portfolio.Common;
using Portfolio.Reporting.Dashboard;
using Portfolio.Reporting.Plans;

namespace Portfolio.Benchmarks;

internal static class Probe2
{
    private sealed record N(string Name);
    public static async Task RunAsync(string cs)
    {
        await using var db = new PortfolioDatabase(cs);
        var today = new DateOnly(2026, 11, 22);
        var one = new { PlanId = 12L, PlanCode = "p1-plan-1", Province = "p1", Scopes = new long[] { 12 }, Today = today, Month = new DateOnly(2026, 11, 1), Code = "p1-plan-1" };
        var all = new { PlanId = 12L, PlanCode = "p1-plan-1", Province = "p1", Scopes = new long[] { -8, -7, -6, -5, -4, -3, -2, -1 }, Today = today, Month = new DateOnly(2026, 11, 1), Code = "p1-plan-1" };
        for (var r = 0; r < 2; r++)
        {
            await T<string>(db, "select 'x'", one, "select x");
            await T<string>(db, "select name from projects.project where code = 'CB-GT-001'", one, "one row");
            await T<PlanChoice>(db, DashboardSql.Choices, one, "choices");
            await T<object>(db, DashboardSql.NeedByProgramme, one, "programmes");
            await T<ShapeRow>(db, DashboardSql.ShapeOfPlan, one, "shape");
            await T<MilestoneRow>(db, DashboardSql.MilestonesOfPlan, one, "milestones");
            await T<MilestoneCounts>(db, DashboardSql.CountsOfPlan, one, "counts");
            await T<PlanTile>(db, DashboardSql.OthersOfPlan, one, "others");
            await T<bool>(db, DashboardSql.IllustrativeOfPlan, one, "illus");
            await T<ShapeRow>(db, DashboardSql.ShapeOfAll, all, "shape all");
            await T<MilestoneRow>(db, DashboardSql.MilestonesOfAll, one, "milestones all");
            await T<MilestoneCounts>(db, DashboardSql.CountsOfAll, all, "counts all");
            await T<PlanTile>(db, DashboardSql.OthersOfAll, one, "others all");
            await T<bool>(db, DashboardSql.IllustrativeOfAll, one, "illus all");
            await T<object>(db, DashboardSql.NeedByProvince, one, "provinces");
        }
    }

    private static async Task T<TRow>(PortfolioDatabase db, string sql, object p, string name)
    {
        var t = new double[600];
        for (var i = 0; i < 700; i++)
        {
            var s = Stopwatch.GetTimestamp();
            await using (var c = await db.OpenAsync(default))
                (await c.QueryAsync<TRow>(new CommandDefinition(sql, p))).AsList();
            if (i >= 100)
                t[i - 100] = Stopwatch.GetElapsedTime(s).TotalMilliseconds;
        }
        Array.Sort(t);
        await using (var c = await db.OpenAsync(default))
            foreach (var (st, g, cu) in await c.QueryAsync<(string, long, long)>("select left(split_part(statement, chr(10), 1), 60), generic_plans, custom_plans from pg_prepared_statements where statement = @S or left(statement, 40) = left(@S, 40)", new { S = sql }))
                Console.Write($"g {g} c {cu}  ");
        Console.WriteLine($"{name,-20} {t[150]:0.000} {t[300]:0.000}");
    }
}
