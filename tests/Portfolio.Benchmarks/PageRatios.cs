using System.Diagnostics;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

/// <summary>
/// Times pages on two hosts beside the page of one row. Both hosts and all pages take turns within each round, and ratios are those
/// of medians of one round, so that whatever else the machine does troubles all of them alike.
/// </summary>
/// <param name="few">Host of the small portfolio.</param>
/// <param name="many">Host of the large one.</param>
internal sealed class PageRatios(TestHost few, TestHost many)
{
    private const string OneRow = "/benchmark/one-row/CB-GT-001";
    private const int Rounds = 25;
    private const int Requests = 40;

    public async Task PrintAsync(IReadOnlyList<string> pages)
    {
        List<string> paths = [OneRow, .. pages];
        var (small, large) = (Times(paths), Times(paths));
        // The first rounds warm up: pages are compiled in steps while they are used.
        for (var round = -10; round < Rounds; round++)
            foreach (var path in paths)
            {
                var (one, other) = (await TakeAsync(few, path), await TakeAsync(many, path));
                if (round < 0)
                    continue;
                small[path].Add(one);
                large[path].Add(other);
            }

        Console.WriteLine($"{OneRow}: a page in the program's own pipeline and layout, signed in, that fetches one row by its key in one statement");
        Console.WriteLine($"p50 and p99 in ms of {Rounds} rounds of {Requests} requests in turn; x = times the page of one row, large : small = between the portfolios, medians over the rounds");
        Console.WriteLine($"{"",-32} {"small p50",9} {"p99",7} {"x",6}   {"large p50",9} {"p99",7} {"x",6}   {"large : small",13}");
        foreach (var path in paths)
            Console.WriteLine(
                $"{path,-32} {At(small[path], 0.5),9:0.00} {At(small[path], 0.99),7:0.00} {Ratio(small[path], small[OneRow]),6:0.00}"
                + $"   {At(large[path], 0.5),9:0.00} {At(large[path], 0.99),7:0.00} {Ratio(large[path], large[OneRow]),6:0.00}"
                + $"   {Ratio(large[path], small[path]),13:0.00}");
    }

    private static Dictionary<string, List<double[]>> Times(List<string> paths) => paths.ToDictionary(path => path, _ => new List<double[]>());

    /// <summary>The times of one round, shortest first.</summary>
    private static async Task<double[]> TakeAsync(TestHost host, string path)
    {
        var times = new double[Requests];
        for (var i = 0; i < Requests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await host.Client.GetByteArrayAsync(path);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        return times;
    }

    private static double At(List<double[]> rounds, double share) => rounds.SelectMany(times => times).Order().ElementAt((int)(rounds.Count * Requests * share));

    private static double Ratio(List<double[]> rounds, List<double[]> to) =>
        rounds.Zip(to, (one, other) => one[Requests / 2] / other[Requests / 2]).Order().ElementAt(rounds.Count / 2);
}
