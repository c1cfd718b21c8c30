using System.Net;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Notifications.Warnings;
using Portfolio.Slippage;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Mail;

/// <summary>Mails on their way from the outbox to a real mail server, whatever that does.</summary>
internal sealed class MailDispatchTests
{
    private MailOffice office = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => office = await MailOffice.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await office.DisposeAsync();

    [SetUp]
    public Task ClearAsync() => office.Host.AskAsync<long>("delete from notifications.mail where status = 'queued'");

    [Test]
    public async Task A_mail_arrives_once_in_both_forms_with_the_headers_of_a_machine()
    {
        var to = MailOffice.Address("binh");
        var id = await office.QueueAsync(to, "một việc, một lần");
        await office.QueueAsync(to, "một việc, một lần");
        await office.DispatchAsync();
        await office.DispatchAsync();

        var mail = (await office.Server.WaitAsync(to)).Single();
        Assert.That(mail.Header("Subject"), Is.EqualTo("Thư thử từ Danh mục đầu tư công"));
        Assert.That(mail.Header("To"), Is.EqualTo($"Nguyễn Văn Bình <{to}>"));
        Assert.That(mail.Header("From"), Is.EqualTo($"Danh mục đầu tư công <{MailOffice.From}>"));
        Assert.That(mail.Header("Message-ID"), Is.EqualTo(await office.OfAsync<string>(id, "message_id")).And.Match(@"^<[0-9a-f-]{36}@caobang\.example>$"));
        Assert.That(mail.Header("Auto-Submitted"), Is.EqualTo("auto-generated"));
        Assert.That(mail.Header("X-Auto-Response-Suppress"), Is.EqualTo("All"));
        Assert.That(mail.Header("List-Unsubscribe"), Is.Null);
        Assert.That(mail.Header("Content-Type"), Does.StartWith("multipart/alternative"));
        Assert.That(mail.Part("text/plain"), Does.Contain("Kính gửi Nguyễn Văn Bình,").And.Contain("Quản trị yêu cầu gửi thư thử lúc 22/11/2026 07:30.").And.Not.Contain("&#"));
        Assert.That(mail.Part("text/html"), Does.Contain("<h1").And.Contain("Kính gửi Nguyễn Văn Bình,").And.Not.Contain("<img"));
        Assert.That(await office.OfAsync<string>(id, "status || ' ' || via || ' ' || attempts"), Is.EqualTo("sent smtp 1"));
    }

    [Test]
    public async Task An_address_that_is_refused_for_good_is_suppressed_and_the_administrators_are_told_once()
    {
        await Person.MakeAsync(office.Host, Role.Administrator);
        var administrator = await office.Host.AskAsync<string>("select email from accounts.account where role = 'Administrator' and email is not null order by id desc limit 1");
        var to = MailOffice.Address("refused");
        var (first, second) = (await office.QueueAsync(to), await office.QueueAsync(to));
        await office.DispatchAsync();
        await office.DispatchAsync();

        Assert.That(await office.StateAsync(first), Is.EqualTo("failed 1 550 5.1.1 No such user here"));
        Assert.That(await office.OfAsync<string>(second, "status"), Is.EqualTo("failed").Or.EqualTo("suppressed"));
        Assert.That((await office.Server.WaitAsync(administrator)).Single().Part("text/plain"), Does.Contain(to).And.Contain("550 5.1.1 No such user here"));
        var third = await office.QueueAsync(to.ToUpperInvariant());
        await office.DispatchAsync();
        Assert.That(await office.StateAsync(third), Is.EqualTo("suppressed 0 550 5.1.1 No such user here"));
        Assert.That(office.Server.To(to), Is.Empty);
    }

