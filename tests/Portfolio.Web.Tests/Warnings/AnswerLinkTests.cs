using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Notifications.Warnings;
using Portfolio.Slippage;
using Portfolio.Web.SignIn;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Mail;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Warnings;

/// <summary>What the link of a mail opens, for whom it acts, and when it serves no more.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class AnswerLinkTests
{
    private const string Body = "cb-so-xay-dung";
    private const string Bind = "insert into accounts.account_body (account_id, body_id) select @Id, id from directory.body where code = '" + Body + "'";
    private const string Unbind = "delete from accounts.account_body where account_id = @Id";

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "answer-link-" + Guid.NewGuid().ToString("N"));

    private TestHost host = null!;
    private AnswerLinks links = null!;
    private int projects;

    private DateOnly Today => host.Services.GetRequiredService<BusinessCalendar>().Today;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None, demo: false, settings: [("Mail:Folder", Folder), ("Mail:Site", "https://danh-muc.example")]);
        links = host.Services.GetRequiredService<AnswerLinks>();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await host.DisposeAsync();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    [Test]
    public async Task Opening_it_by_whatever_machine_writes_nothing_and_signs_nobody_in()
    {
        var (person, warning) = (await OwnerAsync(), await WarnAsync());
        var link = LinkOf(person, warning);
        using var guest = new Guest(host);
        var before = await host.FootprintAsync();
        foreach (var method in (HttpMethod[])[HttpMethod.Head, HttpMethod.Get, HttpMethod.Get])
        {
            using var request = new HttpRequestMessage(method, link);
            request.Headers.Add("Sec-Purpose", "prefetch");
            using var answer = await guest.Client.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(answer.Headers.GetValues("Referrer-Policy"), Is.EqualTo(new[] { "no-referrer" }));
            Assert.That(answer.Headers.GetValues("X-Robots-Tag"), Is.EqualTo(new[] { "noindex, nofollow" }));
        }
        Assert.That(await host.FootprintAsync(), Is.EqualTo(before));
        Assert.That(guest.Session, Is.Null);
        Assert.That(await StatementTests.CountAsync(link, guest.Client), Is.LessThanOrEqualTo(StatementTests.Most));
        using (var page = await guest.GetAsync(link))
            Assert.That(await page.ReadAsync(), Does.Contain("quá hạn").And.Contain("Trả lời thay mặt <strong>Nguyễn Văn").And.Contain("Sở Xây dựng"));

        // The mark does tell when something is written.
        using (await guest.AnswerAsync(link, "Known", ("ExpectedOn", Iso(Today))))
            Assert.That(await host.FootprintAsync(), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task A_stranger_to_the_browser_acknowledges_and_the_history_says_that_it_was_by_the_link()
    {
        var (person, warning) = (await OwnerAsync(), await WarnAsync());
        var link = LinkOf(person, warning);
        using var guest = new Guest(host);
        using (var past = await guest.AnswerAsync(link, "Known", ("ExpectedOn", Iso(Today.AddDays(-1))), ("Form.Note", "làm bù <b>ca ba</b>")))
        {
            Assert.That(past.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await past.Content.ReadAsStringAsync(), Does.Contain($"value=\"{Iso(Today.AddDays(-1))}\"").And.Not.Contain("<b>ca"));
            Assert.That(await past.ReadAsync(), Does.Contain("không được trước hôm nay").And.Contain("làm bù <b>ca ba</b></textarea>"));
        }
        using (var known = await guest.AnswerAsync(link, "Known", ("ExpectedOn", Iso(Today.AddDays(20))), ("Form.Note", "làm bù")))
            Assert.That(known.LeadsTo(), Is.EqualTo(link));
        using (var page = await guest.GetAsync(link))
            Assert.That(await page.ReadAsync(), Does.Contain($"dự kiến xong ngày {Shown(20)}").And.Contain($"đến hết ngày {Shown(6)}").And.Contain("màu cảnh báo giữ nguyên").And.Contain("làm bù"));
        Assert.That(await host.AskAsync<string>("select acknowledged_on || ' ' || expected_on || ' ' || severity from slippage.episode where id = @warning", new { warning }), Is.EqualTo($"{Iso(Today)} {Iso(Today.AddDays(20))} red"));
        Assert.That(
            await host.ListAsync<string>("select kind || ' ' || (account_id = @Id) || ' ' || (after ->> 'via') || ' ' || reason from audit.event where subject_code = @code and subject_type = 'warning'", new { person.Id, code = warning.ToString(CultureInfo.InvariantCulture) }),
            Is.EqualTo(new[] { "warnings.acknowledged true mail_link làm bù" }));
        Assert.That(guest.Session, Is.Null);
    }

    [Test]
    public async Task A_milestone_is_forecast_and_reported_met_by_its_rules()
    {
        var (person, warning) = (await OwnerAsync(), await WarnAsync());
        var link = LinkOf(person, warning);
        using var guest = new Guest(host);
        using (var past = await guest.AnswerAsync(link, "Forecast", ("Form.Forecast", "1/1/2020"), ("Form.ReasonCode", "land"), ("Form.Note", "chờ bàn giao")))
        {
            Assert.That(past.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await past.ReadAsync(), Does.Contain("value=\"1/1/2020\"").And.Contain("chờ bàn giao</textarea>"));
        }
        using (var said = await guest.AnswerAsync(link, "Forecast", ("Form.Forecast", "31/12/2035"), ("Form.ReasonCode", "land")))
            Assert.That(said.LeadsTo(), Is.EqualTo(link), await said.ReadAsync());
        using (var ahead = await guest.AnswerAsync(link, "Met", ("Form.On", Iso(Today.AddDays(1)))))
        {
            Assert.That(ahead.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await ahead.ReadAsync(), Does.Contain("on-fault").And.Contain($"value=\"{Iso(Today.AddDays(1))}\"").And.Contain("31/12/2035"));
        }
        using (var met = await guest.AnswerAsync(link, "Met", ("Form.On", Iso(Today))))
            Assert.That(met.LeadsTo(), Is.EqualTo(link), await met.ReadAsync());
        using (var page = await guest.GetAsync(link))
            Assert.That(await page.ReadAsync(), Does.Contain($"Đã báo xong ngày {Shown(0)}").And.Not.Contain("handler=Met").And.Contain("handler=Known"));
        Assert.That(
            await host.AskAsync<string>("select stated_text || ' ' || reported_on from milestones.milestone where id = (select subject_id from slippage.episode where id = @warning)", new { warning }),
            Is.EqualTo("31/12/2035 " + Iso(Today)));
        Assert.That(
            await person.AskAsync<long>("select count(*) from audit.event where account_id = @Id and kind = 'milestones.updated' and after ->> 'via' = 'mail_link'"), Is.EqualTo(2));
    }

    [Test]
    public async Task What_others_changed_meanwhile_is_shown_before_it_is_overwritten()
    {
        var (person, warning) = (await OwnerAsync(), await WarnAsync());
        var link = LinkOf(person, warning);
        using var guest = new Guest(host);
        using var stale = await guest.AnswerAsync(link, "Met", ("Form.On", Iso(Today)), ("Form.Revision", "999999"));
        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await stale.ReadAsync(), Does.Not.Contain("value=\"999999\""));
    }

    [Test]
    public async Task What_serves_no_more_gets_a_calm_page_that_leads_on_and_changes_nothing()
    {
        var (person, warning) = (await OwnerAsync(), await WarnAsync());
        var link = LinkOf(person, warning);
        var other = LinkOf(await OwnerAsync(bound: false), warning);
        using var guest = new Guest(host);
        await DemandSpentAsync(guest, LinkOf(person, warning, Today.AddDays(-AnswerLinks.Days - 1)), $"/warnings/{warning}");
        await DemandSpentAsync(guest, other, $"/warnings/{warning}");
        await DemandSpentAsync(guest, LinkOf(person, 999_999_999), "/warnings/999999999");
        foreach (var altered in (string[])[link[..^3] + "AAA", link + "A", AnswerLinks.Page, AnswerLinks.Page + "?t=", AnswerLinks.Page + "?t=%20%3C", AnswerLinks.Page + "?t=" + new string('x', 4_000), ForeignPurpose(person, warning)])
            await DemandSpentAsync(guest, altered, "/warnings");
        using (var last = await guest.GetAsync(LinkOf(person, warning, Today.AddDays(-AnswerLinks.Days))))
            Assert.That(last.StatusCode, Is.EqualTo(HttpStatusCode.OK), "its last day");
    }

    [TestCase("update accounts.account set active = false where id = @Id", "update accounts.account set active = true where id = @Id", TestName = "A deactivated account answers no more by an old link")]
    [TestCase("update accounts.account set email = 'khac@example.vn', email_key = 'KHAC@EXAMPLE.VN' where id = @Id", null, TestName = "An account with another address answers no more by an old link")]
    [TestCase("update accounts.account set role = 'Leader' where id = @Id", "update accounts.account set role = 'Owner' where id = @Id", TestName = "An account in another role answers no more by an old link")]
    [TestCase("update accounts.account set role = 'Construction' where id = @Id", null, TestName = "Nor where the other role could answer as well")]
    [TestCase("update accounts.account set province_code = 'ls' where id = @Id", null, TestName = "An account of another province answers no more by an old link")]
    [TestCase(Unbind, Bind, TestName = "An account that lost the body of the project answers no more by an old link")]
    public async Task Who_is_no_longer_in_charge_answers_no_more(string lose, string? regain)
    {
        var (person, warning) = (await OwnerAsync(), await WarnAsync());
        var link = LinkOf(person, warning);
        using var guest = new Guest(host);
        using var page = await guest.GetAsync(link);
        var token = RequestCalls.FormToken(await page.Content.ReadAsStringAsync());
        await host.DoAsync(lose, new { person.Id });
        await DemandSpentAsync(guest, link, $"/warnings/{warning}");
        var before = await host.FootprintAsync();
        foreach (var handler in (string[])["Known", "Met", "Forecast"])
        {
            using var refused = await guest.Client.PostFormAsync(
                $"{link}&handler={handler}", ("__RequestVerificationToken", token), ("ExpectedOn", Iso(Today)), ("Form.On", Iso(Today)), ("Form.Forecast", "2035"), ("Form.ReasonCode", "land"));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Gone), handler);
        }
        Assert.That(await host.FootprintAsync(), Is.EqualTo(before));
        if (regain is null)
            return;
        await host.DoAsync(regain, new { person.Id });
        using var again = await guest.GetAsync(link);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Another_password_does_not_end_the_links_of_open_mails()
    {
        var (person, warning) = (await OwnerAsync(), await WarnAsync());
        await host.DoAsync("update accounts.account set password_hash = 'x', security_stamp = 'another' where id = @Id", new { person.Id });
        using var guest = new Guest(host);
        using var answer = await guest.GetAsync(LinkOf(person, warning));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_warning_that_has_ended_meanwhile_says_so_and_takes_no_answer()
    {
        var (person, warning) = (await OwnerAsync(), await WarnAsync());
        var link = LinkOf(person, warning);
        using var guest = new Guest(host);
        using var page = await guest.GetAsync(link);
        var token = RequestCalls.FormToken(await page.Content.ReadAsStringAsync());
        await host.DoAsync("update slippage.episode set resolved_on = current_date where id = @warning", new { warning });
        using (var ended = await guest.GetAsync(link))
            Assert.That(await ended.ReadAsync(), Does.Contain("Cảnh báo này đã hết").And.Not.Contain("handler=Known"));
        foreach (var handler in (string[])["Known", "Met", "Forecast"])
        {
            using var refused = await guest.Client.PostFormAsync($"{link}&handler={handler}", ("__RequestVerificationToken", token), ("ExpectedOn", Iso(Today)), ("Form.On", Iso(Today)));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), handler);
        }
        Assert.That(await host.AskAsync<long>("select count(*) from slippage.remark where episode_id = @warning", new { warning }), Is.Zero);
    }

    [Test]
    public async Task It_acts_for_its_own_account_and_says_so_where_somebody_else_has_signed_in()
    {
        var (person, warning, other) = (await OwnerAsync(), await WarnAsync(), await Person.MakeAsync(host));
        var link = LinkOf(person, warning);
        using var guest = await Guest.OfAsync(other);
        using (var page = await guest.GetAsync(link))
            Assert.That(await page.ReadAsync(), Does.Contain("Trình duyệt này đang đăng nhập bằng tài khoản").And.Contain($"href=\"/warnings/{warning}\""));
        using (var known = await guest.AnswerAsync(link, "Known", ("ExpectedOn", Iso(Today))))
            Assert.That(known.LeadsTo(), Is.EqualTo(link));
        Assert.That(await host.AskAsync<long>("select entered_account from slippage.remark where episode_id = @warning", new { warning }), Is.EqualTo(person.Id));
        using var own = await Guest.OfAsync(person);
        using var himself = await own.GetAsync(link);
        Assert.That(await himself.ReadAsync(), Does.Not.Contain("Trình duyệt này đang đăng nhập"));
        using var forged = await guest.Client.PostFormAsync(link + "&handler=Known", ("ExpectedOn", Iso(Today)));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), "a form of another site");
    }

    [Test]
    public async Task The_link_stands_in_the_mail_itself_and_administrators_see_an_inert_one()
    {
        var (person, warning) = (await OwnerAsync(), await WarnAsync());
        var older = await QueueAsync(person, Item(0));
        var late = await QueueAsync(person, Item(warning) with { MayAnswer = true }, Today.AddDays(-AnswerLinks.Days - 1));
        var answered = await QueueAsync(person, Item(warning) with { MayAnswer = true });
        await host.Services.GetRequiredService<MailDispatcher>().RunAsync(Actor.System, CancellationToken.None);
        var mail = await FileAsync(answered);
        var inHtml = LinkReader.LinksIn(mail.Part("text/html"));
        Assert.That(inHtml, Has.Count.EqualTo(1));
        Assert.That(LinkReader.LinksIn(mail.Part("text/plain")), Is.EqualTo(inHtml));
        Assert.That(mail.Part("text/html"), Does.Contain("Trả lời / đã biết"));
        Assert.That(LinkReader.LinksIn((await FileAsync(older)).Part("text/html")), Is.Empty);
        await DemandOneTapAsync(mail.Part("text/html"));
        using var guest = new Guest(host);
        using (var opened = await guest.GetAsync(inHtml[0]))
            Assert.That(opened.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        // Sent later, or once again, a mail gives its link no longer life.
        await DemandSpentAsync(guest, LinkReader.LinksIn((await FileAsync(late)).Part("text/html")).Single(), $"/warnings/{warning}");

        using var administrator = host.NewClient(await SignedIn.AsAsync(host.Services, Role.Administrator));
        foreach (var path in (string[])[$"/admin/mail/{answered}", $"/admin/mail/{answered}?handler=Html", $"/admin/mail/{answered}?handler=Eml", "/admin/mail/preview/digest", "/admin/mail?status=sent"])
        {
            using var shown = await administrator.GetAsync(new Uri(path, UriKind.Relative));
            var raw = Encoding.Latin1.GetString(await shown.Content.ReadAsByteArrayAsync());
            var text = path.EndsWith("Eml", StringComparison.Ordinal) ? new Received([], "", false, null, raw).Part("text/html") : WebUtility.HtmlDecode(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw)));
            Assert.That((shown.StatusCode, text.Contains("answer?", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, false)), path);
            Assert.That(text.Contains("liên kết chỉ có trong thư gửi cho người nhận", StringComparison.Ordinal), Is.EqualTo(!path.Contains("status", StringComparison.Ordinal)), path);
        }
    }

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_speak_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        var (person, open, ended) = (await OwnerAsync(), await WarnAsync(), await WarnAsync());
        await host.DoAsync("update slippage.episode set resolved_on = current_date where id = @ended", new { ended });
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        await visitor.LookAsync($"{language}.{width}", (LinkOf(person, open), "answer"), (LinkOf(person, ended), "answer-ended"));
        await visitor.GoAsync(LinkOf(person, open));
        await visitor.Page.Locator("#expected").FillAsync(Iso(Today.AddDays(3)));
        await visitor.Page.Locator("#note").FillAsync("đã họp với nhà thầu, làm bù vào cuối tuần");
        await visitor.Page.Locator("form:has(#expected) button").ClickAsync();
        await visitor.Page.Locator(".notice-ok").WaitForAsync();
        await visitor.PictureAsync($"answer-done.{language}.{width}");
        Assert.That(await visitor.GoAsync(AnswerLinks.Page), Is.EqualTo(410));
        Assert.That(await visitor.Page.OverflowAsync(), Is.Null);
        Assert.That(await visitor.Page.BarriersAsync(), Is.Empty);
        await visitor.PictureAsync($"answer-spent.{language}.{width}");
    }

    /// <summary>In a small window, without pictures, the link is as large as a thumb.</summary>
    private async Task DemandOneTapAsync(string html)
    {
        await using var visitor = await Visitor.OpenAsync(host, width: 360);
        await visitor.Page.SetContentAsync(html);
        Assert.That(await visitor.Page.OverflowAsync(), Is.Null);
        Assert.That(await visitor.Page.BarriersAsync(), Is.Empty);
        var box = (await visitor.Page.Locator("a", new() { HasText = "Trả lời / đã biết" }).BoundingBoxAsync())!;
        Assert.That(box.Height, Is.GreaterThanOrEqualTo(44));
        await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(TestContext.CurrentContext.TestDirectory, "mails", "answer.vi.360.png"), FullPage = true });
    }

    private async Task<Person> OwnerAsync(bool bound = true)
    {
        var person = await Person.MakeAsync(host, Role.Owner);
        if (bound)
            await host.DoAsync(Bind, new { person.Id });
        return person;
    }

    /// <summary>A red warning of a milestone of a project that no other test knows.</summary>
    private Task<long> WarnAsync() => host.AskAsync<long>("""
        insert into slippage.episode (rule_code, subject_type, subject_id, project_id, body_id, severity, since, until, opened_on, red_on)
        select 'milestone.overdue', 'milestone', m.id, m.project_id, (select id from directory.body where code = 'cb-so-xay-dung'), 'red', '2026-01-05', '2026-01-04', '2026-01-05', '2026-01-19'
        from milestones.milestone m
        where m.met_on is null and m.planned_on is not null and exists (
            select 1 from projects.project_body r join directory.body b on b.id = r.body_id
            where r.project_id = m.project_id and r.role in ('owner', 'lead') and b.code = 'cb-so-xay-dung')
        order by m.id offset @Skip limit 1
        returning id
        """, new { Skip = Interlocked.Increment(ref projects) });

    private string LinkOf(Person person, long warning, DateOnly? day = null) =>
        links.Make(warning, person.Id, Role.Owner, person.Name + "@example.vn", day ?? Today);

    // What another part of the program protects for another purpose.
    private string ForeignPurpose(Person person, long warning) => AnswerLinks.Page + "?t=" + System.Buffers.Text.Base64Url.EncodeToString(
        host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("another").Protect(Encoding.UTF8.GetBytes($"{warning} {person.Id} 2099-01-01 0000000000000000")));

    private async Task DemandSpentAsync(Guest guest, string link, string leadsTo)
    {
        using var answer = await guest.GetAsync(link);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Gone), link);
        Assert.That(await answer.ReadAsync(), Does.Contain("không còn dùng được").And.Contain($"href=\"{leadsTo}\"").And.Not.Contain("handler="), link);
    }

    private static WarningItem Item(long warning) => new(
        "new", "CB-GT-001", "Cao tốc", new DateOnly(2026, 1, 5),
        new WarningFacts("milestone.overdue", "red", "Hoàn thành", null, new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 4), null, null, null, null, null, new Vnd(0)), warning);

    private async Task<long> QueueAsync(Person person, WarningItem item, DateOnly? day = null)
    {
        var (key, model) = (Guid.NewGuid().ToString(), new WarningMail(day ?? Today, [item], 1, 1, 0) { Role = item.Id == 0 ? null : Role.Owner });
        // As older programs wrote it: without what they did not know.
        object written = item.Id > 0 ? model : JsonSerializer.Deserialize<JsonElement>(JsonSerializer.Serialize(
            new { model.Day, Items = new[] { new { item.Part, item.ProjectCode, item.ProjectName, item.OpenedOn, item.Facts } }, model.Total, model.Red, model.AtRisk }, MailModels.Json));
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await MailOutbox.QueueAsync(
            connection, transaction, [new NewMail(key, MailModels.Digest, new MailRecipient(person.Id, person.Name, person.Name + "@example.vn", "cb"), written)], DateTimeOffset.UtcNow.AddSeconds(-5), CancellationToken.None);
        await transaction.CommitAsync();
        return await host.AskAsync<long>("select id from notifications.mail where key = @key", new { key });
    }

    private async Task<Received> FileAsync(long mail)
    {
        var name = await host.AskAsync<string>("select answer from notifications.mail where id = @mail and status = 'sent'", new { mail });
        return new Received([], "", false, null, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(Folder, name))));
    }

    private string Shown(int days) => Today.AddDays(days).ToString("d/M/yyyy", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
