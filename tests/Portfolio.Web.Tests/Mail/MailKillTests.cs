using System.Diagnostics;
using System.Net.Http.Headers;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Hosting;
using Portfolio.Web.Tests.Support;
using Portfolio.Web.Tests.Warnings;

namespace Portfolio.Web.Tests.Mail;

/// <summary>Two whole programs on one database, killed again and again while they tell 5.000 people of a new red warning.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class MailKillTests
{
    private const int Mails = 5000;
    private const int Rounds = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Of all the plans' work one project is under way, whose milestone of May 2026 was never met; 5.000 people answer for it. There was a scan before.
    private const string StorySql = """
        update projects.project set stage = 'suspended', stage_basis = 'entered' where code <> 'CB-GT-001';
        delete from slippage.rule_limit where rule_code <> 'milestone.overdue';
        insert into accounts.account (user_name, user_key, display_name, email, email_key, role, province_code, security_stamp, concurrency_stamp)
        select 'k' || n, 'K' || n, 'Người ' || n, 'k' || n || '@caobang.example', 'K' || n || '@CAOBANG.EXAMPLE', 'Owner', 'cb', 'x', 'x' from generate_series(1, 5000) n;
        insert into accounts.account_body (account_id, body_id)
        select a.id, b.id from accounts.account a, directory.body b where a.user_name ~ '^k[0-9]+$' and b.code = 'cb-so-xay-dung';
        insert into slippage.scan (scanned_on, started_at, actor_name, opened, worsened, eased, resolved)
        values ((now() at time zone 'Asia/Ho_Chi_Minh')::date - 1, now(), 'test', 0, 0, 0, 0);
        """;

    // The last step of the night waits for the lock that the test holds.
    private const string WaitsSql = "pg_stat_activity where datname = current_database() and wait_event = 'advisory' and query like '%LockWarningMails%'";

    // What the dead had in hand, and that they are dead, is noticed after minutes.
    private const string MinutesLaterSql = """
        update notifications.mail set lease_until = now() - interval '1 second' where leased_by is not null;
        update scheduler.qrtz_scheduler_state set last_checkin_time = @Then;
        """;

    private MailOffice office = null!;
    private SignedIn administrator = null!;
    private ProgramRun[] programs = [];

    [SetUp]
    public async Task StartAsync()
    {
        office = await MailOffice.StartAsync();
        administrator = await SignedIn.AsAsync(office.Host.Services, Role.Administrator);
        await office.Host.DoAsync(StorySql);
    }

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var program in programs)
            program.Dispose();
        await office.DisposeAsync();
    }

    [Test]
    public async Task Two_programs_that_are_killed_again_and_again_lose_no_job_and_no_mail_and_double_at_most_the_one_each_had_in_hand()
    {
        var clock = Stopwatch.StartNew();
        await StartProgramsAsync(1);
        await KillWhileMailsAreQueuedAsync();
        // Due while no program ran.
        await office.Host.AskAsync<long>("update scheduler.qrtz_triggers set next_fire_time = @Then where trigger_name = 'housekeeping'", new { Then = DateTimeOffset.UtcNow.AddHours(-1).UtcTicks });
        for (var round = 0; round < Rounds; round++)
        {
            await StartProgramsAsync();
            var before = office.Server.Count;
            await UntilAsync(() => Task.FromResult(office.Server.Count >= before + (Mails / (Rounds + 2))), "mails arrive");
            await KillAsync();
        }
        Assert.That(await CountAsync("notifications.mail where status = 'queued'"), Is.Positive, "the programs were killed in the midst of it");
        await StartProgramsAsync();
        var (left, last) = (await CountAsync("notifications.mail where status = 'queued'"), Stopwatch.StartNew());
        await UntilAsync(async () => await CountAsync("notifications.mail where status = 'queued'") == 0, "all mails are sent");
        await office.Server.WaitAsync($"k{Mails}@caobang.example");
        TestContext.Out.WriteLine(
            $"{Mails} mails, {(2 * Rounds) + 1} kills, {office.Server.Count - Mails} duplicates, {clock.Elapsed.TotalSeconds:0} s; "
            + $"the last {left} at {left / last.Elapsed.TotalSeconds:0} mails a second");

        var arrived = office.Server.All.GroupBy(mail => mail.To.Single()).ToList();
        Assert.That(arrived, Has.Count.EqualTo(Mails));
        Assert.That(office.Server.Count, Is.LessThanOrEqualTo(Mails + (2 * Rounds)));
        Assert.That(arrived.Where(mail => mail.Select(m => m.Header("Message-ID")).Distinct().Count() > 1), Is.Empty);
        Assert.That(await CountAsync("notifications.mail where status = 'sent'"), Is.EqualTo(Mails));
        Assert.That(await CountAsync("(select distinct account_id from notifications.told where severity = 'red') t"), Is.EqualTo(Mails));
        await UntilAsync(async () => await CountAsync("jobs.run where job = 'housekeeping' and result = 'ok'") > 0, "what was missed is made up for");
        Assert.That(
            await office.Host.ListAsync<string>("select job || ' ' || result from jobs.run where job = 'night-round' or job = 'housekeeping' and result = 'ok'"),
            Is.EquivalentTo(new[] { "night-round lost", "night-round ok", "housekeeping ok" }));
        await EndAsync();
    }

    /// <summary>A program queues the mails in one transaction, and is killed within that.</summary>
    private async Task KillWhileMailsAreQueuedAsync()
    {
        await using var connection = new NpgsqlConnection(office.Host.ConnectionString);
        await connection.OpenAsync();
        // What queues the mails takes this lock first: here it comes no further.
        await using var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("select pg_advisory_xact_lock(20261122, 37)", connection, transaction);
        await hold.ExecuteNonQueryAsync();
        await RunNowAsync("night-round");
        await UntilAsync(async () => await CountAsync(WaitsSql) > 0, "the job comes to the mails");
        await KillAsync();
        Assert.That(await CountAsync("notifications.mail"), Is.Zero);
    }

    private async Task RunNowAsync(string job)
    {
        using var client = new HttpClient { BaseAddress = programs[0].Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", administrator.Token);
        using var answer = await client.PostAsync(new Uri($"/api/v1/jobs/{job}/run", UriKind.Relative), null);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    private async Task StartProgramsAsync(int number = 2)
    {
        programs = [.. Enumerable.Range(0, number).Select(_ => ProgramRun.Serve(
            [("ConnectionStrings:Portfolio", office.Host.ConnectionString), ("Seeds:Plans", "true"), ("Seeds:Demo", "false"), ("DOTNET_TieredPGO", "0"), .. MailOffice.By(office.Server)]))];
        await Task.WhenAll(programs.Select(program => program.ListeningAsync()));
    }

    private async Task KillAsync()
    {
        await Task.WhenAll(programs.Select(program => program.SignalAsync("KILL")));
        await Task.WhenAll(programs.Select(program => program.EndAsync(TimeSpan.FromSeconds(20))));
        foreach (var program in programs)
            program.Dispose();
        await office.Host.AskAsync<long>(MinutesLaterSql, new { Then = DateTimeOffset.UtcNow.AddMinutes(-10).UtcTicks });
    }

    private async Task EndAsync()
    {
        await Task.WhenAll(programs.Select(program => program.SignalAsync("TERM")));
        await Task.WhenAll(programs.Select(program => program.EndAsync(TimeSpan.FromSeconds(20))));
        Assert.That(programs.Select(program => (program.ExitCode, program.Errors)), Is.All.EqualTo((0, "")));
    }

    private Task<long> CountAsync(string of) => office.Host.AskAsync<long>($"select count(*) from {of}");

    private async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var clock = Stopwatch.StartNew(); !await holds(); await Task.Delay(20))
            Assert.That(clock.Elapsed, Is.LessThan(Patience), "In vain: " + what + string.Concat(programs.Select(program => "\n" + program.Errors)));
    }
}