    [TestCase("policy", "failed 1 550 5.7.1 Relaying denied")]
    [TestCase("full", "queued 1 452 4.2.2 Mailbox full")]
    public async Task What_says_nothing_against_the_address_does_not_suppress_it(string name, string state)
    {
        var to = MailOffice.Address(name);
        var id = await office.QueueAsync(to);
        await office.DispatchAsync();
        Assert.That(await office.StateAsync(id), Is.EqualTo(state));
        Assert.That(await office.Host.AskAsync<long>("select count(*) from notifications.suppressed_address where address = @to", new { to }), Is.Zero);
    }

    [Test]
    public async Task An_address_refused_without_a_reason_is_suppressed_once_that_comes_again_on_another_day_and_others_are_served()
    {
        var to = MailOffice.Address("bare");
        foreach (var (earlier, suppressed) in new[] { ("0 hours", 0), ("1 hour", 0), ("1 day", 0) })
        {
            var id = await office.QueueAsync(to);
            await office.DispatchAsync();
            Assert.That(await office.StateAsync(id), Is.EqualTo("failed 1 550 Mailbox unavailable"));
            Assert.That(await SuppressedAsync(), Is.EqualTo(suppressed), earlier);
            await office.Host.AskAsync<long>("update notifications.mail_attempt set at = at - @earlier::interval where mail_id in (select m.id from notifications.mail m where m.address = @to)", new { to, earlier });
        }
        await office.QueueAsync(MailOffice.Address("khac"));
        await office.DispatchAsync();
        await office.QueueAsync(to);
        await office.DispatchAsync();
        Assert.That(await SuppressedAsync(), Is.EqualTo(1));

        Task<long> SuppressedAsync() => office.Host.AskAsync<long>("select count(*) from notifications.suppressed_address where address = @to", new { to });
    }

    [Test]
    public async Task A_server_that_serves_us_not_at_all_loses_no_mail_and_few_are_tried()
    {
        await using var closed = await SmtpServer.StartAsync(closed: true);
        var ids = new List<long>();
        foreach (var _ in Enumerable.Range(0, 6))
            ids.Add(await office.QueueAsync(MailOffice.Address("chan")));
        await office.DispatchAsync(office.Settings with { Port = closed.Port });
        Assert.That(await office.Host.ListAsync<string>("select distinct status from notifications.mail where id = any(@ids)", new { ids = ids.ToArray() }), Is.EqualTo(new[] { "queued" }));
        Assert.That(await office.Host.AskAsync<long>("select count(*) from notifications.mail where id = any(@ids) and attempts > 0", new { ids = ids.ToArray() }), Is.EqualTo(3));
        Assert.That(await office.StateAsync(ids[0]), Does.StartWith("queued 1 554 ").And.Contain("Client host blocked"));
    }

    [TestCase("busy", "queued 1 451 4.3.2 Try again later")]
    [TestCase("drop", "queued 1 Unable to ")]
    [TestCase("slow", "queued 1 timeout 1 s")]
    public async Task What_is_refused_for_now_dropped_in_the_middle_or_too_slow_is_sent_later_with_the_same_id(string name, string state)
    {
        var to = MailOffice.Address(name);
        var id = await office.QueueAsync(to);
        await office.DispatchAsync(office.Settings with { Timeout = TimeSpan.FromSeconds(1) });
        Assert.That(await office.StateAsync(id), Does.StartWith(state));
        Assert.That(office.Server.To(to), Is.Empty);
        var given = await office.OfAsync<string>(id, "message_id");
        Assert.That(await office.OfAsync<double>(id, "extract(epoch from not_before - now())::float8"), Is.InRange(50, 61));
        // Not before its time.
        await office.DispatchAsync();
        Assert.That(await office.OfAsync<int>(id, "attempts"), Is.EqualTo(1));

        await office.WaitOutAsync();
        await office.DispatchAsync();
        Assert.That((await office.Server.WaitAsync(to)).Single().Header("Message-ID"), Is.EqualTo(given));
        Assert.That(await office.OfAsync<string>(id, "status || ' ' || attempts"), Is.EqualTo("sent 2"));
    }

