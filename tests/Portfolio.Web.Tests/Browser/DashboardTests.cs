using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>The first page, on a fixed day.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class DashboardTests
{
    private TestHost host = null!;
    private Visitor visitor = null!;

    private IPage Page => visitor.Page;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(
        on: SharedHost.Host,
        configure: builder => builder.Services.AddSingleton<TimeProvider>(new Stopped(new DateTimeOffset(2026, 6, 1, 2, 0, 0, TimeSpan.Zero))));

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [SetUp]
    public async Task OpenAsync() => visitor = await Visitor.OpenAsync(host);

    [TearDown]
    public async Task CloseAsync()
    {
        Assert.That(visitor.Complaints, Is.Empty);
        await visitor.DisposeAsync();
    }

    [Test]
    public async Task What_is_past_due_and_what_comes_next_stand_apart()
    {
        await visitor.GoAsync("/");

        var overdue = Page.Locator("#overdue li");
        await Expect(overdue).ToHaveCountAsync(1);
        await Expect(overdue).ToContainTextAsync("19/5/2026");
        await Expect(overdue).ToContainTextAsync("quá hạn 13 ngày");
        await Expect(overdue).ToContainTextAsync("Hoàn thành dự án giai đoạn 1");
        await Expect(overdue).ToContainTextAsync("Sở Xây dựng");
        await Expect(Page.Locator(".tile-warn .figure")).ToHaveTextAsync("1");
        await Expect(Page.Locator("#next li").First).ToContainTextAsync("vào đầu năm 2026");
        await Expect(Page.Locator("#next li").First).ToContainTextAsync("còn 29 ngày");

        await overdue.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(Page.Locator(".timeline-late")).ToContainTextAsync("19/5/2026");
    }

    [Test]
    public async Task A_plan_is_shown_as_soon_as_it_is_chosen()
    {
        await visitor.GoAsync("/");
        await Page.GetByLabel("Chọn kế hoạch").SelectOptionAsync("cb-moi-truong-2026-2030");

        await Expect(Page.Locator("h1")).ToHaveTextAsync("Bảo vệ môi trường 2026-2030");
        await Expect(Page.GetByText("Văn bản không nêu nhu cầu vốn")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_number_of_the_table_leads_to_just_those_projects()
    {
        await visitor.GoAsync("/");
        var cell = Page.Locator("table").Last.Locator("tbody tr", new() { HasText = "Đường bộ" }).Locator("td a").First;
        var count = await cell.InnerTextAsync();
        await cell.ClickAsync();

        await Expect(Page.Locator(".list-head strong")).ToHaveTextAsync(count);
    }

    [Test]
    public async Task A_picture_stands_above_every_table_that_asks_for_one_and_the_table_stays()
    {
        await visitor.GoAsync("/");

        await Expect(Page.Locator(".chart svg")).ToHaveCountAsync(3);
        await Expect(Page.Locator("table[data-chart]")).ToHaveCountAsync(3);
        foreach (var table in await Page.Locator("table[data-chart]").AllAsync())
        {
            await Expect(table).ToBeVisibleAsync();
            var picture = table.Locator("xpath=ancestor::section//*[contains(@class, 'chart')]//*[name() = 'svg']").First;
            var (above, below) = (await picture.BoundingBoxAsync(), await table.BoundingBoxAsync());
            Assert.That(above!.Y + above.Height, Is.LessThanOrEqualTo(below!.Y));
            Assert.That(await picture.Locator("path").CountAsync(), Is.GreaterThan(2));
        }
        await Expect(Page.Locator(".chart").First).ToContainTextAsync("Giao thông");
    }

    [Test]
    public async Task The_keyboard_reaches_the_content_with_one_step()
    {
        await visitor.GoAsync("/");
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.Locator(".skip-link")).ToBeFocusedAsync();
        await Expect(Page.Locator(".skip-link")).ToBeInViewportAsync();

        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("main")).ToBeFocusedAsync();
    }

    private sealed class Stopped(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
