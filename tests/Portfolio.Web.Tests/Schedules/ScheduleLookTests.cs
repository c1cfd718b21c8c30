using Portfolio.Tests.Files;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Schedules;

/// <summary>The pages of schedules in a real browser, on a desk and on a phone.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ScheduleLookTests
{
    private const string Milestone = "/projects/CB-GT-001/schedule/hoan-thanh-gd1";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await LandStory.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_speak_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        (string Path, string Name)[] pages =
        [
            ("/progress", "progress"),
            ("/progress?plan=cb-ha-tang-2026-2030&slips=overdue", "progress-overdue"),
            ("/progress?q=khong-co-du-an-nao", "progress-none"),
            ("/progress/months?plan=cb-ha-tang-2026-2030&year=2026", "progress-months"),
            ("/progress/due?plan=cb-ha-tang-2026-2030&year=2026", "progress-due"),
            ("/projects/CB-GT-001/schedule", "schedule"),
            ($"/projects/{LandStory.Project}/schedule", "schedule-land"),
            ("/projects/CB-GT-001/schedule/hoan-thanh-gd1", "schedule-milestone"),
            ("/projects/CB-GT-001/schedule/moves", "schedule-moves"),
            ($"/projects/{LandStory.Project}/schedule/new", "schedule-new"),
            ($"/projects/{LandStory.Project}/schedule/weights", "schedule-weights"),
            ("/projects/CB-GT-001/schedule/hoan-thanh-gd1/links", "schedule-links"),
            ("/provinces", "provinces"),
            ("/provinces/cb/confirmation", "province-confirmation"),
            ("/provinces/cb/land-steps", "province-land-steps"),
        ];
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        await visitor.LookAsync($"{language}.{width}", pages);
    }

    [Test]
    public async Task On_a_phone_a_photo_is_sent_seen_small_and_opened_whole()
    {
        await using var visitor = await Visitor.OpenAsync(host, "vi", 360);
        await visitor.GoAsync(Milestone);
        await visitor.Page.Locator("#progress-note").FillAsync("Đã đổ bê tông trụ T3");
        await visitor.Page.Locator("#files").SetInputFilesAsync(
        [
            new Microsoft.Playwright.FilePayload { Name = "tru-t3.jpg", MimeType = "image/jpeg", Buffer = Pictures.Camera(Pictures.Jpeg(1600, 1200), 6, "22.6657N") },
            new Microsoft.Playwright.FilePayload { Name = "bien-ban.txt", MimeType = "text/plain", Buffer = "Biên bản"u8.ToArray() },
        ]);
        await visitor.Page.Locator("form[action$='handler=Progress'] button").ClickAsync();
        await Expect(visitor.Page.Locator(".notice-ok")).ToBeVisibleAsync();
        await visitor.GoAsync(Milestone);
        var photo = visitor.Page.Locator(".photos img").First;
        await photo.ScrollIntoViewIfNeededAsync();
        await Expect(photo).ToHaveJSPropertyAsync("naturalHeight", 480);
        Assert.That(await visitor.Page.OverflowAsync(), Is.Null);
        Assert.That(await visitor.Page.BarriersAsync(), Is.Empty);
        await visitor.PictureAsync("schedule-thread.vi.360");
        Assert.That(await visitor.GoAsync((await visitor.Page.Locator(".photos a").First.GetAttributeAsync("href"))!), Is.EqualTo(200));
        await visitor.PictureAsync("schedule-photo.vi.360");
        // The one script that is stopped there is that of this test.
        Assert.That(visitor.Complaints.Where(c => !c.Contains("Blocked script execution", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_milestone_is_made_to_wait_for_another_on_its_page_and_no_more([Values(1440, 360)] int width)
    {
        await using var visitor = await Visitor.OpenAsync(host, "vi", width);
        await visitor.GoAsync($"/projects/{LandStory.Project}/schedule/new");
        await visitor.Page.Locator("#name").FillAsync("Thử tải cầu " + width);
        await visitor.Page.Locator("#planned").FillAsync("Quý I/2032");
        await visitor.Page.Locator("form[action$='handler=Add'] button").ClickAsync();
        await visitor.Page.Locator(".milestone-head", new() { HasText = "Thử tải cầu " + width }).Locator("a").ClickAsync();
        await visitor.Page.Locator("#new-link").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await visitor.Page.Locator("#new-link-lag").FillAsync("15");
        await visitor.Page.Locator(".link-new").First.Locator("button").ClickAsync();
        await Expect(visitor.Page.Locator(".links li")).ToHaveCountAsync(1);
        Assert.That(await visitor.Page.OverflowAsync(), Is.Null);
        Assert.That(await visitor.Page.BarriersAsync(), Is.Empty);
        await visitor.PictureAsync($"schedule-linked.vi.{width}");
        await visitor.Page.Locator(".links li button", new() { HasText = "Bỏ" }).ClickAsync();
        await Expect(visitor.Page.Locator(".links li")).ToHaveCountAsync(0);
        Assert.That(visitor.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_limit_is_ruled_in_its_row_on_a_phone()
    {
        await using var visitor = await Visitor.OpenAsync(host, "vi", 360);
        await visitor.GoAsync("/provinces/cb/land-steps");
        var row = visitor.Page.Locator("#dialogue");
        await row.Locator("summary").ClickAsync();
        await row.Locator("#value-dialogue").FillAsync("45");
        await row.Locator("#reason-dialogue").FillAsync("Quyết định 15/QĐ-UBND");
        Assert.That(await visitor.Page.OverflowAsync(), Is.Null);
        Assert.That(await visitor.Page.BarriersAsync(), Is.Empty);
        await visitor.PictureAsync("province-ruling.vi.360");
        await row.Locator("button").ClickAsync();
        await Expect(visitor.Page.Locator("#dialogue .limit-now")).ToContainTextAsync("45 ngày");
        await Expect(visitor.Page.Locator(".thread")).ToContainTextAsync("60 ngày → 45 ngày");
        Assert.That(visitor.Complaints, Is.Empty);
    }
}
