using Microsoft.Playwright;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Work;

/// <summary>Work is told in a few taps.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class WorkBrowserTests : WorkBrowser
{
    [Test]
    public async Task The_page_fits_the_window_holds_no_barrier_and_speaks_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        await using var reader = await Visitor.OpenAsync(Host, language, width);
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
        Assert.That(Visitor.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_new_forecast_and_why_are_said_in_three_taps()
    {
        var (item, milestone) = await OpenAsync();
        await item.GetByText("Mặt bằng", new() { Exact = true }).ClickAsync();
        await Expect(item.GetByLabel("Dự kiến mới")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("Quý IV/2027");
        await SaveAsync(item);
        await Expect(Page.Locator("main .notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        Assert.That(await FieldAsync(milestone, "stated_text"), Is.EqualTo("Quý IV/2027"));
        Assert.That(await Host.AskAsync<string>("select reason_code from milestones.date_entry where field = 'stated' order by id desc limit 1"), Is.EqualTo("land"));
        // With the keys one goes through the reasons first.
        await item.Locator("summary").ClickAsync();
        await item.Locator("input[type=radio]").First.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowRight");
        await Expect(item.Locator("input[type=radio]").Nth(1)).ToBeFocusedAsync();
    }

    [Test]
    public async Task A_photo_of_a_phone_is_sent_in_three_taps_and_made_lighter_on_the_way()
    {
        var (item, milestone) = await OpenAsync();
        await item.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "cong-truong.jpg", MimeType = "image/jpeg", Buffer = await PhotoAsync() });
        await SaveAsync(item);
        await Expect(Page.Locator("main .notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        var photos = await Host.AskAsync<string>("""
            select string_agg(concat_ws('|', f.name, f.media_type, c.size < 2000000), ',')
            from milestones.photo p join files.file f on f.id = p.file_id join files.content c on c.sha256 = f.sha256
            """);
        Assert.That(photos, Is.EqualTo("cong-truong.jpg|image/jpeg|t"));
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("0"));
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
        await item.GetByText("Mặt bằng", new() { Exact = true }).ClickAsync();
        await SaveAsync(item);
        await Expect(item.Locator(".notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        await Expect(Bar).ToBeHiddenAsync();
        Assert.That(await FieldAsync(milestone, "stated_text"), Is.EqualTo("Quý IV/2027"));
        Assert.That(await Host.AskAsync<string>("select string_agg(f.name, ',') from milestones.photo p join files.file f on f.id = p.file_id"), Is.EqualTo("a.png"));
    }

    [Test]
    public async Task Without_a_script_the_form_goes_out_with_its_photo_and_leads_back()
    {
        await using var plain = await Visitor.OpenAsync(Host, width: 360, script: false);
        await plain.GoAsync(List);
        var item = plain.Page.Locator("main .work-item[data-item]").First;
        await item.Locator("summary").ClickAsync();
        await item.Locator("input[type=file]").SetInputFilesAsync(Picture("b.png"));
        await SaveAsync(item);
        await Expect(plain.Page.Locator("main .notice-ok")).ToHaveTextAsync("Đã lưu cập nhật.");
        Assert.That(new Uri(plain.Page.Url).PathAndQuery, Is.EqualTo(List));
        Assert.That(await Host.AskAsync<string>("select string_agg(f.name, ',') from milestones.photo p join files.file f on f.id = p.file_id"), Is.EqualTo("b.png"));
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
}
