using System.Diagnostics;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

/// <summary>
/// Times pages and endpoints, warm, one client, over loopback: from sending the request to the last byte of the answer, so the
/// time of the server and a little more. Counts the statements of each.
/// </summary>
internal static class PageTimes
{
    private static readonly string[] Paths =
    [
        "/", "/?plan=all", "/projects", "/projects?plan=cb-ha-tang-2026-2030", "/projects?q=giai%20phong", "/projects?sort=-need",
        "/projects?body=cb-so-xay-dung", "/projects/CB-GT-001", "/plans/cb-ha-tang-2026-2030", "/bodies", "/communes?province=ls",
        "/api/v1/portfolio/summary?plan=cb-ha-tang-2026-2030", "/api/v1/projects?limit=50",
    ];

    // What schedules of a whole portfolio look like; the forecasts must stand.
    public static readonly string[] Progress =
    [
        "/progress", "/progress?plan=cb-ha-tang-2026-2030", "/progress?slips=finish", "/progress?body=cb-so-xay-dung", "/progress?sort=percent",
        "/progress/months?plan=cb-ha-tang-2026-2030", "/progress/due?plan=cb-ha-tang-2026-2030&year=2027", "/api/v1/portfolio/progress?limit=50",
    ];

    public static async Task PrintAsync(TestHost host, int requests, string[]? paths = null)
    {
        Console.WriteLine($"{"",-56} {"p50 ms",8} {"p99 ms",8} {"KiB",7} {"statements",11}");
        foreach (var path in paths ?? Paths)
        {
            for (var i = 0; i < requests / 5; i++)
                await host.Client.GetByteArrayAsync(path);
            var times = new double[requests];
            var bytes = 0;
            for (var i = 0; i < requests; i++)
            {
                var start = Stopwatch.GetTimestamp();
                bytes = (await host.Client.GetByteArrayAsync(path)).Length;
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
            Array.Sort(times);
            Console.WriteLine(
                $"{path,-56} {times[requests / 2],8:0.0} {times[(int)(requests * 0.99)],8:0.0} {bytes / 1024.0,7:0} {await CountAsync(host, path),11}");
        }
    }

    private static async Task<int> CountAsync(TestHost host, string path)
    {
        var count = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ => Interlocked.Increment(ref count),
        };
        ActivitySource.AddActivityListener(listener);
        await host.Client.GetByteArrayAsync(path);
        return count;
    }
}
