using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Slippage.Scan;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Warnings;

/// <summary>What the scan found stands on the board, and is answered there.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class BoardPageTests
{
    private TestHost host = null!;
    private long late;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync();
        await host.GiveAsync("CB-GT-003", 2026, 5_000_000_000);
        await host.Services.GetRequiredService<SlippageScan>().RunAsync(Actor.System, default);
        late = await host.AskAsync<long>("""
            select e.id from slippage.episode e join projects.project p on p.id = e.project_id
            where e.rule_code = 'milestone.overdue' and e.severity = 'red' and p.code = 'CB-GT-003' order by e.id limit 1
            """);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_speak_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        (string Path, string Name)[] pages =
            [("/warnings", "warnings"), ("/warnings/top", "warnings-top"), ("/warnings/trend", "warnings-trend"), ($"/warnings/{late}", "warning"), ("/warnings?rule=no.such", "warnings-refused")];
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        await visitor.LookAsync($"{language}.{width}", pages);
    }

    [Test]
    public async Task The_page_of_a_warning_that_has_ended_grows_no_older()
    {
        var ended = await host.AskAsync<long>("""
            insert into slippage.episode (rule_code, subject_type, subject_id, project_id, severity, since, until, opened_on, resolved_on)
            select 'milestone.overdue', 'milestone', m.id, m.project_id, 'amber', '2026-05-11', '2026-05-10', '2026-05-11', '2026-05-13'
            from milestones.milestone m join projects.project p on p.id = m.project_id where p.code = 'CB-GT-003' order by m.id limit 1 returning id
            """);
        using var desk = await Desk.OfAsync(host, Role.Construction);
        Assert.That(await desk.PageAsync($"/warnings/{ended}"), Does.Contain("quá hạn 3 ngày (hạn 10/5/2026)"));
    }

    [Test]
    public async Task A_filter_that_names_nothing_there_is_refused_in_words_and_all_plans_may_be_named()
    {
        using var desk = await Desk.OfAsync(host, Role.Leader);
        Assert.That(await desk.PageAsync("/warnings?plan=nosuch"), Does.Contain("Không có kế hoạch “nosuch”").And.Not.Contain("Không có cảnh báo nào"));
        Assert.That(await desk.PageAsync("/warnings?body=nosuch"), Does.Contain("Không có cơ quan “nosuch”"));
        Assert.That(await desk.PageAsync("/warnings?days=abc"), Does.Contain("Giá trị “abc” không có trong danh mục"));
        Assert.That(await desk.PageAsync("/warnings?answered=maybe"), Does.Contain("Giá trị “maybe” không có trong danh mục"));
        Assert.That(await desk.PageAsync("/warnings?plan=all"), Does.Contain("Vốn năm 2026 chưa giải ngân, dự án đỏ"));
        Assert.That(await desk.PageAsync("/warnings?severity=amber&rule=update.stale"), Does.Contain("href=\"/warnings?severity=red\""), "a card opens what it counts");
    }

    [Test]
    public async Task Who_may_not_act_is_shown_the_project_and_why_it_is_red()
    {
        using var leader = await Desk.OfAsync(host, Role.Leader);
        Assert.That(
            await leader.PageAsync($"/warnings/{late}"),
            Does.Contain("Xem tại dự án").And.Not.Contain("Mở để xử lý").And.Contain("Đỏ: số ngày quá hạn: <strong>15 ngày</strong>").And.Contain("/warning-rules/milestone.overdue"));
        Assert.That(await leader.PageAsync("/warnings/trend"), Does.Contain("Bắt đầu theo dõi từ").And.Contain("đến hôm nay"));
        Assert.That(await leader.PageAsync("/"), Does.Contain("Tính trên mọi kế hoạch bạn theo dõi"));
    }

    [Test]
    public async Task Colours_of_projects_stand_in_lists_for_whoever_may_see_warnings_alone()
    {
        using var officer = await Desk.OfAsync(host, Role.Construction);
        using var visitor = await Desk.OfAsync(host, Role.Visitor);
        foreach (var page in (string[])["/projects?q=CB-GT-003", "/bodies/cb-so-xay-dung"])
        {
            Assert.That(await officer.PageAsync(page), Does.Contain("colour colour-red"), page);
            Assert.That(await visitor.PageAsync(page), Does.Not.Contain("colour colour-"), page);
        }
    }

    [Test]
    public async Task A_warning_is_acknowledged_spoken_of_and_given_to_a_body_and_the_board_says_so()
    {
        using var desk = await Desk.OfAsync(host, Role.Construction);
        var page = $"/warnings/{late}";
        Assert.That(await desk.PageAsync("/warnings?severity=red"), Does.Contain($"href=\"{page}\"").And.Contain("quá hạn").And.Contain("5,0 tỷ").And.Contain("Vốn năm 2026 chưa giải ngân, dự án đỏ"));
        using (var past = await desk.SendAsync(await desk.OpenAsync(page, "Acknowledge"), ("ExpectedOn", "2026-11-19"), ("Note", "đang làm bù")))
        {
            Assert.That(past.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(past), Does.Contain("không được trước hôm nay").And.Contain("value=\"2026-11-19\"").And.Contain("đang làm bù</textarea>"));
        }
        using (var known = await desk.SendAsync(await desk.OpenAsync(page, "Acknowledge"), ("ExpectedOn", "2026-12-15"), ("Note", "đang làm bù")))
            Assert.That(known.Headers.Location?.OriginalString, Is.EqualTo(page), await Desk.ReadAsync(known));
        Assert.That(await desk.PageAsync(page), Does.Contain("Đổi ngày dự kiến").And.Contain("name=\"ExpectedOn\" value=\"2026-12-15\""));
        using (var said = await desk.SendAsync(await desk.OpenAsync(page, "Say"), ("Text", "đã họp với <b>nhà thầu</b>")))
            Assert.That(said.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        using (var told = await desk.SendAsync(await desk.OpenAsync(page, "Assign"), ("Body", "cb-so-noi-vu"), ("Asked", "hỗ trợ")))
            Assert.That(told.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(told));
        Assert.That(await desk.RawAsync(page), Does.Contain("Giao").And.Not.Contain("<b>nhà"));
        Assert.That(
            await desk.PageAsync("/warnings?answered=yes"),
            Does.Contain("nhận, dự kiến xong 15/12/2026").And.Contain("Giao Sở Nội vụ xử lý").And.Contain("Giao Sở Nội vụ:").And.Contain("hỗ trợ"));
        Assert.That(await desk.PageAsync("/warnings/top"), Does.Contain("nhận, dự kiến xong 15/12/2026").And.Contain("Giao Sở Nội vụ:"));
    }
}
