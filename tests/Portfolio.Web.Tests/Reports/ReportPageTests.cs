using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Slippage.Scan;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Reports;

/// <summary>On 20/11/2026 bodies see what they owe, and hand it in.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ReportPageTests
{
    private TestHost host = null!;
    private long late;
    private long corrected;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync();
        await host.Services.GetRequiredService<SlippageScan>().RunAsync(Actor.System, default);
        late = await MakeAsync("Báo cáo quý III", "2026-10-19");
        corrected = await MakeAsync("Báo cáo <b>quý II</b>", "2026-07-19");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_speak_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        (string Path, string Name)[] pages =
            [("/reports", "reports"), ("/reports?state=in&body=cb-so-xay-dung", "reports-in"), ($"/reports/{late}", "report"), ("/reports?state=no", "reports-refused")];
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        await visitor.LookAsync($"{language}.{width}", pages);
    }

    [Test]
    public async Task A_body_hands_in_its_report_with_its_file_and_a_refused_form_keeps_what_was_typed()
    {
        using var owner = await Desk.OfAsync(host, Who.Owner);
        var page = $"/reports/{late}";
        var overdue = await owner.PageAsync("/reports?state=late&body=cb-so-xay-dung");
        Assert.That(overdue, Does.Contain($"href=\"{page}\">Báo cáo quý III, hạn 19/10/2026<").And.Contain("quá hạn 32 ngày"));
        using (var ahead = await HandInAsync(owner, page, "2026-11-21", "Số 45/BC", "bao-cao.txt", "Kết quả"u8.ToArray()))
        {
            Assert.That(ahead.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(ahead), Does.Contain("Ngày này chưa đến").And.Contain("value=\"2026-11-21\"").And.Contain("Số 45/BC</textarea>").And.Contain("hãy chọn lại tệp"));
        }
        using (var program = await HandInAsync(owner, page, "2026-11-20", "Số 45/BC", "bao-cao.pdf", "MZ\0\u0001"u8.ToArray()))
            Assert.That(program.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), "a program is no report, whatever its name");
        using (var large = await HandInAsync(owner, page, "2026-11-20", "Số 45/BC", "bao-cao.txt", new byte[(12 * 1024 * 1024)]))
        {
            Assert.That(large.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(large), Does.Contain("Tệp lớn quá 10 MB").And.Contain("value=\"2026-11-20\"").And.Contain("Số 45/BC</textarea>"));
        }
        using (var early = await HandInAsync(owner, page, "2025-10-18", "Số 45/BC", null, null))
            Assert.That(await Desk.ReadAsync(early), Does.Contain("không thể nộp trước ngày 19/10/2025"));
        using (var untraceable = await HandInAsync(owner, page, "2026-11-20", "", null, null))
            Assert.That(await Desk.ReadAsync(untraceable), Does.Contain("Hãy ghi số văn bản hoặc ghi chú, hoặc đính kèm tệp"));
        using (var blank = await HandInAsync(owner, page, "", "Số 45/BC", null, null))
            Assert.That(await Desk.ReadAsync(blank), Does.Contain("Hãy ghi ngày nộp báo cáo").And.Contain("Số 45/BC</textarea>"));
        using (var done = await HandInAsync(owner, page, "2026-11-20", "Số 45/BC", "bao-cao.txt", "Kết quả"u8.ToArray()))
            Assert.That(done.Headers.Location?.OriginalString, Is.EqualTo(page), await Desk.ReadAsync(done));
        Assert.That(await owner.PageAsync("/reports?state=in"), Does.Contain("nộp muộn 32 ngày").And.Contain("Số 45/BC").And.Contain($"href=\"{page}/file\""));
        Assert.That(await owner.PageAsync("/reports?state=late"), Does.Not.Contain($"href=\"{page}\""));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page + "/file", UriKind.Relative));
        using var file = await owner.SendAsync(request);
        Assert.That(await file.Content.ReadAsStringAsync(), Is.EqualTo("Kết quả"));
        Assert.That((file.Content.Headers.ContentDisposition?.DispositionType, string.Join(' ', file.Headers.GetValues("X-Content-Type-Options"))), Is.EqualTo(("attachment", "nosniff")));
    }

    [Test]
    public async Task A_mistaken_report_is_taken_back_with_a_reason_and_loses_its_file()
    {
        using var desk = await Desk.OfAsync(host, Role.Construction);
        var page = $"/reports/{corrected}";
        using (var done = await HandInAsync(desk, page, "2026-07-19", "", "quy-2.txt", "Quý II"u8.ToArray()))
            Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(done));
        var seen = await desk.OpenAsync(page, "TakeBack");
        Assert.That(await desk.RawAsync(page), Does.Not.Contain("<b>qu"));
        using (var silent = await desk.SendAsync(seen))
        {
            Assert.That(silent.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(silent), Does.Contain("Hãy ghi rõ lý do"));
        }
        using (var back = await desk.SendAsync(seen, ("Why", "Nhầm kỳ báo cáo")))
            Assert.That(back.Headers.Location?.OriginalString, Is.EqualTo(page), await Desk.ReadAsync(back));
        Assert.That(await desk.PageAsync(page), Does.Contain("Đã rút lại: Nhầm kỳ báo cáo").And.Contain("quá hạn 124 ngày").And.Not.Contain("quy-2.txt"));
        Assert.That(await desk.StatusAsync(page + "/file"), Is.EqualTo(HttpStatusCode.NotFound));
        using var stale = await desk.SendAsync(seen, ("Why", "Lần nữa"));
        Assert.That(await Desk.ReadAsync(stale), Does.Contain("Người khác vừa cập nhật báo cáo này"));
    }

    [Test]
    public async Task Others_read_without_a_form_and_only_what_they_reach()
    {
        using var leader = await Desk.OfAsync(host, Who.Leader);
        Assert.That(await leader.RawAsync($"/reports/{late}"), Does.Not.Contain("handler=HandIn"));
        using var other = await Desk.OfAsync(host, Who.OwnerElsewhere);
        Assert.That(await other.StatusAsync($"/reports/{late}"), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await other.RawAsync("/reports"), Does.Not.Contain($"href=\"/reports/{late}\"").And.Not.Contain("value=\"cb-so-xay-dung\""));
    }

    private Task<long> MakeAsync(string name, string due) => host.AskAsync<long>($"""
        insert into plans.report_duty (plan_id, body_id, year, part, name, recipient_id, due_on)
        select p.id, b.id, 2026, 1, '{name}', r.id, '{due}' from plans.plan p, directory.body b, directory.body r
        where p.code = '{CapitalHost.Plan}' and b.code = 'cb-so-xay-dung' and r.code = 'cb-so-noi-vu'
        returning id
        """);

    private static async Task<HttpResponseMessage> HandInAsync(Desk desk, string page, string on, string note, string? name, byte[]? bytes)
    {
        var form = await desk.OpenAsync(page, "HandIn");
        using var body = new MultipartFormDataContent();
        foreach (var (key, value) in form.Fields.Where(f => f.Key is not ("On" or "Note" or "File")))
            body.Add(new StringContent(value), key);
        body.Add(new StringContent(on), "On");
        body.Add(new StringContent(note, Encoding.UTF8), "Note");
        if (name is not null)
            body.Add(new ByteArrayContent(bytes!), "File", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(form.Action, UriKind.Relative)) { Content = body };
        return await desk.SendAsync(request);
    }
}
