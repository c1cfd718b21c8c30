using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Milestones.Updates;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Work;

/// <summary>Many milestones in a sheet, in a real browser.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class GridBrowserTests() : WorkBrowser(width: 1440)
{
    private const string Grid = "/work/grid?show=late";

    private ILocator Rows => Page.Locator("tr[data-row]");

    private ILocator Status => Page.Locator("[data-status]");

    [Test]
    public async Task The_page_fits_the_window_holds_no_barrier_and_speaks_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        await using var reader = await Visitor.OpenAsync(Host, language, width);
        Assert.That(await reader.GoAsync(Grid), Is.EqualTo(200));
        await reader.Page.Locator("[data-field=Percent]").First.FillAsync("40");
        Assert.That(await reader.Page.OverflowAsync(), Is.Null);
        Assert.That(await reader.Page.BarriersAsync(), Is.Empty);
        Assert.That(await reader.Page.MissingTextsAsync(), Is.Empty);
        await reader.PictureAsync($"work-grid.{language}.{width}", whole: false);
        Assert.That(reader.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_block_is_pasted_taken_back_saved_and_what_is_refused_stays_with_its_reason()
    {
        await OpenGridAsync();
        await PasteAsync(0, "Forecast", "Quý IV/2027\tVốn\t\t40%\r\n15/3/2027\tMặt bằng\t\t100\r\n");
        await Expect(Status).ToHaveTextAsync("Đã dán 8 ô.");
        await Expect(Cell(1, "Percent")).ToHaveValueAsync("100");
        await Cell(0, "Forecast").PressAsync("Control+z");
        await Expect(Cell(1, "Percent")).ToHaveValueAsync("");
        await Expect(Page.Locator("td.typed")).ToHaveCountAsync(0);
        await PasteAsync(0, "Forecast", "Quý IV/2027\tVốn\t\t40%\r\n15/3/2027\tMặt bằng\t\t100\r\n");
        var (first, second) = (await KeyAsync(0), await KeyAsync(1));
        await Cell(0, "Forecast").PressAsync("Control+s");

        await Expect(Page.Locator("[data-notice]")).ToHaveTextAsync("Đã lưu 1 dòng; 1 dòng chưa lưu được, xem ngay bên dưới.");
        await Expect(Page.Locator($"[data-fault-of='{second}']")).ToContainTextAsync("Tiến độ là số từ 0 đến 99");
        await Expect(Cell(0, "Percent")).ToHaveValueAsync("100");
        await Expect(Status).ToHaveTextAsync("1 dòng chưa lưu");
        Assert.That(await Page.BarriersAsync(), Is.Empty);
        Assert.That(await Page.OverflowAsync(), Is.Null);
        await Visitor.PictureAsync("work-grid-refused", whole: false);
        Assert.That(await FieldAsync(first, "concat_ws('|', stated_text, percent)"), Is.EqualTo("Quý IV/2027|40"));
        Assert.That(await FieldAsync(second, "concat_ws('|', stated_text, percent)"), Is.EqualTo("0"));

        await Cell(0, "Percent").FillAsync("99");
        await Page.Locator("[data-save]").ClickAsync();
        await Expect(Page.Locator("[data-notice]")).ToHaveTextAsync("Đã lưu 1 dòng.");
        await Expect(Status).ToHaveTextAsync("");
        Assert.That(await FieldAsync(second, "concat_ws('|', stated_text, percent)"), Is.EqualTo("15/3/2027|99"));
        Assert.That(Visitor.Complaints, Is.All.Contains("422"));
    }

    [Test]
    public async Task Unsaved_cells_survive_a_reload_and_are_saved_from_another_page_of_the_grid()
    {
        await OpenGridAsync();
        var first = await KeyAsync(0);
        await Cell(0, "Percent").FillAsync("33");
        await Page.ReloadAsync();
        await Expect(Cell(0, "Percent")).ToHaveValueAsync("33");
        await Expect(Status).ToHaveTextAsync("1 dòng chưa lưu");
        await OpenGridAsync("/work/grid?project=LS-TH-001");
        await Expect(Status).ToHaveTextAsync("1 dòng chưa lưu, trong đó 1 dòng không hiện ở trang này");
        await Page.Locator("[data-save]").ClickAsync();
        await Expect(Page.Locator("[data-notice]")).ToHaveTextAsync("Đã lưu 1 dòng.");
        Assert.That(await FieldAsync(first, "percent::text"), Is.EqualTo("33"));
    }

    [Test]
    public async Task Without_a_connection_everything_stays_and_it_is_saved_once_when_it_is_back_though_an_answer_was_lost()
    {
        await OpenGridAsync();
        var first = await KeyAsync(0);
        await Cell(0, "Percent").FillAsync("21");
        var sent = 0;
        await Page.RouteAsync("**/work/grid*", async route =>
        {
            if (route.Request.Method != "POST" || Interlocked.Increment(ref sent) > 1)
            {
                await route.ContinueAsync();
                return;
            }
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await Page.Locator("[data-save]").ClickAsync();
        await Expect(Status).ToContainTextAsync("Chưa có mạng");
        await Expect(Cell(0, "Percent")).ToHaveValueAsync("21");
        await Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await Expect(Page.Locator("[data-notice]")).ToHaveTextAsync("Đã lưu 1 dòng.");
        Assert.That(await FieldAsync(first, "percent::text"), Is.EqualTo("21"));
        Assert.That(await Host.AskAsync<long>("select count(*) from milestones.remark where percent = 21"), Is.EqualTo(1));
    }

    [Test]
    public async Task When_the_line_breaks_between_two_requests_what_was_not_sent_stays_and_what_was_refused_is_shown()
    {
        await OpenGridAsync("/work/grid");
        // A note this long takes 18.000 letters on the way: eight rows fill a request.
        var note = string.Concat(Enumerable.Repeat("ế", 2000));
        List<string> keys = [];
        for (var row = 0; row < 10; row++)
        {
            keys.Add(await KeyAsync(row));
            await Cell(row, "Note").FillAsync(note);
        }
        await Cell(0, "Percent").FillAsync("100");
        var sent = 0;
        await Page.RouteAsync("**/work/grid*", route => route.Request.Method == "POST" && Interlocked.Increment(ref sent) == 2 ? route.AbortAsync() : route.ContinueAsync());
        await Page.Locator("[data-save]").ClickAsync();
        await Expect(Status).ToContainTextAsync("Chưa có mạng");
        await Expect(Page.Locator("[data-notice]")).ToHaveTextAsync("Đã lưu 7 dòng; 1 dòng chưa lưu được, xem ngay bên dưới.");
        await Expect(Page.Locator($"[data-fault-of='{keys[0]}']")).ToContainTextAsync("Tiến độ là số từ 0 đến 99");
        foreach (var key in keys[8..])
            await Expect(Field(key, "Note")).ToHaveValueAsync(note);
        // Pasting looks through all rows: none that waits may pass for one that was emptied.
        await PasteAsync(0, "Forecast", "\t\t\t50\r\n");
        await Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await Expect(Page.Locator("[data-notice]")).ToHaveTextAsync("Đã lưu 3 dòng.");
        Assert.That(await Host.AskAsync<long>("select count(*) from milestones.remark where length(text) = 2000"), Is.EqualTo(10));
        Assert.That(await FieldAsync(keys[0], "percent::text"), Is.EqualTo("50"));
    }

    [Test]
    public async Task A_conflict_shows_what_stands_and_waits_for_a_decision_in_its_row()
    {
        await OpenGridAsync();
        var first = await KeyAsync(0);
        await Cell(0, "Percent").FillAsync("60");
        var updates = (MilestoneUpdates)Host.Services.GetService(typeof(MilestoneUpdates))!;
        await updates.ReportProgressAsync(new Actor("Phòng Hạ tầng", Role.Construction), new(first.Split('/')[0], first.Split('/')[1], null, 45), default);
        await Page.Locator("[data-save]").ClickAsync();
        await Expect(Page.Locator($"[data-fault-of='{first}']")).ToContainTextAsync("Phòng Hạ tầng đã cập nhật lúc");
        await Expect(Cell(0, "Percent")).ToHaveValueAsync("60");
        await Visitor.PictureAsync("work-grid-conflict", whole: false);
        Assert.That(await Page.BarriersAsync(), Is.Empty);
        Assert.That(await FieldAsync(first, "percent::text"), Is.EqualTo("45"));
        // The browser asks for the decision before anything is sent.
        await Page.GetByLabel("Vẫn lưu nội dung của tôi").CheckAsync();
        await Page.Locator("[data-save]").ClickAsync();
        await Expect(Page.Locator("[data-notice]")).ToHaveTextAsync("Đã lưu 1 dòng.");
        Assert.That(await FieldAsync(first, "percent::text"), Is.EqualTo("60"));
    }

    private async Task OpenGridAsync(string address = Grid)
    {
        await Visitor.GoAsync(address);
        await Expect(Page.Locator("[data-work-grid]")).ToHaveAttributeAsync("data-ready", "true");
    }

    private ILocator Field(string key, string field) => Page.Locator($"tr[data-row='{key}'] [data-field={field}]");

    private ILocator Cell(int row, string field) => Rows.Nth(row).Locator($"[data-field={field}]");

    private async Task<string> KeyAsync(int row) => (await Rows.Nth(row).GetAttributeAsync("data-row"))!;

    private async Task PasteAsync(int row, string field, string block)
    {
        await Cell(row, field).FocusAsync();
        await Cell(row, field).EvaluateAsync("""
            (field, text) => {
              const data = new DataTransfer();
              data.setData('text/plain', text);
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """, block);
    }
}
