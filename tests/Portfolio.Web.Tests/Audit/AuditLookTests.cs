using Microsoft.Playwright;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Audit;

/// <summary>The trail in a real browser, on a desk and on a phone.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class AuditLookTests
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await AuditHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_run_nothing_of_what_they_show([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        foreach (var (path, name) in ((string, string)[])[("/audit", "audit"), ("/audit?actor=nguyen", "audit-filtered"), ("/audit?kind=khong-co", "audit-none"), ("/projects/CB-GT-001/history", "history"), ("/projects/CB-GT-001", "project-latest")])
        {
            await visitor.GoAsync(path);
            await visitor.PictureAsync($"{name}.{language}.{width}");
            foreach (var fold in await visitor.Page.Locator("main details").AllAsync())
                await fold.EvaluateAsync("d => d.open = true");
            Assert.That(await visitor.Page.OverflowAsync(), Is.Null, path);
            Assert.That(await visitor.Page.BarriersAsync(), Is.Empty, path);
        }
        Assert.That(visitor.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_auditor_filters_looks_behind_the_fold_checks_and_follows_a_project_to_its_history()
    {
        await using var visitor = await Visitor.OpenAsync(host);
        var page = visitor.Page;
        await visitor.GoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Nhật ký" }).ClickAsync();
        await page.GetByLabel("Người làm").FillAsync("nguyen thi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lọc" }).ClickAsync();
        await Expect(page.Locator(".events > li")).ToHaveCountAsync(2);

        var need = page.Locator(".events > li", new() { HasText = "CB-GT-001" });
        await Expect(need.GetByText("10.20.30.40")).ToBeHiddenAsync();
        await need.Locator("summary").Last.ClickAsync();
        await Expect(need.GetByText("10.20.30.40")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Kiểm tra ngay" }).ClickAsync();
        await Expect(page.Locator(".audit-check")).ToContainTextAsync("Nguyên vẹn");
        await Expect(page.GetByLabel("Người làm")).ToHaveValueAsync("nguyen thi");

        await page.GetByRole(AriaRole.Link, new() { Name = "CB-GT-001" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Lịch sử", Exact = true }).ClickAsync();
        await Expect(page.Locator(".events > li").First).ToContainTextAsync("2.000.000.000 đồng");
        Assert.That(visitor.Complaints, Is.Empty);
    }
}