    [Test]
    public async Task After_the_last_of_many_attempts_a_mail_is_given_up_where_everybody_sees_it()
    {
        var id = await office.QueueAsync(MailOffice.Address("full"));
        await office.Host.AskAsync<long>("update notifications.mail set attempts = @n where id = @id", new { id, n = MailBackoff.MostAttempts - 2 });
        await office.DispatchAsync();
        Assert.That(await office.OfAsync<string>(id, "status || ' ' || extract(epoch from not_before - now())::int / 3600"), Is.EqualTo("queued 3").Or.EqualTo("queued 4"));
        await office.WaitOutAsync();
        await office.DispatchAsync();
        Assert.That(await office.StateAsync(id), Is.EqualTo($"failed {MailBackoff.MostAttempts} 452 4.2.2 Mailbox full"));
        Assert.That(
            await office.Host.ListAsync<string>("select outcome from notifications.mail_attempt where mail_id = @id order by id", new { id }), Is.EqualTo(new[] { "later", "given_up" }));
    }

    [Test]
    public async Task While_the_server_is_down_few_mails_are_tried_and_all_arrive_once_it_is_up()
    {
        var port = Portfolio.Web.Tests.Hosting.ProgramRun.FreePort();
        var settings = office.Settings with { Port = port };
        var addresses = Enumerable.Range(0, 8).Select(_ => MailOffice.Address("cho")).ToList();
        foreach (var to in addresses)
            await office.QueueAsync(to);
        Assert.That(await office.DispatchAsync(settings), Is.Zero);
        Assert.That(await office.Host.AskAsync<long>("select count(*) from notifications.mail where address = any(@addresses) and attempts > 0", new { addresses }), Is.EqualTo(3));
        Assert.That(await office.Host.AskAsync<long>("select count(*) from notifications.mail where address = any(@addresses) and leased_by is not null", new { addresses }), Is.Zero);

        await office.WaitOutAsync();
        await using var up = await SmtpServer.StartAsync(port);
        Assert.That(await office.DispatchAsync(settings), Is.EqualTo(8));
        foreach (var to in addresses)
            Assert.That(await up.WaitAsync(to), Has.Count.EqualTo(1), to);
        Assert.That(up.Connections, Is.EqualTo(1), "one connection for all");
    }

