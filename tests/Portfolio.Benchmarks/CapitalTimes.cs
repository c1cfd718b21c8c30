using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

/// <summary>
/// Pages with few projects and with many, beside a page of one row. Two hosts, each with a database of its own and the same plans,
/// are asked in turn within one run, so that a busy machine troubles both alike.
/// </summary>
internal static class CapitalTimes
{
    private const string OneRow = "/benchmark/one-row/CB-GT-001";
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Rounds = 20;
    private const int Requests = 40;

    private static readonly string[] Paths = [OneRow, "/", "/?plan=p1-plan-1", "/?plan=all"];

    public static async Task PrintAsync()
    {
        await using var few = await StartAsync(Few);
        await using var many = await StartAsync(Many);
        TestHost[] hosts = [few, many];
        var times = hosts.Select(_ => Paths.ToDictionary(path => path, _ => new List<double>())).ToArray();
        // The first rounds warm up: pages are compiled in steps while they are used.
        for (var round = -Rounds / 2; round < Rounds; round++)
            foreach (var path in Paths)
                for (var host = 0; host < hosts.Length; host++)
                {
                    var taken = await TakeAsync(hosts[host], path);
                    if (round >= 0)
                        times[host][path].AddRange(taken);
                }

        Console.WriteLine($"{OneRow}: a page in the program's own pipeline and layout, signed in, that fetches one row by its key in one statement");
        Console.WriteLine($"p50 and p99 of {Rounds * Requests} requests in ms, {Rounds} rounds in turn, and times the page of one row");
        Console.WriteLine($"{"",-32} {Few,9:#,##0} projects         {Many,9:#,##0} projects              {Many / Few} : 1");
        foreach (var path in Paths)
        {
            var (small, large) = (times[0][path], times[1][path]);
            Console.WriteLine(
                $"{path,-32} {At(small, 0.5),7:0.00} {At(small, 0.99),7:0.00} {At(small, 0.5) / At(times[0][OneRow], 0.5),5:0.00} x"
                + $"   {At(large, 0.5),7:0.00} {At(large, 0.99),7:0.00} {At(large, 0.5) / At(times[1][OneRow], 0.5),5:0.00} x   {At(large, 0.5) / At(small, 0.5),7:0.00}");
        }
    }

    private static async Task<TestHost> StartAsync(int projects)
    {
        var host = await TestHost.StartAsync(
            configure: builder => builder.Services.AddRazorPages().AddApplicationPart(typeof(CapitalTimes).Assembly));
        await LargePortfolio.FillAsync(host.OwnerConnectionString, projects);
        return host;
    }

    private static async Task<double[]> TakeAsync(TestHost host, string path)
    {
        var times = new double[Requests];
        for (var i = 0; i < Requests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await host.Client.GetByteArrayAsync(path);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return times;
    }

    private static double At(List<double> times, double share)
    {
        var sorted = times.Order().ToList();
        return sorted[(int)(sorted.Count * share)];
    }
}
