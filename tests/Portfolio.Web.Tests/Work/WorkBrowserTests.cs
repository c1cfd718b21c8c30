using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Work;

/// <summary>Work is told in a few taps, and a lost connection loses nothing of it.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class WorkBrowserTests
{
    private const string List = "/work?kind=late";

    private TestHost host = null!;
    private Visitor visitor = null!;

    private IPage Page => visitor.Page;

    private ILocator Items => Page.Locator("main .work-item[data-item]");

    private ILocator Bar => Page.Locator("#outbox");

    [SetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync();
        visitor = await Visitor.OpenAsync(host, width: 360);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await visitor.DisposeAsync();
        await host.DisposeAsync();
    }

    [Test]
    public async Task The_page_fits_the_window_holds_no_barrier_and_speaks_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        await using var reader = await Visitor.OpenAsync(host, language, width);
        Assert.That(await reader.GoAsync(List), Is.EqualTo(200));
        await reader.Page.Locator(".tell > summary").First.ClickAsync();
        Assert.That(await reader.Page.OverflowAsync(), Is.Null);
        Assert.That(await reader.Page.BarriersAsync(), Is.Empty);
        Assert.That(await reader.Page.MissingTextsAsync(), Is.Empty);
        await reader.PictureAsync($"work.{language}.{width}", whole: false);
        Assert.That(reader.Complaints, Is.Empty);
    }

    [Test]
    public async Task On_a_phone_a_milestone_is_reported_done_in_two_taps()
    {
        var (item, milestone) = await OpenAsync();
        await item.GetByRole(AriaRole.Button, new() { Name = "Xong hôm nay" }).ClickAsync();
        await Expect(Page.Locator("main .notice-ok")).ToContainTextAsync("đã xong.");
        await Expect(Page.Locator($"[data-item='{milestone}']")).ToHaveCountAsync(0);
        Assert.That(await FieldAsync(milestone, "met_on::text"), Is.EqualTo("2026-11-20"));
        Assert.That(visitor.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_photo_of_a_phone_is_sent_in_three_taps_and_made_lighter_on_the_way()
    {
        var (item, milestone) = await OpenAsync();
        await item.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "cong-truong.jpg", MimeType = "image/jpeg", Buffer = await PhotoAsync() });
        await SaveAsync(item);
        await Expect(Page.Locator("main .notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        var photos = await host.AskAsync<string>("""
            select string_agg(concat_ws('|', f.name, f.media_type, c.size < 2000000), ',')
            from milestones.photo p join files.file f on f.id = p.file_id join files.content c on c.sha256 = f.sha256
            """);
        Assert.That(photos, Is.EqualTo("cong-truong.jpg|image/jpeg|t"));
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("0"));
    }

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
        await visitor.PictureAsync("outbox.360", whole: false);
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("0"));

        await Page.Context.SetOfflineAsync(false);
        await Expect(Page.Locator("main .notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        await Expect(Bar).ToBeHiddenAsync();
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("40"));
        Assert.That(await host.AskAsync<long>("select count(*) from milestones.photo"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_typed_before_the_window_was_closed_goes_out_when_any_page_is_opened_again()
    {
        var (item, milestone) = await OpenAsync();
        await Page.Context.SetOfflineAsync(true);
        await item.GetByLabel("Đạt được (%)").FillAsync("35");
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        var tab = await visitor.NewTabAsync();
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
        Assert.That(await host.AskAsync<long>("select count(*) from milestones.remark where percent = 25"), Is.EqualTo(1));
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("25"));
    }

    [Test]
    public async Task A_conflict_after_the_connection_came_back_shows_both_and_waits_for_a_decision()
    {
        var (item, milestone) = await OpenAsync();
        await Page.Context.SetOfflineAsync(true);
        await item.GetByLabel("Đạt được (%)").FillAsync("60");
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        await SayElsewhereAsync(milestone, 45);
        await Page.Context.SetOfflineAsync(false);

        await Expect(item.Locator(".notice-error")).ToContainTextAsync("45 %");
        await Expect(item.GetByLabel("Đạt được (%)")).ToHaveValueAsync("60");
        await Expect(Bar.Locator("summary").First).ToHaveTextAsync("1 cập nhật chưa được nhận");
        Assert.That(await Page.OverflowAsync(), Is.Null);
        Assert.That(await Page.BarriersAsync(), Is.Empty);
        await visitor.PictureAsync("work-conflict.360", whole: false);
        // It stays, whatever page is opened, and is not sent before somebody has decided.
        await visitor.GoAsync("/projects");
        await Bar.Locator("summary").First.ClickAsync();
        await Bar.GetByRole(AriaRole.Button, new() { Name = "Mở:" }).ClickAsync();
        await Expect(Bar.Locator(".notice-error")).ToContainTextAsync("45 %");
        await Expect(Bar.GetByLabel("Đạt được (%)")).ToHaveValueAsync("60");
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("45"));
        Assert.That(await Page.BarriersAsync(), Is.Empty);

        await Bar.GetByRole(AriaRole.Button, new() { Name = "Vẫn lưu nội dung của tôi" }).ClickAsync();
        await Expect(Bar).ToBeHiddenAsync();
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("60"));
    }

    [Test]
    public async Task Their_figures_are_kept_when_one_gives_up_what_was_typed()
    {
        var (item, milestone) = await OpenAsync();
        await SayElsewhereAsync(milestone, 45);
        await item.GetByLabel("Đạt được (%)").FillAsync("60");
        await SaveAsync(item);
        await item.GetByRole(AriaRole.Link, new() { Name = "Bỏ, giữ số liệu hiện nay" }).ClickAsync();
        await Expect(item.Locator(".work-what")).ToContainTextAsync("45 %");
        await Expect(Bar).ToBeHiddenAsync();
        await Expect(item.Locator("details.tell")).Not.ToHaveAttributeAsync("open", "");
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("45"));
    }

    [Test]
    public async Task Giving_up_what_was_typed_of_one_milestone_leaves_what_is_typed_of_another()
    {
        var (item, milestone) = await OpenAsync();
        await SayElsewhereAsync(milestone, 45);
        await item.GetByLabel("Đạt được (%)").FillAsync("60");
        await SaveAsync(item);
        await Expect(item.Locator(".notice-error")).ToBeVisibleAsync();
        var other = Items.Nth(1);
        await other.Locator("summary").ClickAsync();
        await other.GetByLabel("Ghi chú").FillAsync("đang đổ bê tông");
        await item.GetByRole(AriaRole.Link, new() { Name = "Bỏ, giữ số liệu hiện nay" }).ClickAsync();
        await Expect(item.Locator(".work-what")).ToContainTextAsync("45 %");
        await Expect(item.Locator(".notice-error")).ToHaveCountAsync(0);
        await Expect(other.GetByLabel("Ghi chú")).ToHaveValueAsync("đang đổ bê tông");
        // What stands there can be updated at once.
        await item.Locator("summary").ClickAsync();
        await item.GetByLabel("Đạt được (%)").FillAsync("61");
        await SaveAsync(item);
        await Expect(item.Locator(".notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("61"));
    }

    [Test]
    public async Task What_is_typed_while_something_is_on_its_way_stays_and_is_saved_without_a_conflict()
    {
        var (item, milestone) = await OpenAsync();
        using var held = new SemaphoreSlim(0);
        await Page.RouteAsync("**/work?*handler=Say*", async route =>
        {
            await held.WaitAsync(Visitor.Patience);
            await route.ContinueAsync();
        });
        await item.GetByLabel("Đạt được (%)").FillAsync("40");
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToHaveTextAsync("Đang gửi…");
        await item.GetByLabel("Ghi chú").FillAsync("đang đổ bê tông");
        held.Release();
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Đã gửi");
        await Expect(item.GetByLabel("Ghi chú")).ToHaveValueAsync("đang đổ bê tông");
        await item.GetByLabel("Đạt được (%)").FillAsync("41");
        await SaveAsync(item);
        // Once more before it is answered: the later one is based on what the earlier one made of it.
        await item.GetByLabel("Đạt được (%)").FillAsync("42");
        await SaveAsync(item);
        held.Release(2);
        await Expect(item.Locator(".notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        await Expect(Bar).ToBeHiddenAsync();
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("42"));
        Assert.That(visitor.Complaints, Is.Empty);
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
    public async Task What_is_refused_stays_with_the_words_of_the_server_and_can_be_put_right()
    {
        var (item, milestone) = await OpenAsync();
        await item.GetByLabel("Dự kiến mới").FillAsync("Quý IV/2027");
        await item.Locator("input[type=file]").SetInputFilesAsync(Picture("a.png"));
        await SaveAsync(item);
        await Expect(item).ToContainTextAsync("Ảnh đã chọn vẫn được giữ: a.png");
        await Expect(item.Locator(".fault")).ToHaveTextAsync("Hãy chọn lý do.");
        await Expect(item.GetByLabel("Dự kiến mới")).ToHaveValueAsync("Quý IV/2027");
        await item.GetByLabel("Vì sao").SelectOptionAsync("land");
        await SaveAsync(item);
        await Expect(item.Locator(".notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        await Expect(Bar).ToBeHiddenAsync();
        Assert.That(await FieldAsync(milestone, "stated_text"), Is.EqualTo("Quý IV/2027"));
        Assert.That(await host.AskAsync<string>("select string_agg(f.name, ',') from milestones.photo p join files.file f on f.id = p.file_id"), Is.EqualTo("a.png"));
    }

    [Test]
    public async Task What_waits_can_be_opened_changed_and_dropped_on_any_page()
    {
        var (item, milestone) = await OpenAsync();
        await Page.RouteAsync("**/work?*handler=Say*", route => route.AbortAsync());
        await item.GetByLabel("Đạt được (%)").FillAsync("40");
        await SaveAsync(item);
        await Expect(item.Locator(".tell-state")).ToContainTextAsync("Chưa có mạng");
        await visitor.GoAsync("/projects");
        await Bar.Locator("summary").First.ClickAsync();
        await Bar.GetByRole(AriaRole.Button, new() { Name = "Mở:" }).ClickAsync();
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
        var other = await SignedIn.AsAsync(host.Services, Role.Finance);
        await Page.Context.ClearCookiesAsync();
        await Page.Context.AddCookiesAsync([new Cookie { Name = other.CookieName, Value = other.CookieValue, Url = host.Address.ToString() }]);
        var posts = 0;
        Page.Request += (_, request) => posts += request.Method == "POST" ? 1 : 0;
        await visitor.GoAsync("/work");
        await Expect(Page.Locator("h1")).ToHaveTextAsync("Việc của tôi");
        await Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await Page.WaitForTimeoutAsync(500);
        await Expect(Bar).ToBeHiddenAsync();
        Assert.That(posts, Is.Zero);
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("0"));

        await Page.Context.ClearCookiesAsync();
        await Page.Context.AddCookiesAsync(mine.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = host.Address.ToString() }));
        await visitor.GoAsync("/work");
        await Expect(Page.Locator("[data-outbox-said]")).ToHaveTextAsync("Đã lưu cập nhật.");
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("40"));
    }

    [Test]
    public async Task Without_a_script_the_form_goes_out_with_its_photo_and_leads_back()
    {
        await using var plain = await Visitor.OpenAsync(host, width: 360, script: false);
        await plain.GoAsync(List);
        var item = plain.Page.Locator("main .work-item[data-item]").First;
        await item.Locator("summary").ClickAsync();
        await item.Locator("input[type=file]").SetInputFilesAsync(Picture("b.png"));
        await SaveAsync(item);
        await Expect(plain.Page.Locator("main .notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        Assert.That(new Uri(plain.Page.Url).PathAndQuery, Is.EqualTo(List));
        Assert.That(await host.AskAsync<string>("select string_agg(f.name, ',') from milestones.photo p join files.file f on f.id = p.file_id"), Is.EqualTo("b.png"));
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
        await Page.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = host.Address.ToString() }));
        await visitor.GoAsync("/projects");
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

    private static FilePayload Picture(string name) => new() { Name = name, MimeType = "image/png", Buffer = Png };

    private static byte[] Png => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>Opens the first item of the list: the first tap.</summary>
    private async Task<(ILocator Item, string Milestone)> OpenAsync()
    {
        await visitor.GoAsync(List);
        var milestone = (await Items.First.GetAttributeAsync("data-item"))!;
        var item = Page.Locator($"main [data-item='{milestone}']");
        await item.Locator("summary").ClickAsync();
        return (item, milestone);
    }

    private static Task SaveAsync(ILocator item) => item.GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).ClickAsync();

    /// <summary>Somebody else says how far a milestone is.</summary>
    private async Task SayElsewhereAsync(string milestone, int percent)
    {
        var updates = (Portfolio.Milestones.Updates.MilestoneUpdates)host.Services.GetService(typeof(Portfolio.Milestones.Updates.MilestoneUpdates))!;
        var (project, code) = (milestone.Split('/')[0], milestone.Split('/')[1]);
        await updates.ReportProgressAsync(new Actor("Phòng Hạ tầng", Role.Construction), new(project, code, null, percent), default);
    }

    /// <summary>A picture as large as a phone takes them, drawn by the browser.</summary>
    private async Task<byte[]> PhotoAsync() => Convert.FromBase64String(await Page.EvaluateAsync<string>("""
        () => {
          const canvas = document.createElement('canvas');
          canvas.width = 3000; canvas.height = 2000;
          const context = canvas.getContext('2d');
          const noise = context.createImageData(3000, 2000);
          for (let i = 0; i < noise.data.length; i += 1) noise.data[i] = (i * 7919 + (i >> 8) * 104729) % 256;
          context.putImageData(noise, 0, 0);
          return canvas.toDataURL('image/jpeg', 0.95).split(',')[1];
        }
        """));

    private Task<string> FieldAsync(string milestone, string column) => host.AskAsync<string>($"""
        select {column} from milestones.milestone m join projects.project p on p.id = m.project_id
        where p.code = '{milestone.Split('/')[0]}' and m.code = '{milestone.Split('/')[1]}'
        """);
}
