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
        using (var said = await desk.SendAsync(await desk.OpenAsync(page, "Say"), ("Text", "đã họp với <b>nhà thầu</b>")))
            Assert.That(said.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        using (var told = await desk.SendAsync(await desk.OpenAsync(page, "Assign"), ("Body", "cb-so-noi-vu"), ("Asked", "hỗ trợ")))
            Assert.That(told.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(told));
        Assert.That(await desk.RawAsync(page), Does.Contain("Giao").And.Not.Contain("<b>nhà"));
        Assert.That(
            await desk.PageAsync("/warnings?answered=yes"),
            Does.Contain("Đã biết, dự kiến xong 15/12/2026").And.Contain("Giao Sở Nội vụ xử lý").And.Contain("hỗ trợ"));
        Assert.That(await desk.PageAsync("/warnings/top"), Does.Contain("Đã biết, dự kiến xong 15/12/2026"));
    }
}
