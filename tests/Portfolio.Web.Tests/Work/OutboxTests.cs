using Microsoft.Playwright;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Work;

/// <summary>A lost connection loses nothing of what was said, and nothing of it counts twice.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class OutboxTests : WorkBrowser
{
    [Test]
    public async Task What_is_saved_without_a_connection_waits_and_goes_out_when_it_is_back()
    {
        var (item, milestone) = await OpenAsync();
        await Page.Context.SetOfflineAsync(true);
        await item.GetByLabel("Đạt được (%)").FillAsync("40");
        await item.Locator("input[type=file]").SetInputFilesAsync(Picture("a.png"));
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        await Expect(Bar.Locator("summary").First).ToHaveTextAsync("1 cập nhật chờ gửi");
        await Bar.Locator("summary").First.ClickAsync();
        Assert.That(await Page.OverflowAsync(), Is.Null);
        Assert.That(await Page.BarriersAsync(), Is.Empty);
        await Visitor.PictureAsync("outbox.360", whole: false);
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("0"));

        await Page.Context.SetOfflineAsync(false);
        await Expect(Page.Locator("main .notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        await Expect(Bar).ToBeHiddenAsync();
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("40"));
        Assert.That(await Host.AskAsync<long>("select count(*) from milestones.photo"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_typed_before_the_window_was_closed_goes_out_when_any_page_is_opened_again()
    {
        var (item, milestone) = await OpenAsync();
        await Page.Context.SetOfflineAsync(true);
        await item.GetByLabel("Đạt được (%)").FillAsync("35");
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        var tab = await Visitor.NewTabAsync();
        await Page.CloseAsync();
        await Page.Context.SetOfflineAsync(false);
        await tab.GotoAsync("/projects");
        await Expect(tab.Locator("[data-outbox-said]")).ToHaveTextAsync("Đã lưu cập nhật.");
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("35"));
    }

    [Test]
    public async Task It_is_applied_once_when_the_answer_was_lost()
    {
        var (item, milestone) = await OpenAsync();
        var sent = 0;
        await Page.RouteAsync("**/work?*handler=Say*", async route =>
        {
            if (Interlocked.Increment(ref sent) > 1)
            {
                await route.ContinueAsync();
                return;
            }
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await item.GetByLabel("Đạt được (%)").FillAsync("25");
        await SaveAsync(item);
        await Expect(Page.Locator("main .notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        Assert.That(sent, Is.EqualTo(2));
        Assert.That(await Host.AskAsync<long>("select count(*) from milestones.remark where percent = 25"), Is.EqualTo(1));
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("25"));
    }

    [Test]
    public async Task A_list_that_stayed_open_overnight_reports_the_day_of_the_tap()
    {
        await Page.Clock.InstallAsync(new() { TimeDate = new DateTime(2026, 11, 20, 3, 0, 0, DateTimeKind.Utc) });
        var (item, _) = await OpenAsync();
        // 22:00 in Viet Nam is still the same day, two hours later it is the next one.
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await Page.RouteAsync("**/work?*handler=Say*", async route =>
        {
            said.Enqueue(System.Text.Encoding.UTF8.GetString(route.Request.PostDataBuffer ?? []));
            await route.AbortAsync();
        });
        await Page.Clock.FastForwardAsync("12:00:00");
        await item.Locator("input[type=date]").ClickAsync();
        await Expect(item.Locator("input[type=date]")).ToHaveAttributeAsync("max", "2026-11-20");
        await Page.Clock.FastForwardAsync("02:00:00");
        await item.GetByRole(AriaRole.Button, new() { Name = "Xong hôm nay" }).ClickAsync();
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        Assert.That(said.First(), Does.Contain("2026-11-21").And.Not.Contain("2026-11-20"));
        await Expect(item.Locator("input[type=date]")).ToHaveAttributeAsync("max", "2026-11-21");
        await Expect(item.Locator("[data-day]")).ToHaveTextAsync("21/11/2026");
    }

    [Test]
    public async Task What_waits_can_be_opened_changed_and_dropped_on_any_page()
    {
        var (item, milestone) = await OpenAsync();
        await Page.RouteAsync("**/work?*handler=Say*", route => route.AbortAsync());
        await item.GetByLabel("Đạt được (%)").FillAsync("40");
        await item.GetByText("Thời tiết", new() { Exact = true }).ClickAsync();
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        await Visitor.GoAsync("/projects");
        await Bar.Locator("summary").First.ClickAsync();
        await Bar.GetByRole(AriaRole.Button, new() { Name = "Mở:" }).ClickAsync();
        await Expect(Bar.GetByLabel("Thời tiết")).ToBeCheckedAsync();
        await Expect(Bar.GetByLabel("Đạt được (%)")).ToHaveValueAsync("40");
        await Bar.GetByLabel("Đạt được (%)").FillAsync("44");
        await Page.RunAndWaitForRequestAsync(
            () => Bar.GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).ClickAsync(), request => request.Method == "POST");
        await Expect(Bar.Locator("summary").First).ToHaveTextAsync("1 cập nhật chờ gửi");
        await Page.UnrouteAllAsync();
        await Bar.GetByRole(AriaRole.Button, new() { Name = "Gửi ngay" }).ClickAsync();
        await Expect(Bar).ToBeHiddenAsync();
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("44"));
    }
}
