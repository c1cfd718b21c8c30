using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Work;

/// <summary>What others said meanwhile is shown beside what was typed, and neither is overwritten.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class OutboxConflictTests : WorkBrowser
{
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
        await Visitor.PictureAsync("work-conflict.360", whole: false);
        // It stays, whatever page is opened, and is not sent before somebody has decided.
        await Visitor.GoAsync("/projects");
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
        Assert.That(Visitor.Complaints, Is.Empty);
    }

    /// <summary>Somebody else says how far a milestone is.</summary>
    private async Task SayElsewhereAsync(string milestone, int percent)
    {
        var updates = (Portfolio.Milestones.Updates.MilestoneUpdates)Host.Services.GetService(typeof(Portfolio.Milestones.Updates.MilestoneUpdates))!;
        var (project, code) = (milestone.Split('/')[0], milestone.Split('/')[1]);
        await updates.ReportProgressAsync(new Actor("Phòng Hạ tầng", Role.Construction), new(project, code, null, percent), default);
    }
}
