using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Work;

/// <summary>What waits in a browser belongs to whoever said it.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class OutboxOwnerTests : WorkBrowser
{
    [Test]
    public async Task On_a_shared_machine_nobody_else_sees_or_sends_it()
    {
        var (item, milestone) = await OpenAsync();
        await Page.RouteAsync("**/work?*handler=Say*", route => route.AbortAsync());
        await item.GetByLabel("Đạt được (%)").FillAsync("40");
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        await Page.UnrouteAllAsync();
        var mine = await Page.Context.CookiesAsync();
        var other = await SignedIn.AsAsync(Host.Services, Role.Finance);
        await Page.Context.ClearCookiesAsync();
        await Page.Context.AddCookiesAsync([new Cookie { Name = other.CookieName, Value = other.CookieValue, Url = Host.Address.ToString() }]);
        var posts = 0;
        Page.Request += (_, request) => posts += request.Method == "POST" ? 1 : 0;
        await Visitor.GoAsync("/work");
        await Expect(Page.Locator("h1")).ToHaveTextAsync("Việc của tôi");
        await Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await Page.WaitForTimeoutAsync(500);
        await Expect(Bar).ToBeHiddenAsync();
        Assert.That(posts, Is.Zero);
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("0"));

        await Page.Context.ClearCookiesAsync();
        await Page.Context.AddCookiesAsync(mine.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = Host.Address.ToString() }));
        await Visitor.GoAsync("/work");
        await Expect(Page.Locator("[data-outbox-said]")).ToHaveTextAsync("Đã lưu cập nhật.");
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("40"));
    }

    [Test]
    public async Task Whoever_signs_out_is_warned_of_what_has_not_been_sent_and_leaves_nothing_behind()
    {
        var (item, milestone) = await OpenAsync();
        await Page.RouteAsync("**/work?*handler=Say*", route => route.AbortAsync());
        await item.GetByLabel("Đạt được (%)").FillAsync("40");
        await SaveAsync(item);
        await Expect(Bar).ToBeVisibleAsync();
        List<string> asked = [];
        using var answered = new SemaphoreSlim(0);
        // First one stays, then one goes.
        Page.Dialog += async (_, dialog) =>
        {
            asked.Add(dialog.Message);
            await (asked.Count == 1 ? dialog.DismissAsync() : dialog.AcceptAsync());
            answered.Release();
        };
        await Page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        Assert.That(await answered.WaitAsync(Visitor.Patience), Is.True);
        await Expect(Bar).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" })).ToHaveCountAsync(0);
        Assert.That(asked, Has.Count.EqualTo(2).And.All.Contains("1 cập nhật chưa gửi"));
        Assert.That(await KeptAsync(), Is.Zero);
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("0"));
    }

    [Test]
    public async Task Without_a_connection_nobody_signs_out_of_what_waits_and_every_item_says_that_it_waits()
    {
        var (item, _) = await OpenAsync();
        var second = Page.Locator("main .work-item").Filter(new() { Has = Page.Locator("form[data-update]") }).Nth(1);
        await Page.Context.SetOfflineAsync(true);
        await item.GetByLabel("Đạt được (%)").FillAsync("40");
        await SaveAsync(item);
        await second.Locator("summary").First.ClickAsync();
        await second.GetByLabel("Đạt được (%)").FillAsync("30");
        await SaveAsync(second);
        await Expect(Bar.Locator("summary").First).ToContainTextAsync("2 cập nhật chờ gửi");
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        await Expect(second.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        var told = new TaskCompletionSource<string>();
        Page.Dialog += async (_, dialog) =>
        {
            if (dialog.Type == "alert")
                told.TrySetResult(dialog.Message);
            await dialog.AcceptAsync();
        };
        await Page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        Assert.That(await told.Task.WaitAsync(TimeSpan.FromMilliseconds(Visitor.Patience)), Does.Contain("vẫn được giữ"));
        Assert.That(await KeptAsync(), Is.EqualTo(2));
        await Page.Context.SetOfflineAsync(false);
    }

    [Test]
    public async Task Whoever_signs_out_while_something_is_on_its_way_is_warned_as_well()
    {
        var (item, _) = await OpenAsync();
        // The server never answers.
        await Page.RouteAsync("**/work?*handler=Say*", _ => Task.CompletedTask);
        await item.GetByLabel("Đạt được (%)").FillAsync("40");
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToHaveTextAsync("Đang gửi…");
        await Expect(Bar.Locator("summary").First).ToHaveTextAsync("1 cập nhật chờ gửi");
        var asked = new TaskCompletionSource<string>();
        Page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Message);
            await dialog.AcceptAsync();
        };
        await Page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        Assert.That(await asked.Task.WaitAsync(TimeSpan.FromMilliseconds(Visitor.Patience)), Does.Contain("1 cập nhật chưa gửi"));
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" })).ToHaveCountAsync(0);
        Assert.That(await KeptAsync(), Is.Zero);
    }

    [Test]
    public async Task Whoever_is_signed_out_meanwhile_signs_in_again_and_it_goes_out()
    {
        var (item, milestone) = await OpenAsync();
        var cookies = await Page.Context.CookiesAsync();
        await Page.Context.ClearCookiesAsync();
        await item.GetByLabel("Đạt được (%)").FillAsync("40");
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Hãy đăng nhập lại");
        await Bar.Locator("summary").First.ClickAsync();
        await Expect(Bar.GetByRole(AriaRole.Link, new() { Name = "Đăng nhập" })).ToBeVisibleAsync();
        await Page.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = Host.Address.ToString() }));
        await Visitor.GoAsync("/projects");
        await Expect(Page.Locator("[data-outbox-said]")).ToHaveTextAsync("Đã lưu cập nhật.");
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("40"));
    }

    /// <summary>How many updates the browser keeps.</summary>
    private Task<int> KeptAsync() => Page.EvaluateAsync<int>("""
        () => new Promise(resolve => {
          const opening = indexedDB.open('portfolio.outbox', 1);
          opening.onsuccess = () => { const all = opening.result.transaction('entry').objectStore('entry').count(); all.onsuccess = () => resolve(all.result); };
        })
        """);
}
