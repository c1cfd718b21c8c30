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
    /// <param name="title">What the pages have in common.</param>
    /// <param name="pages">What each is called, and its address on the host of the small portfolio and on that of the large one.</param>
    /// <param name="rounds">How often they take turns.</param>
    /// <param name="requests">Requests of a turn.</param>
    public async Task PrintAsync(string title, IReadOnlyList<(string Name, string OnFew, string OnMany)> pages, int rounds, int requests)
    {
        List<(string Name, string OnFew, string OnMany)> all = [(OneRow, OneRow, OneRow), .. pages];
        var (small, large) = (Times(all), Times(all));
        // The first rounds warm up: pages are compiled in steps while they are used.
        for (var round = -rounds * 2 / 5; round < rounds; round++)
            foreach (var (name, onFew, onMany) in all)
            {
                var (one, other) = (await TakeAsync(few, onFew, requests), await TakeAsync(many, onMany, requests));
                if (round < 0)
                    continue;
                small[name].Add(one);
                large[name].Add(other);
            }

        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine($"{OneRow}: a page in the program's own pipeline and layout, signed in, that fetches one row by its key in one statement");
        Console.WriteLine($"p50 and p99 in ms of {rounds} rounds of {requests} requests in turn; x = times the page of one row, large : small = between the portfolios, medians over the rounds");
        Console.WriteLine($"{"",-48} {"small p50",9} {"p99",7} {"x",6}   {"large p50",9} {"p99",7} {"x",6}   {"large : small",13}");
        foreach (var (name, _, _) in all)
            Console.WriteLine(
                $"{name,-48} {At(small[name], 0.5),9:0.00} {At(small[name], 0.99),7:0.00} {Ratio(small[name], small[OneRow]),6:0.00}"
                + $"   {At(large[name], 0.5),9:0.00} {At(large[name], 0.99),7:0.00} {Ratio(large[name], large[OneRow]),6:0.00}"
                + $"   {Ratio(large[name], small[name]),13:0.00}");
    }

    private static Dictionary<string, List<double[]>> Times(List<(string Name, string, string)> pages) => pages.ToDictionary(page => page.Name, _ => new List<double[]>());

    /// <summary>The times of one round, shortest first.</summary>
    private static async Task<double[]> TakeAsync(TestHost host, string path, int requests)
    {
        var times = new double[requests];
        for (var i = 0; i < requests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await host.Client.GetByteArrayAsync(path);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        return times;
    }

    private static double At(List<double[]> rounds, double share)
    {
        double[] times = [.. rounds.SelectMany(round => round).Order()];
        return times[(int)(times.Length * share)];
    }

    private static double Ratio(List<double[]> rounds, List<double[]> to) =>
        rounds.Zip(to, (one, other) => one[one.Length / 2] / other[other.Length / 2]).Order().ElementAt(rounds.Count / 2);
}
