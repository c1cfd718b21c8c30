using Portfolio.Accounts;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Land;

/// <summary>Pages as they work without a script, at the desk of the construction department on 20/11/2026: the story anew for each test.</summary>
internal abstract class LandDeskTests
{
    protected TestHost Host { get; private set; } = null!;

    protected Desk Desk { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        Host = await LandStory.StartAsync(Role.None);
        Desk = await Desk.OfAsync(Host, Role.Construction);
    }

    [TearDown]
    public async Task StopAsync()
    {
        Desk.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>What stands in the row of a milestone.</summary>
    protected Task<string> FieldAsync(string project, string milestone, string column) => Host.AskAsync<string>($"""
        select {column} from milestones.milestone m join projects.project p on p.id = m.project_id where p.code = '{project}' and m.code = '{milestone}'
        """);
}
