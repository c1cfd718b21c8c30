using System.Globalization;
using Portfolio.Benchmarks;
using Portfolio.Tests.Support;
using Portfolio.Web.Tests.Support;

// dotnet run -c Release --project tests/Portfolio.Benchmarks             pages with the seeds
// dotnet run -c Release --project tests/Portfolio.Benchmarks -- large    the same with 100.000 projects and 1 million milestones
// dotnet run -c Release --project tests/Portfolio.Benchmarks -- audit    what the audit chain costs, and its proof
// dotnet run -c Release --project tests/Portfolio.Benchmarks -- capital  capital pages with 1.000 and with 100.000 projects, beside a page of one row
// dotnet run -c Release --project tests/Portfolio.Benchmarks -- assistant  a proposal for 5.000 projects x 5 years x 6 sources
// dotnet run -c Release --project tests/Portfolio.Benchmarks -- officers 16 officers who save in one paper, on one core and on two
// dotnet run -c Release --project tests/Portfolio.Benchmarks -- forecasts  forecasts of 100.000 projects with 1 million milestones, and of one after an update; the pages of progress over them
// dotnet run -c Release --project tests/Portfolio.Benchmarks -- work     "Việc của tôi" for an owner of 2.000 projects among 100.000
// dotnet run -c Release --project tests/Portfolio.Benchmarks -- scan     a scan of all rules of early warning over 100.000 projects, 1 million milestones, 5 million money lines
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is [OfficerRound.Command, ..])
{
    await OfficerRound.WorkAsync(args);
    return;
}
if (args.Contains("officers"))
{
    await OfficerTimes.PrintAsync();
    return;
}
if (args.Contains("audit"))
{
    await AuditTimes.PrintAsync();
    return;
}
if (args.Contains("capital"))
{
    await CapitalTimes.PrintAsync();
    return;
}
if (args.Contains("forecasts"))
{
    await ForecastTimes.PrintAsync();
    return;
}
if (args.Contains("scan"))
{
    await ScanTimes.PrintAsync();
    return;
}
if (args.Contains("work"))
{
    await WorkTimes.PrintAsync();
    return;
}
if (args.Contains("assistant"))
{
    await AssistantTimes.PrintAsync();
    await TestServer.StopAsync();
    return;
}
await using (var host = await TestHost.StartAsync())
{
    if (args.Contains("large"))
        await LargePortfolio.FillAsync(host.OwnerConnectionString, 100_000);
    await PageTimes.PrintAsync(host, requests: args.Contains("large") ? 200 : 1000);
}
await TestServer.StopAsync();
