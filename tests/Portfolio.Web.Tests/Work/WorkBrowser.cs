using Microsoft.Playwright;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Work;

/// <summary>The list of work in a browser, on a phone where not said otherwise: the story anew for each test.</summary>
internal abstract class WorkBrowser(int width = 360)
{
    protected const string List = "/work?kind=late";

    protected TestHost Host { get; private set; } = null!;

    protected Visitor Visitor { get; private set; } = null!;

    protected IPage Page => Visitor.Page;

    protected ILocator Items => Page.Locator("main .work-item[data-item]");

    protected ILocator Bar => Page.Locator("#outbox");

    [SetUp]
    public async Task StartAsync()
    {
        Host = await LandStory.StartAsync();
        Visitor = await Visitor.OpenAsync(Host, width: width);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await Visitor.DisposeAsync();
        await Host.DisposeAsync();
    }

    /// <summary>Opens the first item of the list: the first tap.</summary>
    protected async Task<(ILocator Item, string Milestone)> OpenAsync()
    {
        await Visitor.GoAsync(List);
        var milestone = (await Items.First.GetAttributeAsync("data-item"))!;
        var item = Page.Locator($"main [data-item='{milestone}']");
        await item.Locator("summary").ClickAsync();
        return (item, milestone);
    }

    protected static Task SaveAsync(ILocator item) => item.GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).ClickAsync();

    protected static FilePayload Picture(string name) => new() { Name = name, MimeType = "image/png", Buffer = Png };

    private static byte[] Png => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>What stands in the row of a milestone, which is named by its project and its code.</summary>
    protected Task<string> FieldAsync(string milestone, string column) => Host.AskAsync<string>($"""
        select {column} from milestones.milestone m join projects.project p on p.id = m.project_id
        where p.code = '{milestone.Split('/')[0]}' and m.code = '{milestone.Split('/')[1]}'
        """);
}
