using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Jobs;
using Portfolio.Notifications.Mail;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Tests.Scheduling;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Mail;

/// <summary>What must not wait is sent by a node whose job of each minute is far away, whichever program queued it.</summary>
internal sealed class PromptMailTests
{
    private const string Job = "mail-dispatch";

    private static readonly Actor Administrator = new("Quản trị", Role.Administrator) { AccountId = 1 };

    private MailOffice office = null!;
    private TestHost node = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        office = await MailOffice.StartAsync();
        node = await NodeAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await node.DisposeAsync();
        await office.DisposeAsync();
    }

    [Test]
    public async Task A_test_mail_and_one_that_is_sent_again_leave_within_two_seconds_and_what_may_wait_does()
    {
        var to = MailOffice.Address("quan-tri");
        var id = await office.Host.AskAsync<long>("""
            insert into accounts.account (user_name, user_key, display_name, email, email_key, role, security_stamp, concurrency_stamp)
            values (@to, upper(@to), 'Quản trị', @to, upper(@to), 'Administrator', 'x', 'x') returning id
            """, new { to });
        var waits = MailOffice.Address("cho");
        await office.QueueAsync(waits);
        var clock = Stopwatch.StartNew();
        await office.Host.Services.GetRequiredService<TestMails>().QueueAsync(Administrator with { AccountId = id }, "vi", default);
        Assert.That(await office.Server.WaitAsync(to), Has.Count.EqualTo(1));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        // A run that was asked for takes along what is due; what comes later waits for its turn.
        Assert.That(await office.Server.WaitAsync(waits), Has.Count.EqualTo(1));
        await QuietAsync();
        var later = await office.QueueAsync(MailOffice.Address("cho"));
        await Task.Delay(300);
        Assert.That(await office.OfAsync<string>(later, "status"), Is.EqualTo("queued"));

        clock.Restart();
        await office.Host.Services.GetRequiredService<MailDesk>().AgainAsync(
            Administrator, await office.Host.AskAsync<long>("select id from notifications.mail where address = @to", new { to }), default);
        var both = await office.Server.WaitAsync(to, 2);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(both.Select(mail => mail.Header("Message-ID")).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_taken_back_rings_for_nobody_and_while_the_job_is_paused_nothing_leaves()
    {
        var (taken, paused) = (MailOffice.Address("rut-lai"), MailOffice.Address("tam-dung"));
        await QuietAsync();
        var waits = await office.QueueAsync(MailOffice.Address("cho"));
        await QueueUrgentAsync(taken, commit: false);
        await Task.Delay(500);
        Assert.That(await office.OfAsync<string>(waits, "status"), Is.EqualTo("queued"), "a ring would have taken along what is due");
        var control = node.Services.GetRequiredService<JobControl>();
        await control.PauseAsync(Administrator, Job, null, default);
        await QuietAsync();
        await QueueUrgentAsync(paused);
        await Task.Delay(500);
        Assert.That((office.Server.To(taken).Count, office.Server.To(paused).Count), Is.EqualTo((0, 0)));

        await control.ResumeAsync(Administrator, Job, default);
        await QueueUrgentAsync(MailOffice.Address("sau-do"));
        Assert.That(await office.Server.WaitAsync(paused), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_node_that_lost_the_database_hears_again_and_sends_what_it_missed()
    {
        var to = MailOffice.Address("mat-ket-noi");
        await using (var connection = new NpgsqlConnection(office.Host.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var cut = new NpgsqlCommand(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and query like '%listen portfolio_mail'", connection);
            Assert.That(await cut.ExecuteScalarAsync(), Is.EqualTo(1L));
        }
        await QueueUrgentAsync(to);
        Assert.That(await office.Server.WaitAsync(to), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_rate_of_the_minute_holds_for_what_is_urgent_as_well()
    {
        await using var slow = await MailOffice.StartAsync();
        await using var sender = await NodeAsync(slow, perMinute: 5);
        var before = slow.Server.Count;
        for (var n = 0; n < 9; n++)
            await QueueUrgentAsync(MailOffice.Address("nhip"), on: slow);
        for (var clock = Stopwatch.StartNew(); slow.Server.Count < before + 5 && clock.Elapsed < TimeSpan.FromSeconds(10); await Task.Delay(20))
        {
        }
        await Task.Delay(300);
        Assert.That(slow.Server.Count - before, Is.EqualTo(5));
    }

    /// <summary>Waits until the node has ended what it was sending.</summary>
    private Task QuietAsync() => node.Services.GetRequiredService<MailDispatcher>().RunAsync(Actor.System, default);

    private Task<TestHost> NodeAsync(MailOffice? on = null, int perMinute = 0) => TestHost.StartAsync(
        Role.None, demo: false, on: (on ?? office).Host, configure: TestJobs.With(TestJobs.Job(Job, TestJobs.AtThree)),
        settings: [.. MailOffice.By((on ?? office).Server, perMinute), (SchedulerSwitch.Enabled, "true")]);

    private async Task QueueUrgentAsync(string to, bool commit = true, MailOffice? on = null)
    {
        await using var connection = new NpgsqlConnection((on ?? office).Host.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var mail = new NewMail(to, MailModels.Test, new MailRecipient(null, "A", to, "cb"), new TestMail("A", DateTimeOffset.UnixEpoch)) { Urgent = true };
        await MailOutbox.QueueAsync(connection, transaction, [mail], DateTimeOffset.UtcNow, default);
        if (commit)
            await transaction.CommitAsync();
    }
}
