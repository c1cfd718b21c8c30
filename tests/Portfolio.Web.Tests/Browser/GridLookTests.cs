using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>How the grid looks, on a desk and on a phone, in both languages, while somebody works on it.</summary>
[TestFixture("vi", 1440)]
[TestFixture("vi", 360)]
[TestFixture("en", 1440)]
[TestFixture("en", 360)]
[Parallelizable(ParallelScope.Self)]
internal sealed class GridLookTests(string language, int width)
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(demo: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task A_paper_at_work_is_in_order()
    {
        var plan = await GridPlan.MakeAsync(host, projects: 40, sources: 3);
        await plan.SetCeilingsAsync(GridPlan.Provincial, 9_000);
        await plan.KeepAsync(GridPlan.Provincial, 2_000);
        await plan.GiveAllAsync();
        var paper = await plan.PaperAsync(DecisionKind.Adjustment, "Điều chỉnh kế hoạch vốn quý III/2026");
        await plan.EditAsync(paper, (2, GridPlan.Provincial, 2026, -50), (3, GridPlan.Provincial, 2026, 30));
        await using var officer = await Visitor.OpenAsync(host, language, width);
        var grid = new GridPage(officer.Page, plan, paper, language == "vi" ? "Ngân sách tỉnh" : "Provincial budget");
        await grid.OpenAsync("?source=" + GridPlan.Provincial);
        await grid.TypeAsync(3, 2026, "150,5");
        await grid.TypeAsync(4, 2026, "5.000");
        await grid.TypeAsync(5, 2026, "12,1234567");
        await plan.EditAsync(paper, (6, GridPlan.Provincial, 2026, 7));
        await grid.TypeAsync(6, 2026, "90");
        await officer.Page.Keyboard.PressAsync("Control+s");
        await grid.LooksAsync(6, 2026, "overtaken");
        await grid.TypeAsync(7, 2026, "60");
        await grid.Cell(4, 2026).ClickAsync();
        await Expect(grid.Problems).ToHaveCountAsync(3);

        await officer.PictureAsync($"grid.{language}.{width}");
        await officer.PictureAsync($"grid-top.{language}.{width}", whole: false);
        Assert.That(await officer.Page.OverflowAsync(), Is.Null);
        Assert.That(await officer.Page.MissingTextsAsync(), Is.Empty);
        // Chromium notes the answer 412 as an error.
        Assert.That(officer.Complaints.Where(complaint => !complaint.Contains("status of 412", StringComparison.Ordinal)), Is.Empty);
        Assert.That(await officer.Page.BarriersAsync(), Is.Empty);
    }
}
