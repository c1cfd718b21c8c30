using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Slippage.Scan;
using Portfolio.Web.Mails;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Mail;

/// <summary>What administrators do with the outbox, and what every mail looks like, in a real browser.</summary>
internal sealed class MailPageTests
{
    private const string Own = "quan-tri-thu@caobang.example";

    private static readonly Actor Someone = new("Quản trị", Role.Administrator);

    private MailOffice office = null!;
    private SignedIn administrator = null!;
    private HttpClient client = null!;
    private long sent;
    private long failed;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        office = await MailOffice.StartAsync(demo: true);
        await office.Host.Services.GetRequiredService<SlippageScan>().RunAsync(Actor.System, CancellationToken.None);
        administrator = await SignedIn.AsAsync(office.Host.Services, new NewAccount("quan-tri-thu", "Quản trị thư", Own, Role.Administrator, null, null));
        client = office.Host.NewClient(administrator);
        sent = await office.QueueAsync("den-noi@caobang.example");
        failed = await office.QueueAsync("refused-trang@caobang.example");
        await office.DispatchAsync();
        await office.QueueAsync("con-cho@caobang.example");
        await office.Host.AskAsync<long>("update notifications.mail set not_before = now() + interval '1 day' where status = 'queued'");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        client.Dispose();
        await office.DisposeAsync();
    }

    [Test]
    public async Task Each_list_shows_its_mails_and_the_filter_stands_in_the_address()
    {
        var queued = await GetAsync("/admin/mail");
        Assert.That(queued, Does.Contain("con-cho@caobang.example").And.Not.Contain("den-noi@").And.Contain($"127.0.0.1:{office.Server.Port}"));
        Assert.That(await GetAsync("/admin/mail?status=failed"), Does.Contain("refused-trang@").And.Contain("550 5.1.1 No such user here"));
        Assert.That(await GetAsync("/admin/mail?status=sent&address=DEN-NOI@caobang.example"), Does.Contain("den-noi@").And.Contain("máy chủ thư đã nhận"));
        Assert.That(await GetAsync("/admin/mail?status=sent&kind=address_suppressed"), Does.Not.Contain("den-noi@").And.Contain(Own));
        Assert.That(await GetAsync("/admin/mail?status=sent&address=none%40x.vn"), Does.Contain("Không có thư nào."));
    }

    [Test]
    public async Task A_mail_shows_what_it_says_and_every_attempt_opens_harmless_and_is_saved_as_it_left()
    {
        var page = await GetAsync($"/admin/mail/{failed}");
        Assert.That(page, Does.Contain("Kính gửi Nguyễn Văn Bình,").And.Contain("không có địa chỉ này").And.Contain("550 5.1.1 No such user here").And.Contain(await office.OfAsync<string>(failed, "message_id")));

        using var html = await client.GetAsync(new Uri($"/admin/mail/{sent}?handler=Html", UriKind.Relative));
        Assert.That(html.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("default-src 'none'").And.Contain("sandbox"));
        Assert.That(html.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/html; charset=utf-8"));
        using var eml = await client.GetAsync(new Uri($"/admin/mail/{sent}?handler=Eml", UriKind.Relative));
        Assert.That(eml.Content.Headers.ContentDisposition!.FileName, Is.EqualTo($"mail-{sent}.eml"));
        var file = new Received([], "", false, null, Encoding.Latin1.GetString(await eml.Content.ReadAsByteArrayAsync()));
        Assert.That(file.Header("Message-ID"), Is.EqualTo(office.Server.To("den-noi@caobang.example").Single().Header("Message-ID")));
        Assert.That(file.Part("text/html").ReplaceLineEndings(), Is.EqualTo((await html.Content.ReadAsStringAsync()).ReplaceLineEndings()));
        using var missing = await client.GetAsync(new Uri("/admin/mail/999999", UriKind.Relative));
        Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using var unknown = await client.GetAsync(new Uri("/admin/mail/preview/none", UriKind.Relative));
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task An_administrator_tries_whether_mail_arrives_lifts_an_address_with_a_reason_and_sends_again()
    {
        await using var visitor = await Visitor.OpenAsync(office.Host, person: administrator, width: 360);
        var page = visitor.Page;
        await visitor.GoAsync("/admin/mail");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi thư thử cho tôi" }).ClickAsync();
        await Expect(page.Locator(".notice-ok")).ToContainTextAsync(Own);

        var held = await office.QueueAsync("refused-trang@caobang.example");
        await office.DispatchAsync();
        Assert.That((await office.Server.WaitAsync(Own, 2)).Select(m => m.Header("Subject")), Has.Some.EqualTo("Thư thử từ Danh mục đầu tư công"));
        await visitor.GoAsync($"/admin/mail/{held}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi lại" }).ClickAsync();
        await Expect(page.Locator(".notice-error")).ToContainTextAsync("refused-trang@caobang.example");

        await visitor.GoAsync("/admin/mail/addresses");
        await page.Locator("summary", new() { HasText = "refused-trang@" }).ClickAsync();
        await page.GetByLabel("Lý do").FillAsync("   ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cho gửi lại" }).ClickAsync();
        await Expect(page.Locator(".fault")).ToBeVisibleAsync();
        Assert.That(await page.OverflowAsync(), Is.Null);
        Assert.That(await page.BarriersAsync(), Is.Empty);
        await visitor.PictureAsync("mail-lift.vi.360");
        await page.GetByLabel("Lý do").FillAsync("Hộp thư đã được mở lại");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cho gửi lại" }).ClickAsync();
        await Expect(page.Locator(".notice-ok")).ToBeVisibleAsync();

        await visitor.GoAsync($"/admin/mail/{held}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi lại" }).ClickAsync();
        await Expect(page.Locator(".badge-wait").First).ToHaveTextAsync("chờ gửi");
        await office.DispatchAsync();
        Assert.That(await office.StateAsync(held), Is.EqualTo("failed 1 550 5.1.1 No such user here"));
        Assert.That(
            await office.Host.ListAsync<string>("select kind || coalesce(' ' || reason, '') from audit.event where subject_type = 'mail' and subject_code not in (select subject_code from audit.event where kind = 'notifications.mail_settled') order by id"),
            Is.EqualTo(new[] { "notifications.test_mail", "notifications.address_lifted Hộp thư đã được mở lại", "notifications.mail_again" }));
        // A refused form is answered 422, which the browser writes into its console.
        Assert.That(visitor.Complaints.Where(c => !c.Contains("422", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_mail_that_did_not_arrive_is_dealt_with_by_a_click_and_counts_no_more_until_it_is_sent_again()
    {
        var id = await office.QueueAsync("policy-xong@caobang.example");
        await office.DispatchAsync();
        await using var visitor = await Visitor.OpenAsync(office.Host, person: administrator, width: 360);
        await visitor.GoAsync("/admin/mail?status=failed");
        var before = await visitor.Page.Locator("nav [aria-current] .count").InnerTextAsync();
        await visitor.GoAsync($"/admin/mail/{id}");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Đánh dấu đã xử lý" }).ClickAsync();
        await Expect(visitor.Page.Locator(".notice-ok")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".page-head")).ToContainTextAsync("Đã xử lý: Quản trị thư");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Đánh dấu đã xử lý" })).ToHaveCountAsync(0);
        await visitor.PictureAsync("mail-settled.vi.360");
        await visitor.GoAsync("/admin/mail?status=failed");
        await Expect(visitor.Page.Locator("tr", new() { HasText = "policy-xong@" })).ToContainTextAsync("đã xử lý");
        Assert.That(int.Parse(await visitor.Page.Locator("nav [aria-current] .count").InnerTextAsync(), CultureInfo.InvariantCulture), Is.EqualTo(int.Parse(before, CultureInfo.InvariantCulture) - 1));
        Assert.That(await office.Host.AskAsync<string>("select kind || subject_code from audit.event where kind = 'notifications.mail_settled'"), Is.EqualTo("notifications.mail_settled" + id));

        await office.Host.Services.GetRequiredService<MailDesk>().AgainAsync(Someone, id, default);
        Assert.That(await office.OfAsync<string>(id, "status || coalesce(settled_by, '-')"), Is.EqualTo("queued-"));
        await office.Host.AskAsync<long>("delete from notifications.mail where id = @id", new { id });
    }

    [Test]
    public async Task What_is_sent_again_was_sent_today_all_the_same()
    {
        var desk = office.Host.Services.GetRequiredService<MailDesk>();
        var id = await office.QueueAsync("lan-nua@caobang.example");
        await office.DispatchAsync();
        var before = (await desk.StandingAsync(Someone, default)).SentToday;
        await desk.AgainAsync(Someone, id, default);
        Assert.That((await desk.StandingAsync(Someone, default)).SentToday, Is.EqualTo(before));
        await office.Host.AskAsync<long>("delete from notifications.mail where id = @id", new { id });
    }

    [Test]
    public async Task Where_files_cannot_be_written_the_run_counts_it_and_the_page_says_it_in_words()
    {
        var id = await office.QueueAsync("khong-ghi@caobang.example");
        var file = Path.GetTempFileName();
        using var dispatcher = office.Dispatcher(office.Settings with { Host = null, Folder = Path.Combine(file, "mails") });
        var run = new JobRun("mail-dispatch", DateTimeOffset.UtcNow, "c");
        await new MailDispatchJob(dispatcher).RunAsync(run, default);
        File.Delete(file);

        Assert.That((run.Counts["mails"], run.Counts["mails_failed"]), Is.EqualTo((0, 1)));
        Assert.That(await GetAsync($"/admin/mail/{id}"), Does.Match(@"Không ghi được tệp thư<span class=""under"">\w*Exception: "));
        await office.Host.AskAsync<long>("delete from notifications.mail where id = @id", new { id });
    }

    [Test]
    public async Task Who_has_no_address_is_told_that_nothing_was_sent_and_where_addresses_are_entered()
    {
        using var desk = await Desk.OfAsync(office.Host, Role.Administrator);
        using var refused = await desk.SendAsync(await desk.OpenAsync("/admin/mail", "Test"));
        Assert.That(await Desk.ReadAsync(refused), Does.Contain("Chưa gửi được.").And.Contain("chưa có địa chỉ thư").And.Contain("href=\"/admin/accounts\"").And.Not.Contain("Chưa lưu được"));
    }

    [TestCase("down", "không kết nối được")]
    [TestCase("slow-trang@caobang.example", "timeout 1 s")]
    [TestCase("drop-trang@caobang.example", "không kết nối được")]
    [TestCase("busy-trang@caobang.example", "451 4.3.2 Try again later")]
    [TestCase("full-trang@caobang.example", "452 4.2.2 Mailbox full")]
    public async Task The_page_says_how_the_latest_attempt_ended_and_when_the_next_one_comes(string to, string said)
    {
        var settings = office.Settings with { Timeout = TimeSpan.FromSeconds(1), Port = to == "down" ? Portfolio.Web.Tests.Hosting.ProgramRun.FreePort() : office.Server.Port };
        var id = await office.QueueAsync(to == "down" ? "may-chu-tat@caobang.example" : to);
        await office.DispatchAsync(settings);
        var page = await GetAsync("/admin/mail");
        Assert.That(page[page.IndexOf("Lần gửi gần nhất", StringComparison.Ordinal)..page.IndexOf("Xem mẫu thư", StringComparison.Ordinal)], Does.Contain(said).And.Contain("Đang chờ gửi lại"));
        Assert.That(await GetAsync($"/admin/mail/{id}"), Does.Contain("Gửi lại lúc").And.Contain("Đã thử 1 lần").And.Contain("chờ gửi"));
        Assert.That(await office.OfAsync<string>(id, "status"), Is.EqualTo("queued"), "nothing is lost");
        await office.Host.AskAsync<long>("delete from notifications.mail where id = @id", new { id });
    }

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_speak_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        (string Path, string Name)[] pages =
        [
            ("/admin/mail", "mail"), ("/admin/mail?status=failed", "mail-failed"), ("/admin/mail?status=sent", "mail-sent"), ($"/admin/mail/{failed}", "mail-one"),
            ("/admin/mail/addresses", "mail-addresses"),
        ];
        await using var visitor = await Visitor.OpenAsync(office.Host, language, width, person: administrator);
        await visitor.LookAsync($"{language}.{width}", pages);
    }

    [Test]
    public async Task Every_kind_of_mail_fits_a_small_window_without_pictures_and_says_the_same_as_text([Values("vi", "en")] string language)
    {
        await using var visitor = await Visitor.OpenAsync(office.Host, language, 360, person: administrator);
        using (Assert.EnterMultipleScope())
        {
            foreach (var kind in MailKinds.All)
            {
                using var answer = await client.GetAsync(new Uri($"/admin/mail/preview/{kind.Code}?lang={language}", UriKind.Relative));
                var html = await answer.Content.ReadAsStringAsync();
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), kind.Code);
                Assert.That(html, Does.Contain("href=\"/admin/mail\"").And.Not.Contain("Nguyễn Văn Bình").And.Not.Match(@"<br>\s*<br>"), kind.Code);
                Assert.That(html, Does.Contain($"lang=\"{language}\"").And.Not.Contain("<img").And.Not.Contain("<script").And.Not.Contain("<link"), kind.Code);
                foreach (var width in (int[])[360, 640])
                {
                    await visitor.Page.SetViewportSizeAsync(width, 740);
                    await visitor.Page.SetContentAsync(html);
                    Assert.That(await visitor.Page.OverflowAsync(), Is.Null, $"{kind.Code} {width}");
                    Assert.That(await visitor.Page.BarriersAsync(), Is.Empty, $"{kind.Code} {width}");
                    // These are taken always: how a mail looks is seen in no other way.
                    await visitor.Page.ScreenshotAsync(new PageScreenshotOptions
                    {
                        Path = Path.Combine(TestContext.CurrentContext.TestDirectory, "mails", $"{kind.Code}.{language}.{width}.png"),
                        FullPage = true,
                    });
                }
            }
        }
    }

    private Task<string> GetAsync(string path) => ReadAsync(client, path);

    private static async Task<string> ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
