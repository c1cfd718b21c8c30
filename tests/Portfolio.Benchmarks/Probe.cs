using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Reporting.Dashboard;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

internal static class Probe
{
    public static async Task RunAsync(int projects)
    {
        await using var host = await TestHost.StartAsync(
            configure: builder => builder.Services.AddRazorPages().AddApplicationPart(typeof(CapitalTimes).Assembly));
        await LargePortfolio.FillAsync(host.OwnerConnectionString, projects);
        var service = host.Services.GetRequiredService<DashboardService>();
        foreach (var plan in new string?[] { null, "p1-plan-1", "all" })
            for (var r = 0; r < 4; r++)
            {
                var t = new List<double>();
                var u = new List<double>();
                var w = new List<double>();
                for (var i = 0; i < 300; i++)
                {
                    var s = Stopwatch.GetTimestamp();
                    await service.GetAsync(new Actor("x", Role.Finance), plan, default);
                    t.Add(Stopwatch.GetElapsedTime(s).TotalMilliseconds);
                    s = Stopwatch.GetTimestamp();
                    await host.Client.GetByteArrayAsync("/" + (plan is null ? "" : "?plan=" + plan));
                    u.Add(Stopwatch.GetElapsedTime(s).TotalMilliseconds);
                    s = Stopwatch.GetTimestamp();
                    await host.Client.GetByteArrayAsync("/benchmark/one-row/CB-GT-001");
                    w.Add(Stopwatch.GetElapsedTime(s).TotalMilliseconds);
                }
                t.Sort(); u.Sort(); w.Sort();
                Console.WriteLine($"{plan ?? "-",-12} service {t[150]:0.00}  page {u[150]:0.00}  one row {w[150]:0.00}");
            }
    }
}
