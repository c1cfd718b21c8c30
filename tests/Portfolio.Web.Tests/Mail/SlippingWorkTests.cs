using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Notifications.Warnings;
using Portfolio.Slippage.Scan;
using Portfolio.Web.Tests.Support;
using Portfolio.Web.Tests.Warnings;

namespace Portfolio.Web.Tests.Mail;

/// <summary>
/// A milestone of a public plan that is not met, from the first day it slips until 45 days later: every mail as the mail server received it. Its
/// owner answers twice by the link of a mail, and at last reports by a link that it is done.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SlippingWorkTests
{
    private const string Project = "Tuyến đường bộ cao tốc Đồng Đăng (tỉnh Lạng Sơn) - Trà Lĩnh (tỉnh Cao Bằng), giai đoạn 1";

    /// <summary>Day, time, recipient, subject; between them what the owner does by links.</summary>
    private static readonly string[] Table =
    [
        // Due on Tuesday, 19 May: the day after it slips.
        $"20/5 07:31 chu: Cảnh báo ngày 20/5/2026: 1 việc, trong đó 0 cảnh báo đỏ",
        // After 1 day. The owner answers that he expects it on 29 May.
        $"21/5 07:31 chu: Cảnh báo ngày 21/5/2026: 1 việc, trong đó 0 cảnh báo đỏ",
        "21/5 answered until 29/5",
        // What is due after 3 and 7 days (23 May is a Saturday, 25 May a holiday here) waits, for 7 days. It is passed on all the same.
        $"27/5 07:31 truong: Cảnh báo chưa được xử lý: {Project}",
        $"28/5 07:31 chu: Cảnh báo ngày 28/5/2026: 1 việc, trong đó 0 cảnh báo đỏ",
        // After 15 days red, told at once; after 14 days of warning the departments.
        $"3/6 00:41 chu: Cảnh báo đỏ: {Project}",
        $"3/6 07:31 tai-chinh: Cảnh báo chưa được xử lý: {Project}",
        $"3/6 07:31 truong: Cảnh báo ngày 3/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"3/6 07:31 xay-dung: Cảnh báo chưa được xử lý: {Project}",
        // Counted anew since it is red: after 1 day. The owner answers by the red mail that he expects it on 9 June.
        $"4/6 07:31 chu: Cảnh báo ngày 4/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"4/6 07:31 tai-chinh: Cảnh báo ngày 4/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"4/6 07:31 truong: Cảnh báo ngày 4/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"4/6 07:31 xay-dung: Cảnh báo ngày 4/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        "4/6 answered until 9/6",
        // What is due after 3 days (a Saturday, so Monday, 8 June) waits. The day he named has passed: after 7 days, though 7 days of pause have not.
        $"10/6 07:31 chu: Cảnh báo ngày 10/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"10/6 07:31 tai-chinh: Cảnh báo ngày 10/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"10/6 07:31 truong: Cảnh báo ngày 10/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"10/6 07:31 xay-dung: Cảnh báo ngày 10/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"17/6 07:31 chu: Cảnh báo ngày 17/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"17/6 07:31 tai-chinh: Cảnh báo ngày 17/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"17/6 07:31 truong: Cảnh báo ngày 17/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        $"17/6 07:31 xay-dung: Cảnh báo ngày 17/6/2026: 1 việc, trong đó 1 cảnh báo đỏ",
        // After 30 days the committee.
        $"19/6 07:31 lanh-dao: Cảnh báo chưa được xử lý: {Project}",
        // Reported met on a Saturday, by the link of the mail of the 17th: all who were told are told so on Monday, and nothing after 14 days, on 1 July.
        "27/6 met",
        $"29/6 07:31 chu: Đã hết cảnh báo: {Project}",
        $"29/6 07:31 lanh-dao: Đã hết cảnh báo: {Project}",
        $"29/6 07:31 tai-chinh: Đã hết cảnh báo: {Project}",
        $"29/6 07:31 truong: Đã hết cảnh báo: {Project}",
        $"29/6 07:31 xay-dung: Đã hết cảnh báo: {Project}",
    ];

    private static readonly DateOnly First = new(2026, 5, 20);

    private readonly SimulatedClock clock = new(new DateTimeOffset(2026, 5, 19, 3, 0, 0, TimeSpan.Zero));
    private readonly List<string> story = [];
    private readonly Dictionary<string, string> links = [];
    private MailOffice office = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        office = await MailOffice.StartAsync(clock: clock);
        // Of all the plans' work this alone is under way, and is judged by its due date alone.
        await office.Host.DoAsync("""
            update projects.project set stage = 'suspended', stage_basis = 'entered' where code <> 'CB-GT-001';
            delete from slippage.rule_limit where rule_code not in ('milestone.overdue', 'milestone.due_soon');
            update directory.body set parent_id = (select id from directory.body where code = 'cb-ubnd-tinh') where code = 'cb-so-xay-dung';
            insert into directory.holiday (day, name, source_document, verified) values ('2026-05-25', 'Ngày nghỉ', 'x', false);
            """);
        await InviteAsync("chu", Role.Owner, "cb-so-xay-dung");
        await InviteAsync("truong", Role.Owner, "cb-ubnd-tinh");
        await InviteAsync("tai-chinh", Role.Finance);
        await InviteAsync("xay-dung", Role.Construction);
        await InviteAsync("lanh-dao", Role.Leader);
        await InviteAsync("quan-tri", Role.Administrator);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await office.DisposeAsync();

    [Test]
    public async Task Work_that_slips_gives_exactly_these_mails_until_it_is_answered_and_done()
    {
        for (var day = First; day < First.AddDays(45); day = day.AddDays(1))
        {
            await PassAsync(day);
            switch ((day.Month, day.Day))
            {
                case (5, 21):
                    await AcknowledgeAsync("21/5 chu", new DateOnly(2026, 5, 29));
                    break;
                case (6, 4):
                    await AcknowledgeAsync("3/6 chu", new DateOnly(2026, 6, 9));
                    break;
                case (6, 27):
                    await MeetAsync("17/6 chu", day);
                    break;
            }
        }
        Assert.That(story, Is.EqualTo(Table));
        // Whoever answers for the work, or stands at its head, got a link with each mail of work that was open, and nobody else.
        Assert.That(links.Keys.Select(mail => mail.Split(' ')[1]).Distinct(), Is.EquivalentTo(new[] { "chu", "truong" }));
        Assert.That(links.Count, Is.EqualTo(Table.Count(line => line.Contains("chu: C", StringComparison.Ordinal) || line.Contains("truong: C", StringComparison.Ordinal))));
        Assert.That(
            await office.Host.ListAsync<string>("select actor_name || ' ' || kind from audit.event where after ->> 'via' = 'mail_link' order by id"),
            Is.EqualTo(new[] { "chu warnings.acknowledged", "chu warnings.acknowledged", "chu milestones.updated" }));
    }

    /// <summary>A day: the scan, what is told at once, and in the morning the digests; the dispatcher before and after.</summary>
    private async Task PassAsync(DateOnly day)
    {
        await RunAsync<SlippageScanJob>(day, 0, 20, (job, run) => job.RunAsync(run, default));
        await RunAsync<RedMailJob>(day, 0, 40, (job, run) => job.RunAsync(run, default));
        await DispatchAsync(day, 0, 41);
        await RunAsync<DigestJob>(day, 6, 50, (job, run) => job.RunAsync(run, scans: true, default));
        await DispatchAsync(day, 7, 29);
        await DispatchAsync(day, 7, 31);
        clock.Turn(At(day, 9, 0));
    }

    private async Task RunAsync<TJob>(DateOnly day, int hour, int minute, Func<TJob, JobRun, Task> work)
        where TJob : notnull
    {
        clock.Turn(At(day, hour, minute));
        await work(office.Host.Services.GetRequiredService<TJob>(), new JobRun("test", At(day, hour, minute), "test"));
    }

    /// <summary>Sends what is due, and notes what the mail server received.</summary>
    private async Task DispatchAsync(DateOnly day, int hour, int minute)
    {
        var had = office.Server.All.Count;
        var run = new JobRun("mail-dispatch", At(day, hour, minute), "test");
        clock.Turn(At(day, hour, minute));
        await office.Host.Services.GetRequiredService<MailDispatchJob>().RunAsync(run, default);
        var sent = (int)run.Counts["mails"];
        await office.Server.CountAsync(had + sent);
        var received = office.Server.All.Skip(had).Select(mail => (Name: mail.To.Single().Split('@')[0], Mail: mail)).OrderBy(m => m.Name, StringComparer.Ordinal);
        foreach (var (name, mail) in received)
        {
            story.Add($"{Shown(day)} {hour:00}:{minute:00} {name}: {mail.Header("Subject")}");
            var found = LinkReader.LinksIn(mail.Part("text/html"));
            Assert.That(LinkReader.LinksIn(mail.Part("text/plain")), Is.EqualTo(found), "text and HTML say the same");
            if (found.Count > 0)
                links.Add($"{Shown(day)} {name}", found.Single());
        }
    }

    private async Task AcknowledgeAsync(string mail, DateOnly until)
    {
        using var guest = new Guest(office.Host);
        await OpenAsync(guest, mail);
        using var answer = await guest.AnswerAsync(links[mail], "Known", ("ExpectedOn", until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.That(answer.LeadsTo(), Is.EqualTo(links[mail]), await answer.ReadAsync());
        story.Add($"{Today} answered until {Shown(until)}");
    }

    private async Task MeetAsync(string mail, DateOnly on)
    {
        using var guest = new Guest(office.Host);
        await OpenAsync(guest, mail);
        using var answer = await guest.AnswerAsync(links[mail], "Met", ("Form.On", on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.That(answer.LeadsTo(), Is.EqualTo(links[mail]), await answer.ReadAsync());
        story.Add($"{Today} met");
    }

    /// <summary>The program that looks after mails opens every link; then its reader does.</summary>
    private async Task OpenAsync(Guest guest, string mail)
    {
        var before = await office.Host.FootprintAsync();
        using (var scanned = await guest.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, links[mail])))
            Assert.That(scanned.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using (var page = await guest.GetAsync(links[mail]))
            Assert.That(await page.ReadAsync(), Does.Contain("Hoàn thành dự án giai đoạn 1").And.Contain("Trả lời thay mặt"));
        Assert.That(await office.Host.FootprintAsync(), Is.EqualTo(before), "opening it changes nothing");
    }

    private async Task InviteAsync(string name, Role role, params string[] bodies) => await office.Host.Services.GetRequiredService<AccountAdministration>().InviteAsync(
        Actor.System, new InviteAccount(name, name, name + "@caobang.example", new Binding(role, "cb", bodies)), CancellationToken.None);

    private string Today => Shown(office.Host.Services.GetRequiredService<BusinessCalendar>().Today);

    private static DateTimeOffset At(DateOnly day, int hour, int minute) => BusinessCalendar.StartOf(day).AddHours(hour).AddMinutes(minute);

    private static string Shown(DateOnly day) => day.ToString("d/M", CultureInfo.InvariantCulture);
}
