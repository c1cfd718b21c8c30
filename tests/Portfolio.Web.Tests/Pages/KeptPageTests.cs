using System.Text.Encodings.Web;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Web.Formatting;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Pages;

/// <summary>What was written for one request and is kept for the next never shows anything but what the database says.</summary>
internal sealed class KeptPageTests
{
    private const string Plan = Addresses.MainPlan;

    private static readonly string[] Kept = ["/", "/?plan=" + Plan, "/?plan=all", $"/plans/{Plan}/capital"];

    private TestHost host = null!;

    // One for each test: the names of the plans to choose from are remembered for half a minute, so a test that changes one would
    // be seen by the next.
    [SetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync();

    [TearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Everybody_is_shown_in_either_language_what_a_page_written_anew_shows()
    {
        await using var anew = await TestHost.StartAsync(
            Role.None, on: host, configure: builder =>
                builder.Services.AddSingleton(provider => new KeptHtml(provider.GetRequiredService<HtmlEncoder>(), mostBytes: 0)));
        using (Assert.EnterMultipleScope())
        {
            // Twice: what is kept of the first round is shown in the second.
            foreach (var path in Kept.Concat(Kept))
                foreach (var language in new[] { "vi", "en" })
                {
                    var address = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + language;
                    Assert.That(Shown(await host.Client.GetStringAsync(address)), Is.EqualTo(Shown(await anew.Client.GetStringAsync(address))), address);
                }
        }
    }

    [TestCase("update plans.plan set short_name = @name where code = @Plan")]
    [TestCase("update plans.programme set name = @name, short_name = @name where plan_id = (select id from plans.plan where code = @Plan) and position = (select min(position) from plans.programme where plan_id = (select id from plans.plan where code = @Plan))")]
    public async Task A_name_changed_a_moment_ago_is_on_each_page_at_once(string change)
    {
        string[] pages = ["/?plan=" + Plan, $"/plans/{Plan}/capital"];
        foreach (var path in pages)
            await host.Client.GetStringAsync(path);
        var name = "Đổi tên " + Guid.NewGuid().ToString("N")[..8];
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.ExecuteAsync(change, new { name, Plan });

        foreach (var path in pages)
            Assert.That(await host.Client.GetStringAsync(path), Does.Contain(name), path);
    }

    private static string Shown(string page) => page[page.IndexOf("<div class=\"page-head\">", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
}
