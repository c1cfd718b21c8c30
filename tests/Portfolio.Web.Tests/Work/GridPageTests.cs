using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Work;

/// <summary>Many milestones at once, as a plain form without a script, on 20/11/2026.</summary>
internal sealed class GridPageTests
{
    private const string Grid = "/work/grid?show=late";

    private TestHost host = null!;
    private Desk desk = null!;

    [SetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync(Role.None);
        desk = await Desk.OfAsync(host, Role.Construction);
    }

    [TearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task Rows_are_saved_together_and_said_to_be()
    {
        var form = await desk.OpenAsync(Grid);
        using var saved = await desk.SendAsync(
            form, ("Rows[0].On", "19/11/2026"), ("Rows[1].Percent", "40%"), ("Rows[2].Forecast", "Quý IV/2027"), ("Rows[2].Reason", "vốn"), ("Rows[2].Note", "chờ phân bổ"));
        Assert.That((saved.StatusCode, saved.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.Found, Grid)), await Desk.ReadAsync(saved));
        Assert.That(await desk.PageAsync(Grid), Does.Contain("Đã lưu 3 dòng."));
        Assert.That(await FieldAsync(form, 0, "met_on::text"), Is.EqualTo("2026-11-19"));
        Assert.That(await FieldAsync(form, 1, "percent::text"), Is.EqualTo("40"));
        Assert.That(await FieldAsync(form, 2, "stated_text"), Is.EqualTo("Quý IV/2027"));
    }

    [Test]
    public async Task What_is_refused_stands_on_top_with_its_reason_and_what_was_saved_is_said()
    {
        var form = await desk.OpenAsync(Grid);
        using var some = await desk.SendAsync(
            form, ("Rows[0].Percent", "40"), ("Rows[1].Percent", "100"), ("Rows[2].Forecast", "mai"), ("Rows[3].Forecast", "năm 2027"), ("Rows[3].Reason", "chán"));
        Assert.That(some.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        var page = await Desk.ReadAsync(some);
        Assert.That(page, Does.Contain("Đã lưu 1 dòng; 3 dòng chưa lưu được").And.Contain("Không có lý do này.").And.Contain("value=\"mai\"").And.Contain("value=\"chán\""));
        Assert.That(page.Split("data-refused=\"yes\"").Length - 1, Is.EqualTo(3));
        Assert.That(await FieldAsync(form, 0, "percent::text"), Is.EqualTo("40"));
        Assert.That(await FieldAsync(form, 1, "percent::text"), Is.EqualTo("0"));
    }

    [Test]
    public async Task A_row_that_somebody_changed_meanwhile_is_not_written_over_before_one_has_decided()
    {
        var form = await desk.OpenAsync(Grid);
        using (await desk.SendAsync(form, ("Rows[0].Percent", "40"), ("Rows[1].Percent", "41")))
        using (var stale = await desk.SendAsync(form, ("Rows[0].Percent", "55"), ("Rows[1].Percent", "56")))
        {
            Assert.That(await Desk.ReadAsync(stale), Does.Contain("đạt 40 %").And.Contain("value=\"55\"").And.Contain("Vẫn lưu nội dung của tôi"));
            var again = await Desk.AgainAsync(stale, Grid);
            // Sent again without a decision it is the same conflict.
            using (var undecided = await desk.SendAsync(again, ("Rows[0].Decided", null), ("Rows[1].Decided", null)))
                Assert.That(await Desk.ReadAsync(undecided), Does.Contain("Đã lưu 0 dòng; 2 dòng chưa lưu được"));
            var mine = again.Fields.First(f => f.Key == "Rows[0].Decided").Value;
            using var decided = await desk.SendAsync(again, ("Rows[0].Decided", mine), ("Rows[1].Decided", "theirs"));
            Assert.That(decided.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(decided));
        }
        Assert.That(await FieldAsync(form, 0, "percent::text"), Is.EqualTo("55"));
        Assert.That(await FieldAsync(form, 1, "percent::text"), Is.EqualTo("41"));
    }

    [Test]
    public async Task The_filters_stand_in_the_address()
    {
        Assert.That(await desk.PageAsync("/work/grid?project=CB-GT-003"), Does.Contain("data-row=\"CB-GT-003/").And.Not.Contain("data-row=\"CB-GT-001/"));
        Assert.That(await desk.PageAsync("/work/grid?project=XX"), Does.Contain("Không có mốc nào."));
        Assert.That(await desk.PageAsync("/work/grid?body=cb-so-xay-dung&show=due"), Does.Contain("selected=\"selected\" value=\"due\"").Or.Contain("value=\"due\" selected=\"selected\""));
    }

    private Task<string> FieldAsync(HtmlForm form, int row, string column)
    {
        string Of(string field) => form.Fields.First(f => f.Key == $"Rows[{row}].{field}").Value;
        return host.AskAsync<string>($"""
            select {column} from milestones.milestone m join projects.project p on p.id = m.project_id
            where p.code = '{Of("Project")}' and m.code = '{Of("Milestone")}'
            """);
    }
}
