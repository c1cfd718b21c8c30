using System.Net;
using System.Text.RegularExpressions;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Schedules;

/// <summary>Milestones are added, weighed and linked on pages, as they work without a script.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PlanPageTests : LandDeskTests
{
    private const string Schedule = $"/projects/{LandStory.Project}/schedule";
    private const string New = Schedule + "/new";

    [Test]
    public async Task The_chosen_ones_of_the_standard_set_are_added_with_their_dates_and_chained()
    {
        var form = await Desk.OpenAsync(New, "Set");
        Assert.That(form.Fields.Count(f => f.Key.EndsWith(".Kind", StringComparison.Ordinal)), Is.GreaterThan(3));
        Assert.That(await Desk.PageAsync(New), Does.Contain("Khởi công").And.Contain("value=\"Quý "));
        using (var none = await SetAsync(form))
            Assert.That((none.StatusCode, (await Desk.ReadAsync(none)).Contains("Hãy chọn ít nhất một mốc.", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.UnprocessableEntity, true)));
        using (var unread = await SetAsync(form, ("ground_broken", "Quý II/2027"), ("contractor_selected", "sớm")))
            Assert.That(await Desk.ReadAsync(unread), Does.Contain("value=\"sớm\"").And.Contain("value=\"Quý II/2027\"").And.Contain("-fault"));
        using (var added = await SetAsync(form, ("ground_broken", "Quý II/2027"), ("contractor_selected", "tháng 3/2027")))
            Assert.That(added.Headers.Location?.OriginalString, Is.EqualTo(Schedule), await Desk.ReadAsync(added));
        Assert.That(await Desk.PageAsync(Schedule), Does.Contain("Đã thêm mốc").And.Contain("Quý II/2027").And.Contain("Sau mốc “Lựa chọn nhà thầu”"));
        Assert.That(await Desk.RawAsync(New), Does.Not.Contain("value=\"ground_broken\"><label"));
    }

    [Test]
    public async Task A_free_milestone_waits_for_others_and_for_land_from_its_first_day()
    {
        var before = await FirstAsync();
        var land = await LandStory.PackageAsync(Host, "GP-02");
        var form = await Desk.OpenAsync(New, "Add");
        using (var bad = await Desk.SendAsync(form, ("Form.Name", "Thử tải cầu"), ("Form.Planned", "Quý I/2032"), ("Form.Weight", "nặng"), ("Form.After[0].Of", before), ("Form.After[0].Lag", "mười")))
        {
            Assert.That(bad.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(bad), Does.Contain("value=\"Thử tải cầu\"").And.Contain("value=\"nặng\"").And.Contain("id=\"weight-fault\"").And.Contain("id=\"lag-0-fault\""));
        }
        using (var added = await Desk.SendAsync(
            form, ("Form.Name", "Thử tải cầu"), ("Form.Planned", "Quý I/2032"), ("Form.Weight", "4"), ("Form.After[0].Of", before), ("Form.After[0].Lag", "10"),
            ("Form.Land.Of", land.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Form.Land.Lag", "20")))
            Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(added));
        var page = await Desk.PageAsync(Schedule);
        Assert.That(page, Does.Contain("Thử tải cầu").And.Contain("cách ít nhất 10 ngày").And.Contain("Sau khi bàn giao gói mặt bằng GP-02").And.Contain("cách ít nhất 20 ngày"));
    }

    [Test]
    public async Task Links_are_made_and_taken_away_on_the_page_of_the_milestone_and_a_circle_is_told()
    {
        using (await Desk.SendAsync(await Desk.OpenAsync(New, "Add"), ("Form.Name", "Thử tải cầu"), ("Form.Planned", "Quý I/2032")))
        {
        }
        var (first, page) = (await FirstAsync(), $"{Schedule}/m-1");
        using (var linked = await Desk.SendAsync(await Desk.OpenAsync(page, "Link"), ("Form.Of", first), ("Form.Lag", "15")))
            Assert.That(linked.Headers.Location?.OriginalString, Is.EqualTo(page), await Desk.ReadAsync(linked));
        Assert.That(await Desk.PageAsync(page), Does.Contain("Đã lưu và tính lại tiến độ.").And.Contain("value=\"15\""));
        using (var circle = await Desk.SendAsync(await Desk.OpenAsync($"{Schedule}/{first}", "Link"), ("Form.Of", "m-1"), ("Form.Lag", "7")))
        {
            Assert.That(circle.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(circle), Does.Contain("Các mốc sẽ chờ nhau thành vòng:").And.Contain("Thử tải cầu →").And.Contain("value=\"7\""));
        }
        using (var far = await Desk.SendAsync(await Desk.OpenAsync(page, "Link"), ("Form.Of", first), ("Form.Lag", "9999")))
            Assert.That(await Desk.ReadAsync(far), Does.Contain($"id=\"link-{first}-fault\"").And.Contain("value=\"9999\"").And.Not.Contain("id=\"new-link-lag-fault\""));
        var lag = HtmlForm.In(await Desk.RawAsync(page), page).First(f => f.Fields.Any(x => x is { Key: "Form.Of" } && x.Value == first));
        using (var unlinked = await Desk.SendAsync(lag with { Action = lag.Action.Replace("Link", "Unlink", StringComparison.Ordinal) }))
            Assert.That(unlinked.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(unlinked));
        Assert.That(await Desk.PageAsync(page), Does.Contain("không chờ mốc hay gói mặt bằng nào"));
    }

    [Test]
    public async Task What_is_refused_of_a_link_stands_in_its_own_form_and_the_way_back_stays()
    {
        using (await Desk.SendAsync(await Desk.OpenAsync(New, "Add"), ("Form.Name", "Thử tải cầu"), ("Form.Planned", "Quý I/2032")))
        {
        }
        var (page, from) = ($"{Schedule}/m-1", "/work?kind=late");
        var land = (await LandStory.PackageAsync(Host, "GP-02")).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var opened = $"{page}?from={Uri.EscapeDataString(from)}";
        using (var far = await Desk.SendAsync(await Desk.OpenAsync(opened, "Land"), ("Form.Of", land), ("Form.Lag", "4000")))
        {
            Assert.That(far.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(far), Does.Contain("id=\"new-land-lag-fault\"").And.Contain($"<option value=\"{land}\" selected").And.Not.Contain("id=\"new-link-lag-fault\""));
            var again = await Desk.AgainAsync(far, page, "Land");
            Assert.That(again.Fields.Where(f => f.Key is "Form.Lag" or "ReturnUrl").Select(f => f.Value), Is.EquivalentTo(new[] { "4000", from }));
            using var linked = await Desk.SendAsync(again, ("Form.Of", land), ("Form.Lag", "40"));
            Assert.That(linked.Headers.Location?.OriginalString, Is.EqualTo(opened), await Desk.ReadAsync(linked));
        }
        using (var changed = await Desk.SendAsync(await Desk.OpenAsync(opened, "Land"), ("Form.Of", land), ("Form.Lag", "mười")))
            Assert.That(await Desk.ReadAsync(changed), Does.Contain($"id=\"land-{land}-fault\"").And.Contain("value=\"mười\"").And.Not.Contain("id=\"new-land-lag-fault\""));
        using var away = await Desk.SendAsync(await Desk.OpenAsync(page, "Land"), ("Form.Of", land), ("Form.Lag", "5"), ("ReturnUrl", "https://example.org"));
        Assert.That(away.Headers.Location?.OriginalString, Is.EqualTo(page));
    }

    [Test]
    public async Task What_is_at_fault_is_told_at_the_row_where_it_was_typed()
    {
        var (first, form) = (await FirstAsync(), await Desk.OpenAsync(New, "Add"));
        (string, string?)[] free = [("Form.Name", "Thử tải cầu"), ("Form.Planned", "Quý I/2032"), ("Form.After[0].Of", "")];
        using (var far = await Desk.SendAsync(form, [.. free, ("Form.After[1].Of", first), ("Form.After[1].Lag", "5000")]))
            Assert.That(await Desk.ReadAsync(far), Does.Contain("id=\"lag-1-fault\"").And.Not.Contain("id=\"lag-0-fault\""));
        using (var gone = await Desk.SendAsync(form, [.. free, ("Form.Land.Of", "404"), ("Form.Land.Lag", "5")]))
        {
            Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(gone), Does.Contain("id=\"land-fault\"").And.Contain("value=\"Thử tải cầu\""));
        }
    }

    [Test]
    public async Task A_fault_stays_at_its_row_when_a_row_before_it_is_gone()
    {
        var set = await Desk.OpenAsync(New, "Set");
        using (await SetAsync(set, ("contractor_selected", "Quý I/2027")))
        {
        }
        using (var late = await SetAsync(set, ("contractor_selected", "Quý I/2027"), ("ground_broken", "sớm")))
            Assert.That(await Desk.ReadAsync(late), Does.Match("name=\"Rows\\[(\\d+)\\]\\.Planned\" value=\"sớm\"[^>]*aria-invalid=\"true\"").And.Contain("không thuộc các mốc chuẩn còn thiếu"));
        var form = await Desk.OpenAsync(Schedule + "/weights");
        var rows = form.Fields.Where(f => f.Key.EndsWith(".Weight", StringComparison.Ordinal)).Select(f => f.Key).ToList();
        Assert.That(rows, Has.Count.GreaterThan(1));
        var first = form.Fields.First(f => f.Key == "Rows[0].Code").Value;
        using (var dropped = await Desk.SendAsync(await Desk.OpenAsync($"{Schedule}/{first}", "Drop"), ("Form.Reason", "Không làm nữa")))
            Assert.That(dropped.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(dropped));
        using var bad = await Desk.SendAsync(form, (rows[1], "nặng"));
        Assert.That(await Desk.ReadAsync(bad), Does.Contain("id=\"weight-0-fault\"").And.Not.Contain("id=\"weight-1-fault\""));
    }

    [Test]
    public async Task Weights_are_saved_together_and_what_cannot_be_right_is_told_at_its_row()
    {
        var form = await Desk.OpenAsync(Schedule + "/weights");
        var rows = form.Fields.Where(f => f.Key.EndsWith(".Weight", StringComparison.Ordinal)).Select(f => f.Key).ToList();
        using (var bad = await Desk.SendAsync(form, (rows[0], "2000"), (rows[^1], "3")))
            Assert.That(await Desk.ReadAsync(bad), Does.Contain("id=\"weight-0-fault\"").And.Contain("value=\"2000\"").And.Contain("value=\"3\""));
        using (var nothing = await Desk.SendAsync(form, [.. rows.Select(r => (r, (string?)"0"))]))
            Assert.That(await Desk.ReadAsync(nothing), Does.Contain("lớn hơn 0"));
        using (var saved = await Desk.SendAsync(form, [.. rows.Select(r => (r, (string?)"5"))]))
            Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(saved));
        Assert.That(await Desk.PageAsync(Schedule), Does.Contain("Đã lưu trọng số.").And.Contain("trọng số 5"));
        using (var stale = await Desk.SendAsync(form, [.. rows.Select(r => (r, (string?)"6"))]))
            Assert.That(await Desk.ReadAsync(stale), Does.Contain("value=\"6\"").And.Contain("Hiện đang là 5"));
    }

    private Task<string> FirstAsync() => Host.AskAsync<string>(
        $"select m.code from milestones.milestone m join projects.project p on p.id = m.project_id where p.code = '{LandStory.Project}' order by m.planned_on, m.code limit 1");

    // What a browser sends: boxes that are not ticked send nothing.
    private Task<HttpResponseMessage> SetAsync(HtmlForm form, params (string Kind, string Planned)[] chosen)
    {
        var kinds = form.Fields.Where(f => f.Key.EndsWith(".Kind", StringComparison.Ordinal)).ToDictionary(f => f.Value, f => Regex.Match(f.Key, @"\d+").Value);
        var ticked = form with { Fields = [.. form.Fields.Where(f => !f.Key.EndsWith(".Chosen", StringComparison.Ordinal))] };
        return Desk.SendAsync(ticked,
            [.. chosen.SelectMany(c => new (string, string?)[] { ($"Rows[{kinds[c.Kind]}].Planned", c.Planned), ($"Rows[{kinds[c.Kind]}].Chosen", "true") })]);
    }
}
