using System.Diagnostics;
using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Drafts;

namespace Portfolio.Benchmarks;

/// <summary>A round of saving, in a process of its own so that it can be bound to cores.</summary>
/// <param name="Saves">Saves a second.</param>
/// <param name="Median">Milliseconds a save takes.</param>
/// <param name="Slow">Milliseconds of which 99 in 100 saves take less.</param>
/// <param name="Idle">Share of the time in which the cores had nothing to do.</param>
internal sealed record OfficerRound(double Saves, double Median, double Slow, double Idle)
{
    public const string Command = "officers-worker";
    private const string Variable = "PORTFOLIO_BENCH_DB";

    public static async Task<OfficerRound> RunAsync(string connectionString, int cores, int officers, int seconds, WaitSamples? samples)
    {
        var before = CoreTime.Read(cores);
        using var worker = Pinning.Start(cores, [Command, Text(officers), Text(seconds)], Variable, connectionString);
        using var stop = new CancellationTokenSource();
        var sampling = samples?.TakeAsync(stop.Token) ?? Task.CompletedTask;
        var line = await worker.StandardOutput.ReadToEndAsync();
        await worker.WaitForExitAsync();
        await stop.CancelAsync();
        await sampling;
        var numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
        return new OfficerRound(numbers[0], numbers[1], numbers[2], CoreTime.Read(cores).Idle(before));
    }

    /// <summary>The worker: officers save until the time is up; the last line tells how it went.</summary>
    public static async Task WorkAsync(string[] args)
    {
        var (officers, seconds) = (int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
        await using var database = new PortfolioDatabase(Environment.GetEnvironmentVariable(Variable)! + ";Minimum Pool Size=16");
        var drafts = new DraftService(database);
        await SaveAsync(drafts, officers, TimeSpan.FromSeconds(1));
        var start = Stopwatch.GetTimestamp();
        var times = await SaveAsync(drafts, officers, TimeSpan.FromSeconds(seconds));
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times.Count / took} {times[times.Count / 2]} {times[(int)(times.Count * 0.99)]}"));
    }

    /// <summary>How many statements one save sends.</summary>
    public static async Task<int> StatementsAsync(string connectionString)
    {
        await using var database = new PortfolioDatabase(connectionString);
        var drafts = new DraftService(database);
        await drafts.EditAsync(Officer(1), Save(1, 1), default);
        var count = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ => Interlocked.Increment(ref count),
        };
        ActivitySource.AddActivityListener(listener);
        await drafts.EditAsync(Officer(1), Save(1, 2), default);
        return count;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Saves,6:0} saves/s, median {Median,5:0.0} ms, 99 % {Slow,6:0.0} ms, idle {Idle,4:0%}");

    private static async Task<List<double>> SaveAsync(DraftService drafts, int officers, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(1, officers).Select(officer => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var n = 0; Stopwatch.GetElapsedTime(start) < time; n++)
            {
                var begun = Stopwatch.GetTimestamp();
                await drafts.EditAsync(Officer(officer), Save(officer, n), default);
                own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            return own;
        })));
        return [.. times.SelectMany(t => t)];
    }

    private static Actor Officer(int number) => new("Cán bộ " + Text(number), Role.Finance, "c0ffee") { AccountId = number };

    // Every save changes something: year and source go round, the amount is another each time.
    private static EditLines Save(int officer, int n) => new(
        1, null, [new LineEdit("P-" + Text(officer * 7), "s" + Text(1 + (n % 6)), 2026 + (n % 5), new Vnd(1_000_000 + Random.Shared.Next(1_000_000_000)))]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
