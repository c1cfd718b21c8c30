using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

internal static class Serve
{
    public static async Task RunAsync(int projects)
    {
        await using var host = await TestHost.StartAsync();
        await LargePortfolio.FillAsync(host.OwnerConnectionString, projects);
        Console.WriteLine(host.OwnerConnectionString);
        Console.WriteLine(host.ConnectionString);
        Console.WriteLine(host.Address);
        await Task.Delay(TimeSpan.FromHours(3));
    }
}
