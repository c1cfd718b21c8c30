using System.Globalization;
using System.Text.Json;
using Portfolio.Common;

namespace Portfolio.Tests.Funding.Kills;

/// <summary>
/// The program in which officers work until it is killed: another process, started with <c>dotnet Portfolio.Tests.dll officers</c>.
/// It writes a line before each deed (<c>try</c>) and one after it (<c>ack</c>, <c>refused</c>). What was tried when the
/// program before it was killed comes on its input, and is sent again first.
/// </summary>
internal static class Worker
{
    public const string Command = "officers";
    public const string DatabaseVariable = "PORTFOLIO_WORKER_DB";

    private static readonly Lock Writing = new();

    /// <param name="args"><see cref="Command"/>, the number of the round, a seed, and how many deeds each officer does.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (round, seed, deeds) = (int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
        var unfinished = JsonSerializer.Deserialize<Deed[]>(await Console.In.ReadToEndAsync())!;
        await using var database = new PortfolioDatabase(Environment.GetEnvironmentVariable(DatabaseVariable)!);
        var ends = await Task.WhenAll(Enumerable.Range(1, Workplace.Officers).Select(n => Task.Run(
            () => WorkAsync(new Clerk(database, n, round, new Random((seed * 100) + n)), unfinished.SingleOrDefault(d => d.Officer == n), deeds))));
        return ends.Max();
    }

    private static async Task<int> WorkAsync(Clerk clerk, Deed? unfinished, int deeds)
    {
        try
        {
            if (unfinished is not null)
                await DoAsync(clerk, unfinished);
            await clerk.LookAsync();
            for (var n = 0; n < deeds; n++)
                await DoAsync(clerk, await clerk.NextAsync());
            return 0;
        }
        catch (Exception e)
        {
            Say("lost", new { clerk.Number, Fault = e.ToString() });
            return 5;
        }
    }

    private static async Task DoAsync(Clerk clerk, Deed deed)
    {
        Say("try", deed);
        try
        {
            var done = await clerk.DoAsync(deed);
            Say("ack", deed);
            clerk.Keep(done);
        }
        catch (PortfolioException refusal)
        {
            Say("refused", new { deed.Officer, deed.Once, refusal.Code });
        }
    }

    private static void Say(string word, object what)
    {
        lock (Writing)
        {
            Console.Out.WriteLine($"{word} {JsonSerializer.Serialize(what)}");
            Console.Out.Flush();
        }
    }
}
