using System.Net;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;

namespace Portfolio.Web.Tests.Work;

/// <summary>"Việc của tôi" as it works without a script, on 20/11/2026.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class WorkPageTests : LandDeskTests
{
    private const string Project = "CB-GT-003";
    private const string List = "/work?kind=late";
    private const string Say = List + "&handler=Say";

    [Test]
    public async Task Done_today_is_one_button_and_leads_back_to_the_place_in_the_list()
    {
        var (milestone, form) = await LateAsync();
        var at = form.Fields.First(f => f.Key == "Form.At").Value;
        using var done = await Desk.SendAsync(form);
        Assert.That((done.StatusCode, done.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.Found, $"{List}#work-{at}")), await Desk.ReadAsync(done));
        var name = await FieldAsync(milestone, "m.name");
        var page = await Desk.PageAsync(List);
        Assert.That(page, Does.Contain($"Đã ghi nhận: mốc “{name}” đã xong.").And.Contain($"<a href=\"/projects/{Project}/schedule/{milestone}\">Xem hoặc gỡ báo xong</a>"));
        Assert.That(await FieldAsync(milestone, "met_on::text"), Is.EqualTo("2026-11-20"));
    }

    [Test]
    public async Task Several_things_are_said_at_once_and_all_of_them_count()
    {
        var (milestone, form) = await LateAsync();
        using var said = await Desk.SendAsync(
            form, ("Form.Today", null), ("Form.Said.Forecast", "Quý IV/2027"), ("Form.Said.ReasonCode", "capital"), ("Form.Said.Percent", "40"), ("Form.Said.Note", "chờ vốn"));
        Assert.That(said.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(said));
        Assert.That(await FieldAsync(milestone, "concat_ws('|', stated_text, percent)"), Is.EqualTo("Quý IV/2027|40"));
        Assert.That(await Desk.PageAsync(List), Does.Contain("Đã lưu cập nhật.").And.Contain("chủ đầu tư dự kiến Quý IV/2027"));
    }

    [Test]
    public async Task What_is_done_is_given_no_percentage_and_the_button_says_which_day_it_means()
    {
        var (milestone, form) = await LateAsync();
        Assert.That(await Desk.RawAsync(List), Does.Contain("(<span data-day>20/11/2026</span>)").And.Not.Contain("capture="));
        using var refused = await Desk.SendAsync(form, ("Form.Said.Percent", "40"));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(refused), Does.Contain("Mốc vừa báo xong thì không ghi phần trăm.").And.Contain("value=\"40\""));
        Assert.That(await FieldAsync(milestone, "concat_ws('|', met_on, percent)"), Is.EqualTo("0"));
    }

    [Test]
    public async Task What_is_refused_stands_at_its_item_with_all_that_was_typed_and_nothing_of_it_counts()
    {
        var (milestone, form) = await LateAsync();
        using var refused = await Desk.SendAsync(form, ("Form.Today", null), ("Form.Said.Forecast", "mai"), ("Form.Said.Percent", "40"), ("Form.Said.Note", "chờ vốn"));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        var page = await Desk.ReadAsync(refused);
        Assert.That(page, Does.Contain("value=\"mai\"").And.Contain("value=\"40\"").And.Contain("chờ vốn</textarea>").And.Contain("-forecast-fault\"").And.Contain("Chưa lưu được"));
        Assert.That(page.Split("<details class=\"tell\" open").Length - 1, Is.EqualTo(1));
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("0"));
    }

    [Test]
    public async Task A_conflict_shows_what_stands_beside_what_was_typed_and_is_saved_only_when_told_again()
    {
        var (milestone, form) = await LateAsync();
        using (var first = await Desk.SendAsync(form, ("Form.Today", null), ("Form.Said.Percent", "40")))
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        using var stale = await Desk.SendAsync(form, ("Form.Today", null), ("Form.Said.Percent", "55"));
        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(stale), Does.Contain("value=\"55\"").And.Contain("đã cập nhật lúc").And.Contain("<strong>đạt 40 %</strong>").And.Contain("Vẫn lưu nội dung của tôi"));
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("40"));
        var again = HtmlForm.In(await stale.Content.ReadAsStringAsync(), List).First(f => f.Fields.Any(v => v is { Key: "Form.Said.Percent", Value: "55" }));
        using var mine = await Desk.SendAsync(again);
        Assert.That(mine.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(mine));
        Assert.That(await FieldAsync(milestone, "percent::text"), Is.EqualTo("55"));
    }

    [Test]
    public async Task What_was_met_meanwhile_stands_above_the_list_with_what_was_typed()
    {
        var (_, form) = await LateAsync();
        using (await Desk.SendAsync(form))
        using (var late = await Desk.SendAsync(form, ("Form.Today", null), ("Form.Said.Percent", "55")))
            Assert.That(await Desk.ReadAsync(late), Does.Contain("value=\"55\"").And.Contain("xong ngày 20/11/2026"));
    }

    /// <summary>A late milestone of the project, and its form in the list.</summary>
    private async Task<(string Milestone, HtmlForm Form)> LateAsync()
    {
        var form = HtmlForm.In(await Desk.RawAsync(List), List).First(f => f.Action == Say && f.Fields.Any(v => v is { Key: "Form.Project", Value: Project }));
        return (form.Fields.First(f => f.Key == "Form.Milestone").Value, form);
    }

    private Task<string> FieldAsync(string milestone, string column) => FieldAsync(Project, milestone, column);
}
