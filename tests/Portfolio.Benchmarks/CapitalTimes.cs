using Microsoft.Extensions.DependencyInjection;
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
        await using var few = await StartAsync(Few);
        await using var many = await StartAsync(Many);
        await new PageRatios(few, many).PrintAsync(Pages);
    }

    private static async Task<TestHost> StartAsync(int projects)
    {
        // The page of one row is the benchmark's own and goes through the program's pipeline and layout.
        var host = await TestHost.StartAsync(
            configure: builder => builder.Services.AddRazorPages().AddApplicationPart(typeof(CapitalTimes).Assembly));
        await LargePortfolio.FillAsync(host.OwnerConnectionString, projects);
        return host;
    }
}
