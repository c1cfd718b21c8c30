using System.Globalization;
using System.Net;
using Portfolio.Milestones.Updates;
using Portfolio.Web.Pages.Work;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Pages;

namespace Portfolio.Web.Tests.Work;

/// <summary>Many milestones at once, as a plain form without a script, on 20/11/2026.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class GridPageTests : LandDeskTests
{
    private const string Grid = "/work/grid?show=late";

    [Test]
    public async Task Rows_are_saved_together_and_said_to_be()
    {
        var form = await Desk.OpenAsync(Grid);
        using var saved = await Desk.SendAsync(
            form, ("Rows[0].On", "19/11/2026"), ("Rows[1].Percent", "40%"), ("Rows[2].Forecast", "Quý IV/2027"), ("Rows[2].Reason", "vốn"), ("Rows[2].Note", "chờ phân bổ"));
        Assert.That((saved.StatusCode, saved.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.Found, Grid)), await Desk.ReadAsync(saved));
        Assert.That(await Desk.PageAsync(Grid), Does.Contain("Đã lưu 3 dòng."));
        Assert.That(await FieldAsync(form, 0, "met_on::text"), Is.EqualTo("2026-11-19"));
        Assert.That(await FieldAsync(form, 1, "percent::text"), Is.EqualTo("40"));
        Assert.That(await FieldAsync(form, 2, "stated_text"), Is.EqualTo("Quý IV/2027"));
    }

    [Test]
    public async Task What_is_refused_stands_on_top_with_its_reason_and_what_was_saved_is_said()
    {
        var form = await Desk.OpenAsync(Grid);
        using var some = await Desk.SendAsync(
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
        var form = await Desk.OpenAsync(Grid);
        using (await Desk.SendAsync(form, ("Rows[0].Percent", "40"), ("Rows[1].Percent", "41")))
        using (var stale = await Desk.SendAsync(form, ("Rows[0].Percent", "55"), ("Rows[1].Percent", "56")))
        {
            Assert.That(await Desk.ReadAsync(stale), Does.Contain("đạt 40 %").And.Contain("value=\"55\"").And.Contain("Vẫn lưu nội dung của tôi"));
            var again = await Desk.AgainAsync(stale, Grid);
            // Sent again without a decision it is the same conflict.
            using (var undecided = await Desk.SendAsync(again, ("Rows[0].Decided", null), ("Rows[1].Decided", null)))
                Assert.That(await Desk.ReadAsync(undecided), Does.Contain("Đã lưu 0 dòng; 2 dòng chưa lưu được"));
            var mine = again.Fields.First(f => f.Key == "Rows[0].Decided").Value;
            using var decided = await Desk.SendAsync(again, ("Rows[0].Decided", mine), ("Rows[1].Decided", "theirs"));
            Assert.That(decided.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(decided));
        }
        Assert.That(await FieldAsync(form, 0, "percent::text"), Is.EqualTo("55"));
        Assert.That(await FieldAsync(form, 1, "percent::text"), Is.EqualTo("41"));
    }

    [TestCase("KHONG-CO", "Không có dự án mang mã")]
    [TestCase("LS-TH-001", "trong phạm vi tỉnh")]
    public async Task A_project_that_is_his_no_more_takes_nothing_of_what_was_typed(string project, string words)
    {
        using var owner = await Who.Construction.ClientAsync(Host);
        var form = HtmlForm.In(await owner.GetPageAsync(Grid), Grid).First(f => f.Fields.Any(v => v.Key == "Rows[0].Project"));
        using var refused = await owner.PostFormAsync(
            form.Action, [.. form.Fields.Where(f => f.Key is not ("Rows[0].Project" or "Rows[0].Percent")).Select(f => (f.Key, f.Value)), ("Rows[0].Project", project), ("Rows[0].Percent", "40")]);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(refused), Does.Contain($"data-fault-of=\"{project}/").And.Contain("value=\"40\"").And.Contain(words));
    }

    [Test]
    public async Task The_page_past_the_last_one_is_the_last_one()
    {
        Assert.That(await Desk.PageAsync("/work/grid?page=2147483647"), Does.Contain("data-row="));
        Assert.That(await Desk.PageAsync("/work?page=2147483647"), Does.Contain("data-item="));
    }

    [Test]
    public void The_same_said_again_in_another_language_is_the_same()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            Assert.That(Hash("vi-VN", 19), Is.EqualTo(Hash("en-GB", 19)).And.EqualTo(Hash("en-US", 19)).And.Not.EqualTo(Hash("vi-VN", 18)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static byte[] Hash(string culture, int day)
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            return WorkForm.Once("k", [new ReportDone("A-1", "khac", 7, new DateOnly(2026, 11, day), "xong")]).Digest;
        }
    }

    [Test]
    public async Task The_filters_stand_in_the_address()
    {
        Assert.That(await Desk.PageAsync("/work/grid?project=CB-GT-003"), Does.Contain("data-row=\"CB-GT-003/").And.Not.Contain("data-row=\"CB-GT-001/"));
        Assert.That(await Desk.PageAsync("/work/grid?project=XX"), Does.Contain("Không có mốc nào."));
        Assert.That(await Desk.PageAsync("/work/grid?body=cb-so-xay-dung&show=due"), Does.Contain("selected=\"selected\" value=\"due\"").Or.Contain("value=\"due\" selected=\"selected\""));
    }

    private Task<string> FieldAsync(HtmlForm form, int row, string column)
    {
        string Of(string field) => form.Fields.First(f => f.Key == $"Rows[{row}].{field}").Value;
        return FieldAsync(Of("Project"), Of("Milestone"), column);
    }
}
