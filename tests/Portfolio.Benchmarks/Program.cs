using System.Globalization;
using Portfolio.Benchmarks;
using Portfolio.Tests.Support;
using Portfolio.Web.Tests.Support;

// dotnet run -c Release --project tests/Portfolio.Benchmarks             pages with the seeds
// dotnet run -c Release --project tests/Portfolio.Benchmarks -- large    the same with 100.000 projects and 1 million milestones
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
await using (var host = await TestHost.StartAsync())
{
    if (args.Contains("large"))
        await LargePortfolio.FillAsync(host.OwnerConnectionString);
    await PageTimes.PrintAsync(host, requests: args.Contains("large") ? 200 : 1000);
}
await TestServer.StopAsync();
