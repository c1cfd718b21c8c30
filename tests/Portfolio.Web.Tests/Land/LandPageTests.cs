using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Land;

/// <summary>Land on pages, as they work without a script.</summary>
internal sealed class LandPageTests
{
    private const string Land = $"/projects/{LandStory.Project}/land";

    private TestHost host = null!;
    private Desk desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync(Role.None);
        desk = await Desk.OfAsync(host, Role.Construction);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_package_is_made_updated_and_shown_with_the_sums()
    {
        var form = await desk.OpenAsync(Land + "/new");
        using (var made = await desk.SendAsync(
            form, ("Commune", await LandStory.CommuneAsync(host, 0)), ("Form.Section", "Km 40"), ("Form.LandUse", "other"), ("Form.Planned", "Quý IV/2027"), ("Figures[area_needed]", "1,5 ha"), ("Figures[households]", "7")))
            Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(made));
        var id = await host.AskAsync<long>("select id from land_clearance.package where section = 'Km 40' and area_needed = 15000 and planned_on = '2027-12-31'");
        using (var updated = await desk.SendAsync(await desk.OpenAsync($"{Land}/{id}", "Update"), ("Figures[notified]", "7"), ("Figures[compensation_approved]", "2,5 tỷ")))
            Assert.That(updated.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(updated));
        Assert.That(await host.AskAsync<long>($"select compensation_approved from land_clearance.package where id = {id} and notified = 7"), Is.EqualTo(2_500_000_000));
        Assert.That(await desk.PageAsync(Land), Does.Contain("Km 40").And.Contain("Quý IV/2027"));
    }

    [Test]
    public async Task Figures_that_contradict_each_other_are_told_at_their_fields_and_what_was_typed_stays()
    {
        var page = $"{Land}/{await LandStory.PackageAsync(host, "GP-03")}";
        using var refused = await desk.SendAsync(
            await desk.OpenAsync(page, "Update"), ("Figures[notified]", "13"), ("Figures[area_needed]", "nhiều"), ("Reason", "đang kiểm tra"));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(refused), Does.Contain("id=\"area-needed-fault\"").And.Contain("value=\"nhiều\"").And.Contain("value=\"13\"").And.Contain("đang kiểm tra</textarea>"));
        using var over = await desk.SendAsync(await desk.OpenAsync(page, "Update"), ("Figures[notified]", "13"));
        Assert.That(await Desk.ReadAsync(over), Does.Contain("Số hộ đã nhận thông báo (13 hộ) vượt Tổng số hộ (12 hộ): thừa 1 hộ."));
    }

    [Test]
    public async Task What_somebody_else_entered_meanwhile_stands_beside_what_was_typed()
    {
        var page = $"{Land}/{await LandStory.PackageAsync(host, "GP-02")}";
        var form = await desk.OpenAsync(page, "Update");
        using (await desk.SendAsync(await desk.OpenAsync(page, "Update"), ("Figures[paid]", "45")))
        using (var stale = await desk.SendAsync(form, ("Figures[paid]", "50")))
        {
            Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(stale), Does.Contain("value=\"50\"").And.Contain("hiện là 45"));
            using var again = await desk.SendAsync(await Desk.AgainAsync(stale, page, "Update"));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(again));
        }
        Assert.That(await host.AskAsync<int>($"select paid from land_clearance.package where id = {page.Split('/')[^1]}"), Is.EqualTo(50));
    }

    [Test]
    public async Task A_step_is_noted_and_one_out_of_order_is_refused_at_its_day()
    {
        var page = $"{Land}/{await LandStory.PackageAsync(host, "GP-03")}";
        using (var noted = await desk.SendAsync(await desk.OpenAsync(page, "Step"), ("Step", "notice"), ("DoneOn", "2026-10-01")))
            Assert.That(noted.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(noted));
        Assert.That(await desk.PageAsync(page), Does.Contain("1/10/2027"));
        using var early = await desk.SendAsync(await desk.OpenAsync(page, "Step"), ("Step", "inventory"), ("DoneOn", "2026-09-01"));
        Assert.That(await Desk.ReadAsync(early), Does.Contain("id=\"done-on-fault\"").And.Contain("Thông báo thu hồi đất – xong ngày 1/10/2026").And.Contain("value=\"2026-09-01\""));
    }

    [Test]
    public async Task A_step_without_a_day_or_before_its_turn_is_refused()
    {
        var page = $"{Land}/{await LandStory.PackageAsync(host, "GP-03")}";
        using (var nothing = await desk.SendAsync(await desk.OpenAsync(page, "Step"), ("Step", "recovery_decision"), ("DoneOn", "")))
        {
            Assert.That(nothing.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(nothing), Does.Contain("Chưa có gì để ghi"));
        }
        using var early = await desk.SendAsync(await desk.OpenAsync(page, "Step"), ("Step", "approval"), ("DoneOn", "2026-10-01"));
        Assert.That(early.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(early), Does.Contain("Bước trước – Thẩm định phương án – chưa ghi xong").And.Contain("value=\"2026-10-01\""));
    }

    [Test]
    public async Task An_obstacle_is_reported_answered_and_closed()
    {
        using var reported = await desk.SendAsync(
            await desk.OpenAsync(Land + "/obstacles/new"), ("TitleText", "Mộ chưa di dời"), ("MustAct", "cb-so-noi-vu"), ("Since", "2026-11-02"), ("DueOn", "2026-12-01"));
        Assert.That(reported.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(reported));
        var page = reported.Headers.Location!.OriginalString;
        var early = await desk.OpenAsync(page, "Close");
        using (var answered = await desk.SendAsync(await desk.OpenAsync(page, "Answer"), ("Text", "Đang vận động")))
            Assert.That(answered.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(answered));
        using (var stale = await desk.SendAsync(early, ("Note", "Đã di dời")))
            Assert.That(await Desk.ReadAsync(stale), Does.Contain("Đã di dời</textarea>").And.Contain("vừa được trả lời"));
        using (var closed = await desk.SendAsync(await desk.OpenAsync(page, "Close"), ("Note", "Đã di dời")))
            Assert.That(closed.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(closed));
        Assert.That(await desk.PageAsync(page), Does.Contain("Đang vận động").And.Contain("xử lý xong 20/11/2026").And.Not.Contain("handler=Answer"));
        Assert.That(await desk.PageAsync($"/projects/{LandStory.Project}/history"), Does.Contain("Kết thúc vướng mắc").And.Contain("Mộ chưa di dời"));
    }

    [Test]
    public async Task A_visitor_sees_the_figures_and_neither_obstacles_nor_forms()
    {
        using var visitor = await Desk.OfAsync(host, Role.Visitor);
        Assert.That(await visitor.PageAsync(Land), Does.Contain("GP-02").And.Contain("185.400").And.Not.Contain("35 kV").And.Not.Contain(Land + "/new"));
        Assert.That(await visitor.PageAsync($"{Land}/{await LandStory.PackageAsync(host, "GP-01")}"), Does.Not.Contain("handler=Update").And.Not.Contain("Phòng Hạ tầng"));
        Assert.That(await visitor.StatusAsync("/obstacles/1"), Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task The_history_names_packages_and_figures_in_words() =>
        Assert.That(
            await desk.PageAsync($"/projects/{LandStory.Project}/history"),
            Does.Contain("GP-01 · Bồi thường đã chi trả").And.Contain("19.800.000.000 đồng").And.Contain("GP-02 · Niêm yết").And.Contain("8/6/2026"));
}
