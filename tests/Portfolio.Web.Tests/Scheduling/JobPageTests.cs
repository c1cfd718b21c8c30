using System.Net;
using System.Text;
using System.Text.Json;
using Portfolio.Accounts;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>What an administrator sees of jobs and says to them, on pages and over the API.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class JobPageTests
{
    private const string List = "/admin/jobs";
    private const string Digests = List + "/digests";
    private const string Housekeeping = List + "/housekeeping";

    private TestHost host = null!;
    private Desk desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await JobsHost.StartAsync();
        desk = await Desk.OfAsync(host, Role.Administrator);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task Every_job_stands_in_words_with_its_latest_runs_what_they_did_and_what_stopped_them()
    {
        var page = await desk.PageAsync(List);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("chứng minh sổ vốn").And.Contain("Hằng ngày lúc 00:10").And.Contain("Hằng ngày lúc 01:30"));
            Assert.That(page, Does.Contain("1 giờ 2 phút").And.Contain("5.012.345 dòng tiền đã cộng lại").And.Contain("0 chỗ chênh lệch"));
            Assert.That(page, Does.Contain("Dừng vì một lỗi ngoài dự kiến").And.Contain(JobsHost.Correlation).And.Contain("1 phút 35 giây"));
            Assert.That(page, Does.Contain("bị ngắt").And.Contain("mất dấu").And.Contain("dấu hiệu cuối sau 0,0 giây").And.Not.Contain("đang chạy"));
            Assert.That(page, Does.Contain("Chờ đối chiếu số liệu tháng 11 với Kho bạc").And.Contain("từ ").And.Not.Contain("Máy chủ này không chạy"));
        }
        Assert.That(await desk.PageAsync(List + "/audit-check"), Does.Contain("may-chu-1/4711").And.Contain("theo lịch"));
        Assert.That(await desk.StatusAsync(List + "/khong-co"), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_run_that_is_asked_for_is_noted_runs_and_bears_the_name_of_who_asked()
    {
        using (var asked = await desk.SendAsync(await FormAsync(List, Digests + "?handler=Run")))
            Assert.That(asked.Headers.Location?.OriginalString, Is.EqualTo(List), await Desk.ReadAsync(asked));
        Assert.That(await desk.PageAsync(List), Does.Contain("Đã yêu cầu chạy: Xếp thư tổng hợp cảnh báo trong ngày"));
        var page = "";
        for (var n = 0; n < 200 && !page.Contains("thành công", StringComparison.Ordinal); n++, await Task.Delay(50))
            page = await desk.PageAsync(Digests);
        Assert.That(page, Does.Contain("thành công").And.Contain("Test Administrator").And.Contain("thư chờ gửi").And.Not.Contain("hx-trigger"));
        Assert.That(await desk.PageAsync("/audit?kind=jobs.run_requested"), Does.Contain("Yêu cầu chạy ngay tác vụ định kỳ").And.Contain("Xếp thư tổng hợp cảnh báo trong ngày"));
    }

    [Test]
    public async Task A_pause_with_its_reason_is_shown_and_lifted_and_a_refused_reason_stays_typed()
    {
        var tooLong = new string('x', 501);
        using (var refused = await desk.SendAsync(await FormAsync(Housekeeping, Housekeeping + "?handler=Pause"), ("Reason", tooLong)))
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(refused), Does.Contain(tooLong).And.Contain("id=\"reason-fault\""));
        }
        using (var paused = await desk.SendAsync(await FormAsync(Housekeeping, Housekeeping + "?handler=Pause"), ("Reason", "Bảo trì máy chủ")))
            Assert.That(paused.Headers.Location?.OriginalString, Is.EqualTo(Housekeeping), await Desk.ReadAsync(paused));
        Assert.That(await desk.PageAsync(List), Does.Contain("Đã tạm dừng").And.Contain("Bảo trì máy chủ").And.Contain("Test Administrator"));

        using (var resumed = await desk.SendAsync(await FormAsync(List, Housekeeping + "?handler=Resume")))
            Assert.That(resumed.Headers.Location?.OriginalString, Is.EqualTo(List));
        Assert.That(await desk.PageAsync(List), Does.Contain("Tiếp tục chạy theo lịch").And.Not.Contain("Bảo trì máy chủ"));
    }

    [Test]
    public async Task Where_the_scheduler_is_off_the_page_says_so_and_offers_no_run()
    {
        using var other = await Desk.OfAsync(SharedHost.Host, Role.Administrator);
        var page = await other.PageAsync(List);
        Assert.That(page, Does.Contain("Máy chủ này không chạy tác vụ định kỳ").And.Contain("chứng minh sổ vốn").And.Contain("handler=Pause").And.Not.Contain("handler=Run"));
    }

    [Test]
    public async Task The_same_is_read_and_said_over_the_API()
    {
        using var client = host.NewClient(host.SignedIn);
        async Task<JsonElement> SayAsync(string what, string? body = null)
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await client.SendApiAsync(HttpMethod.Post, "/jobs/digests/" + what, content);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
            return await answer.JsonAsync();
        }
        var paused = await SayAsync("pause", """{ "reason": "Bảo trì" }""");
        Assert.That(paused.GetProperty("paused").GetProperty("reason").GetString(), Is.EqualTo("Bảo trì"));
        Assert.That(paused.GetProperty("nextRunAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(paused.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("result").GetString()), Is.SupersetOf(new[] { "lost", "cancelled" }));
        var resumed = await SayAsync("resume");
        Assert.That(resumed.GetProperty("paused").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(resumed.GetProperty("nextRunAt").GetDateTimeOffset().Offset, Is.EqualTo(TimeSpan.FromHours(7)));
        var all = (await client.GetJsonAsync("/jobs")).GetProperty("items").EnumerateArray();
        Assert.That(all.Select(job => job.Text("id")), Is.EqualTo(Schedule.Jobs.Select(job => job.Id)));
        using var missing = await client.GetApiAsync("/jobs/khong-co");
        await missing.ProblemAsync(404, "job.not_found");
    }

    private async Task<Access.HtmlForm> FormAsync(string path, string action) =>
        Access.HtmlForm.In(await desk.RawAsync(path), path).First(form => form.Posts && form.Action == action);
}