    [Test]
    public async Task One_mail_after_the_other_leaves_without_waiting_for_acknowledgements()
    {
        await using var way = new SmtpTransport(office.Settings).Open();
        Letter Next(int n) => new($"<{Guid.NewGuid()}@caobang.example>", "A", MailOffice.Address("nhanh" + n), new LetterWords("a", "b", "c"));
        await way.SendAsync(Next(0));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var n = 0; n < 60; n++)
            Assert.That((await way.SendAsync(Next(n))).Outcome, Is.EqualTo(MailOutcome.Sent));
        TestContext.Out.WriteLine($"{60 / clock.Elapsed.TotalSeconds:0} mails a second by one connection");
        // With each of them held up for 40 ms it would be more than 2,4 seconds.
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task Dispatchers_share_the_outbox_and_none_sends_what_another_has_in_hand()
    {
        var addresses = Enumerable.Range(0, 60).Select(_ => MailOffice.Address("chung")).ToList();
        foreach (var to in addresses)
            await office.QueueAsync(to);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => office.DispatchAsync(office.Settings with { Batch = 4 })));
        foreach (var to in addresses)
            Assert.That(await office.Server.WaitAsync(to), Has.Count.EqualTo(1), to);
    }

    [Test]
    public async Task What_a_killed_dispatcher_had_in_hand_is_sent_by_the_next_with_the_same_id()
    {
        var to = MailOffice.Address("giua-duong");
        var id = await office.QueueAsync(to);
        // Killed between the server's answer and the mark.
        var mail = await TakeAsync(office.Settings);
        await using (var way = new SmtpTransport(office.Settings).Open())
            await way.SendAsync(new Letter(mail.MessageId, mail.RecipientName, mail.Address, new LetterWords("a", "b", "c")));

        await office.DispatchAsync();
        Assert.That(await office.OfAsync<string>(id, "status"), Is.EqualTo("queued"), "the lease still holds");
        await office.Host.AskAsync<long>("update notifications.mail set lease_until = now() - interval '1 second' where id = @id", new { id });
        await office.DispatchAsync();
        Assert.That((await office.Server.WaitAsync(to, 2)).Select(m => m.Header("Message-ID")), Is.EqualTo(new[] { mail.MessageId, mail.MessageId }));
        Assert.That(await office.OfAsync<string>(id, "status"), Is.EqualTo("sent"));
    }

    [Test]
    public async Task No_more_leave_in_a_minute_than_the_rate_allows_whoever_sends()
    {
        await office.Host.AskAsync<long>("delete from notifications.mail_attempt");
        foreach (var _ in Enumerable.Range(0, 9))
            await office.QueueAsync(MailOffice.Address("nhip"));
        var settings = office.Settings with { PerMinute = 5, Batch = 3 };
        var sent = await Task.WhenAll(office.DispatchAsync(settings), office.DispatchAsync(settings));
        Assert.That(sent.Sum(), Is.EqualTo(5));
        await office.Host.AskAsync<long>("update notifications.mail_attempt set at = at - interval '1 minute'");
        Assert.That(await office.DispatchAsync(settings), Is.EqualTo(4));
    }

    [Test]
    public async Task Where_the_server_asks_for_it_mails_leave_encrypted_under_a_name_and_never_without()
    {
        await using var strict = await SmtpServer.StartAsync(user: "hop-thu");
        var to = MailOffice.Address("kin");
        var id = await office.QueueAsync(to);
        var settings = office.Settings with { Host = "localhost", Port = strict.Port, StartTls = true, UserName = "hop-thu", Password = "mat-khau" };
        // The certificate of the test server is signed by nobody.
        await office.DispatchAsync(settings);
        Assert.That(await office.StateAsync(id), Does.StartWith("queued 1 ").And.Contain("certificate"));
#pragma warning disable SYSLIB0014 // The client has no other place to say whom it trusts.
        ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate!.Subject.Contains("localhost", StringComparison.Ordinal);
        try
        {
            await office.WaitOutAsync();
            await office.DispatchAsync(settings with { Password = "sai" });
            Assert.That(await office.StateAsync(id), Does.StartWith("queued 2 530 "), "a wrong password loses no mail");
            await office.WaitOutAsync();
            await office.DispatchAsync(settings);
        }
        finally
        {
            ServicePointManager.ServerCertificateValidationCallback = null;
        }
#pragma warning restore SYSLIB0014
        // A server that offers no encryption gets nothing.
        var secret = await office.QueueAsync(MailOffice.Address("kin"));
        await office.DispatchAsync(office.Settings with { StartTls = true });
        Assert.That(await office.StateAsync(secret), Does.StartWith("queued 1 ").And.Contain("secure"));
        var mail = (await strict.WaitAsync(to)).Single();
        Assert.That((mail.Secure, mail.User), Is.EqualTo((true, "hop-thu")));
    }

    [Test]
    public async Task A_digest_says_in_both_forms_what_is_wrong_and_only_reminders_can_be_switched_off()
    {
        var (digest, reminder) = (MailOffice.Address("tong-hop"), MailOffice.Address("nhac"));
        var red = new WarningItem(
            "new", "CB-GT-001", "Đường <A> & B", new DateOnly(2026, 6, 2),
            new WarningFacts("milestone.overdue", "red", "Khởi công", null, new DateOnly(2026, 6, 2), new DateOnly(2026, 6, 1), null, null, null, "Ban 1", null, new Vnd(1_500_000_000)), 7);
        var soon = red with { Part = "reminder", Facts = red.Facts with { Rule = "milestone.due_soon", Severity = "notice", Until = new DateOnly(2026, 7, 1), AtRisk = null } };
        await office.QueueAsync(digest, model: new WarningMail(new DateOnly(2026, 6, 16), [red, soon], 30, 1, 1_500_000_000) { More = 28, Illustrative = true }, kind: MailModels.Digest);
        await office.QueueAsync(reminder, model: new WarningMail(new DateOnly(2026, 6, 16), [soon], 1, 0, 0), kind: MailModels.Digest);
        await office.DispatchAsync();

        var mail = (await office.Server.WaitAsync(digest)).Single();
        Assert.That(mail.Header("Subject"), Is.EqualTo("Cảnh báo ngày 16/6/2026: 30 việc, trong đó 1 cảnh báo đỏ"));
        Assert.That(mail.Part("text/plain").ReplaceLineEndings("\n"), Does.Contain(
            "CB-GT-001 – Đường <A> & B\nMốc “Khởi công” quá hạn 15 ngày (hạn 1/6/2026); Ban 1 phải xử lý; vốn năm 2026 chưa giải ngân còn 1,5 tỷ.\nCảnh báo từ 2/6/2026\n"
            + "https://danh-muc.example/warnings/7\n").And.Contain("Và 28 cảnh báo khác.").And.Contain("Vốn năm 2026 chưa giải ngân của các dự án này: 1,5 tỷ.").And.Contain("số liệu minh họa"));
        Assert.That(mail.Part("text/html"), Does.Contain("Đường &lt;A&gt; &amp; B").And.Contain("quá hạn 15 ngày (hạn 1/6/2026); Ban 1 phải xử lý"));
        Assert.That(mail.Header("List-Unsubscribe"), Is.Null);
        Assert.That((await office.Server.WaitAsync(reminder)).Single().Header("List-Unsubscribe"), Is.EqualTo("<https://danh-muc.example/account/mail>"));
    }

    [Test]
    public async Task A_mail_that_cannot_be_written_holds_up_no_other()
    {
        var to = MailOffice.Address("sau");
        var broken = await office.QueueAsync(MailOffice.Address("hong"), kind: "unknown");
        await office.QueueAsync(to);
        await office.DispatchAsync();
        Assert.That(await office.Server.WaitAsync(to), Has.Count.EqualTo(1));
        Assert.That(await office.StateAsync(broken), Does.StartWith("queued 1 InvalidOperationException"));
    }

    [Test]
    public async Task Without_a_server_every_mail_is_a_file_that_mail_programs_open()
    {
        var folder = Directory.CreateTempSubdirectory("thu-");
        var settings = office.Settings with { Host = null, Folder = folder.FullName };
        var way = MailTransports.Of(settings);
        await using (var open = way.Open())
            await open.SendAsync(new Letter("<ma@caobang.example>", "Bình", "binh@caobang.example", new LetterWords("Tiêu đề\r\nBcc: x@y.vn", "Chữ", "<p>Chữ</p>", "https://a/b")));
        var file = new Received([], "", false, null, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "ma.eml"))));
        Assert.That((way.Via, file.Header("Subject"), file.Header("Bcc")), Is.EqualTo(("file", "Tiêu đề Bcc: x@y.vn", (string?)null)));
        Assert.That((file.Part("text/plain"), file.Part("text/html"), file.Header("List-Unsubscribe")), Is.EqualTo(("Chữ", "<p>Chữ</p>", "<https://a/b>")));
        folder.Delete(recursive: true);
    }

    private async Task<OutgoingMail> TakeAsync(MailSettings settings)
    {
        await using var connection = new NpgsqlConnection(office.Host.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var mails = await MailClaims.TakeAsync(connection, transaction, Guid.NewGuid(), settings, DateTimeOffset.UtcNow, CancellationToken.None);
        await transaction.CommitAsync();
        return mails.Single();
    }
}
