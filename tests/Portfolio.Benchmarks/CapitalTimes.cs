using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Benchmarks;

/// <summary>What a large portfolio costs those who plan and allocate its capital, beside a small one with the same plans.</summary>
internal static class CapitalTimes
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const string Plan = "p1-plan-1";

    // The plan shown first, the one that has half of all projects, and all plans together.
    private static readonly string[] Held = ["/", $"/?plan={Plan}", "/?plan=all", $"/plans/{Plan}/capital"];

    internal static readonly string[] Others =
    [
        $"/plans/{Plan}/capital/decisions", $"/plans/{Plan}/capital/ceilings", "/capital/decisions/{given}", "/capital/decisions/{given}/projects",
        "/capital/decisions/{paper}", "/capital/decisions/{paper}/projects", "/capital/decisions/{paper}/projects/{project}",
        "/capital/decisions/{paper}/compare?with={given}", "/capital/payments", $"/capital/payments?plan={Plan}", "/projects/{project}/capital/payments", $"/projects?plan={Plan}&sort=-need",
    ];

    private const string KeysSql = """
        select (select id from funding.decision where plan_id = p.id and status = 'approved') as given,
            (select id from funding.decision where plan_id = p.id and status = 'draft') as paper,
            (select code from projects.project where plan_id = p.id order by code limit 1) as project
        from plans.plan p where p.code = @Plan
        """;

    public static async Task PrintAsync()
    {
        await using var server = await KeptServer.StartAsync();
        await using var few = await HostAsync(server, Few);
        await using var many = await HostAsync(server, Many);
        var (ofFew, ofMany) = (await KeysAsync(few), await KeysAsync(many));
        var ratios = new PageRatios(few, many);
        await ratios.PrintAsync("Held to: at most 3 x the page of one row, and large : small at most 1.3", [.. Held.Select(p => (p, p, p))], rounds: 25, requests: 40);
        await using var fewAnew = await HostAsync(server, Few, writesAnew: true);
        await using var manyAnew = await HostAsync(server, Many, writesAnew: true);
        await new PageRatios(fewAnew, manyAnew).PrintAsync(
            "The same, all of it written anew for each request, as right after a change", [.. Held.Select(p => (p, p, p))], rounds: 25, requests: 40);
        await ratios.PrintAsync("The other pages of capital", [.. Others.Select(p => (p, ofFew(p), ofMany(p)))], rounds: 5, requests: 10);
    }

    internal static async Task<Func<string, string>> KeysAsync(TestHost host)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        var (given, paper, project) = await connection.QuerySingleAsync<(long, long, string)>(KeysSql, new { Plan });
        return path => path.Replace("{given}", Text(given), StringComparison.Ordinal).Replace("{paper}", Text(paper), StringComparison.Ordinal)
            .Replace("{project}", project, StringComparison.Ordinal);
    }

    private static string Text(long key) => key.ToString(CultureInfo.InvariantCulture);

    private static Task<TestHost> HostAsync(KeptServer server, int projects, bool writesAnew = false) =>
        server.HostAsync($"capital_{projects}", async connectionString =>
        {
            await LargePortfolio.FillAsync(connectionString, projects);
            await LargeLedger.FillAsync(connectionString);
        }, writesAnew);
}
