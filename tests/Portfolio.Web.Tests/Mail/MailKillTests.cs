using System.Diagnostics;
using System.Globalization;
using Portfolio.Web.Tests.Hosting;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Mail;

/// <summary>Programs that send and are killed.</summary>
internal sealed class MailKillTests
{
    private const int Mails = 300;
    private const int Rounds = 2;

    [Test]
    public async Task Two_programs_that_are_killed_again_and_again_lose_no_mail_and_double_at_most_the_one_each_had_in_hand()
    {
        await using var office = await MailOffice.StartAsync();
        await office.Host.AskAsync<long>($$"""
            insert into notifications.mail (key, kind, recipient_name, address, model, queued_at, not_before)
            select 'k' || n, 'test', 'A', 'k' || n || '@caobang.example', '{"askedBy":"A","askedAt":"2026-11-22T00:00:00Z"}', now(), now() from generate_series(1, {{Mails}}) n
            """);
        for (var round = 0; round < Rounds; round++)
        {
            await KillInMidstAsync(office);
            // As if so much time had passed that the leases of the dead had run out.
            await office.Host.AskAsync<long>("update notifications.mail set lease_until = now() - interval '1 second' where leased_by is not null");
        }
        Assert.That(await office.Host.AskAsync<long>("select count(*) from notifications.mail where status = 'queued'"), Is.Positive, "the programs were killed in the midst of it");
        await office.DispatchAsync();

        await office.Server.WaitAsync($"k{Mails}@caobang.example");
        var arrived = office.Server.All.GroupBy(mail => mail.To.Single()).ToList();
        TestContext.Out.WriteLine($"{Mails} mails, {2 * Rounds} kills, {office.Server.All.Count - Mails} duplicates");
        Assert.That(arrived, Has.Count.EqualTo(Mails));
        Assert.That(office.Server.All, Has.Count.LessThanOrEqualTo(Mails + (2 * Rounds)));
        Assert.That(arrived.Where(mail => mail.Select(m => m.Header("Message-ID")).Distinct().Count() > 1), Is.Empty);
        Assert.That(await office.Host.AskAsync<long>("select count(*) from notifications.mail where status = 'sent'"), Is.EqualTo(Mails));
    }

    private static async Task KillInMidstAsync(MailOffice office)
    {
        var before = office.Server.All.Count;
        (string, string)[] settings =
        [
            ("ConnectionStrings__Portfolio", office.Host.ConnectionString), ("Mail__Smtp__Host", "127.0.0.1"),
            ("Mail__Smtp__Port", office.Server.Port.ToString(CultureInfo.InvariantCulture)), ("Mail__Smtp__StartTls", "false"), ("Mail__From", MailOffice.From), ("Mail__PerMinute", "0"),
        ];
        using var first = ProgramRun.Start(["send-mail"], settings);
        using var second = ProgramRun.Start(["send-mail"], settings);
        for (var clock = Stopwatch.StartNew(); office.Server.All.Count < before + 15; await Task.Delay(2))
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)), first.Errors + second.Errors);
        await Task.WhenAll(first.SignalAsync("KILL"), second.SignalAsync("KILL"));
        await Task.WhenAll(first.EndAsync(TimeSpan.FromSeconds(20)), second.EndAsync(TimeSpan.FromSeconds(20)));
    }
}
