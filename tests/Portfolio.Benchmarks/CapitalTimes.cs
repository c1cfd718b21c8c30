using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

/// <summary>What a large portfolio costs those who plan and allocate its capital, beside a small one with the same plans.</summary>
internal static class CapitalTimes
{
    private const int Few = 1_000;
    private const int Many = 100_000;

    /// <summary>The plan shown first, one of the larger ones, and all together.</summary>
    private static readonly string[] Pages = ["/", "/?plan=p1-plan-1", "/?plan=all"];

    public static async Task PrintAsync()
    {
        await using var server = await KeptServer.StartAsync();
        await using var few = await HostAsync(server, Few);
        await using var many = await HostAsync(server, Many);
        await new PageRatios(few, many).PrintAsync(Pages);
    }

    private static Task<TestHost> HostAsync(KeptServer server, int projects) =>
        server.HostAsync($"capital_{projects}", async connectionString =>
        {
            await LargePortfolio.FillAsync(connectionString, projects);
            await LargeLedger.FillAsync(connectionString);
        });
}
