using System.Diagnostics;
using System.Net.Http.Headers;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Hosting;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Mail;

/// <summary>Two whole programs on one database, killed again and again while they tell 5.000 people of a new red warning.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class MailKillTests
{
    private const int Mails = 5000;
    private const int Rounds = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // One red warning of a body with 5.000 people. No scan shall find that nothing is behind it.
    private const string StorySql = """
        with body as (
            select id from directory.body where code = 'cb-so-xay-dung'
        ), people as (
            insert into accounts.account (user_name, user_key, display_name, email, email_key, role, province_code, security_stamp, concurrency_stamp)
            select 'k' || n, 'K' || n, 'Người ' || n, 'k' || n || '@caobang.example', 'K' || n || '@CAOBANG.EXAMPLE', 'Owner', 'cb', 'x', 'x' from generate_series(1, @Mails) n
            returning id
        ), bound as (
            insert into accounts.account_body (account_id, body_id) select people.id, body.id from people, body
        ), scanned as (
            insert into slippage.scan (scanned_on, started_at, finished_at, actor_name, opened, worsened, eased, resolved)
            values ((now() at time zone 'Asia/Ho_Chi_Minh')::date, now(), now(), 'test', 0, 0, 0, 0)
        ), paused as (
            insert into jobs.pause (job, paused_at, paused_by) values ('slippage-scan', now(), 'test')
        )
        insert into slippage.episode (rule_code, subject_type, subject_id, project_id, body_id, severity, since, until, opened_on, red_on)
        select 'milestone.overdue', 'milestone', 1, (select min(id) from projects.project), body.id, 'red', d.day - 20, d.day - 20, d.day, d.day
        from body, (select (now() at time zone 'Asia/Ho_Chi_Minh')::date as day) d
        """;

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
        await office.Host.AskAsync<long>(StorySql, new { Mails });
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
        Assert.That(await CountAsync("notifications.told where severity = 'red' and step = 0"), Is.EqualTo(Mails));
        await UntilAsync(async () => await CountAsync("jobs.run where job = 'housekeeping' and result = 'ok'") > 0, "what was missed is made up for");
        Assert.That(
            await office.Host.ListAsync<string>("select job || ' ' || result from jobs.run where job = 'red-mails' or job = 'housekeeping' and result = 'ok'"),
            Is.EquivalentTo(new[] { "red-mails lost", "red-mails ok", "housekeeping ok" }));
        await EndAsync();
    }

    /// <summary>A program queues the mails in one transaction, and is killed within that.</summary>
    private async Task KillWhileMailsAreQueuedAsync()
    {
        await using var connection = new NpgsqlConnection(office.Host.ConnectionString);
        await connection.OpenAsync();
        // The job takes this lock first: here it comes no further.
        await using var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("select pg_advisory_xact_lock(20261122, 37)", connection, transaction);
        await hold.ExecuteNonQueryAsync();
        await RunNowAsync("red-mails");
        await UntilAsync(async () => await CountAsync("jobs.run where job = 'red-mails'") > 0, "the job begins");
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
