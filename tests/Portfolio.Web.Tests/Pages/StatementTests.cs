using System.Diagnostics;
using Portfolio.Web.Tests.Access;

namespace Portfolio.Web.Tests.Pages;

/// <summary>What a page asks of the database.</summary>
internal sealed class StatementTests
{
    public const int Most = 6;

    [Test]
    public async Task No_page_issues_more_than_six_statements_for_an_owner_either()
    {
        using var owner = await Who.Owner.ClientAsync(SharedHost.Host);
        var counts = new List<(string Path, int Statements)>();
        foreach (var path in Addresses.All)
            // Which bodies stand under his is found out before any page, with who he is, and counts here.
            counts.Add((path, await CountAsync(path, owner) - 1));
        Assert.That(counts.Where(page => page.Statements > Most), Is.Empty);
    }

    [Test]
    public async Task No_page_issues_more_than_six_statements()
    {
        var counts = new List<(string Path, int Statements)>();
        foreach (var path in Addresses.All.Append("/projects?sort=-need&page=2").Append("/projects.csv?plan=" + Addresses.MainPlan))
            counts.Add((path, await CountAsync(path)));

        Assert.That(counts.Where(page => page.Statements > Most), Is.Empty);
        // Proves that the counting counts. The first page asks all it wants to know in one round trip, which is one statement here.
        Assert.That(counts.Where(page => page.Path is "/projects" or "/plans/" + Addresses.MainPlan).Select(page => page.Statements), Has.All.GreaterThan(1));
    }

    /// <summary>Statements that a page issues, beside those that find out who asks.</summary>
    public static async Task<int> CountAsync(string path, HttpClient? client = null)
    {
        var count = 0;
        // Other programs of the tests run in this process, too: only what belongs to this request counts.
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var trace = request.TraceId;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            // Who asks is found out before any page, by statements of its own.
            ActivityStopped = activity =>
            {
                if (activity.TraceId != trace)
                    return;
                if (activity.GetTagItem("db.query.text") is not string sql || !sql.StartsWith("-- Accounts.", StringComparison.Ordinal))
                    Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var response = await (client ?? SharedHost.Client).GetAsync(new Uri(path, UriKind.Relative));
        await response.Content.ReadAsByteArrayAsync();
        return count;
    }
}
