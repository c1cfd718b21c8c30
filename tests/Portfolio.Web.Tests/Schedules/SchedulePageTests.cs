using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Schedules;

/// <summary>Milestones on pages, as they work without a script, on 20/11/2026.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SchedulePageTests : LandDeskTests
{
    private const string Project = "CB-GT-003";
    private const string Schedule = $"/projects/{Project}/schedule";

    [Test]
    public async Task A_forecast_needs_a_date_that_can_be_read_and_a_reason_and_what_was_typed_stays()
    {
        var page = $"{Schedule}/{await LateAsync()}";
        using (var unread = await Desk.SendAsync(await Desk.OpenAsync(page, "Forecast"), ("Form.Forecast", "mai"), ("Form.Note", "chờ vốn")))
        {
            Assert.That(unread.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(unread), Does.Contain("value=\"mai\"").And.Contain("id=\"forecast-fault\"").And.Contain("chờ vốn</textarea>").And.Contain("value=\"2026-11-20\""));
        }
        using (var unreasoned = await Desk.SendAsync(await Desk.OpenAsync(page, "Forecast"), ("Form.Forecast", "Quý IV/2027")))
            Assert.That(await Desk.ReadAsync(unreasoned), Does.Contain("id=\"forecast-reason-fault\"").And.Contain("value=\"Quý IV/2027\""));
        using (var stated = await Desk.SendAsync(await Desk.OpenAsync(page, "Forecast"), ("Form.Forecast", "Quý IV/2027"), ("Form.ReasonCode", "capital")))
            Assert.That(stated.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(stated));
        Assert.That(await Desk.PageAsync(Schedule), Does.Contain("Đã lưu dự kiến mới.").And.Contain("Quý IV/2027"));
        Assert.That(await Desk.PageAsync(Schedule + "/moves"), Does.Contain("Chủ đầu tư dự kiến").And.Contain("Vốn"));
    }

    [Test]
    public async Task What_somebody_else_said_meanwhile_stands_beside_what_was_typed_and_can_be_sent_again()
    {
        var page = $"{Schedule}/{await LateAsync()}";
        var form = await Desk.OpenAsync(page, "Done");
        using (await Desk.SendAsync(await Desk.OpenAsync(page, "Progress"), ("Form.Percent", "40")))
        using (var stale = await Desk.SendAsync(form, ("Form.On", "2026-11-19")))
        {
            Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(stale), Does.Contain("value=\"2026-11-19\"").And.Contain("40 %").And.Contain("Hãy xem lại rồi lưu lần nữa"));
            using var again = await Desk.SendAsync(await Desk.AgainAsync(stale, page, "Done"));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(again));
        }
        Assert.That(await MetAsync(page.Split('/')[^1]), Is.EqualTo("2026-11-19"));
    }

    [Test]
    public async Task A_moved_plan_shows_beside_its_baseline_and_tells_who_moved_it()
    {
        var milestone = await LateAsync();
        using (var moved = await Desk.SendAsync(
            await Desk.OpenAsync($"{Schedule}/{milestone}", "Planned"), ("Form.Planned", "31/12/2026"), ("Form.ReasonCode", "other"), ("Form.Note", "chờ bàn giao")))
            Assert.That(moved.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(moved));
        Assert.That(await Desk.PageAsync(Schedule), Does.Contain("dời 1 lần").And.Contain("31/12/2026").And.Contain("vào đầu năm 2026"));
        Assert.That(await Desk.PageAsync($"{Schedule}/moves?milestone={milestone}"), Does.Contain("chờ bàn giao").And.Contain("+184"));
    }

    [Test]
    public async Task A_visitor_sees_the_schedule_and_no_forms()
    {
        using var visitor = await Desk.OfAsync(Host, Role.Visitor);
        Assert.That(await visitor.PageAsync(Schedule), Does.Contain("gantt-bar").And.Not.Contain("Cập nhật<"));
        Assert.That(await visitor.PageAsync($"{Schedule}/{await LateAsync()}"), Does.Not.Contain("handler="));
        Assert.That(await visitor.StatusAsync("/work"), Is.EqualTo(HttpStatusCode.Found));
    }

    private Task<string> LateAsync() => Host.AskAsync<string>($"""
        select m.code from milestones.milestone m join projects.project p on p.id = m.project_id
        where p.code = '{Project}' and m.planned_on = '2026-06-30' order by m.code limit 1
        """);

    private Task<string> MetAsync(string milestone) => Host.AskAsync<string>($"""
        select m.met_on::text from milestones.milestone m join projects.project p on p.id = m.project_id where p.code = '{Project}' and m.code = '{milestone}'
        """);
}
