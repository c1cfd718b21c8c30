using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Audit;

/// <summary>What the check says of a trail that is whole, and of one that somebody with all rights has bent.</summary>
internal sealed class AuditCheckTests
{
    private static readonly Actor Auditor = new("Kiểm toán", Role.Auditor) { AccountId = 3 };

    private TestDatabase database = null!;
    private PortfolioDatabase access = null!;
    private NpgsqlConnection connection = null!;
    private AuditChecks checks = null!;

    [SetUp]
    public async Task PrepareAsync()
    {
        database = await TestDatabase.CreateAsync();
        access = new PortfolioDatabase(database.ConnectionString);
        checks = new AuditChecks(access, NullLogger<AuditChecks>.Instance);
        connection = await database.OpenAsOwnerAsync();
        for (var n = 0; n < 10; n++)
            await Trail.WriteAsync(connection, null, "cb");
        await Trail.WriteAsync(connection, null, "ls", events: 5);
        await Trail.WriteAsync(connection, null, null, events: 2);
    }

    [TearDown]
    public async Task DropAsync()
    {
        await connection.DisposeAsync();
        await access.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_trail_that_nobody_bent_is_whole_and_every_chain_is_told_with_its_heads()
    {
        var check = await CheckAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.Run.Whole);
            Assert.That(check.Run.Events, Is.EqualTo(17));
            Assert.That(check.Chains.Select(c => (c.Chain, c.Events)), Is.EqualTo(new[] { ("", 2L), ("cb", 10L), ("ls", 5L) }));
            Assert.That(check.Run.Heads.Select(h => (h.Chain, h.Lane, h.Position)), Is.EqualTo(new[] { ("", 1, 2L), ("cb", 1, 10L), ("ls", 1, 5L) }));
            Assert.That(check.Run.Heads.Select(h => h.Hash), Is.All.Match("^[0-9a-f]{64}$"));
        }
    }

    [Test]
    public async Task A_trail_without_events_is_whole()
    {
        await using var empty = await TestDatabase.CreateAsync();
        await using var own = new PortfolioDatabase(empty.ConnectionString);
        var check = await new AuditChecks(own, NullLogger<AuditChecks>.Instance).RunAsync(Auditor, [], CancellationToken.None);

        Assert.That((check.Run.Whole, check.Run.Events, check.Chains.Count), Is.EqualTo((true, 0, 0)));
    }

    [TestCase("actor_name = 'Trần Thị B'")]
    [TestCase("actor_role = 'Owner'")]
    [TestCase("account_id = null")]
    [TestCase("client_address = null")]
    [TestCase("kind = 'funding.other'")]
    [TestCase("subject_type = 'plan'")]
    [TestCase("subject_code = 'P-2'")]
    [TestCase("before = null")]
    [TestCase("after = '{\"a\": 3}'")]
    [TestCase("reason = ''")]
    [TestCase("reason = null")]
    [TestCase("correlation_id = null")]
    [TestCase("occurred_at = occurred_at + interval '1 microsecond'")]
    [TestCase("id = 900")]
    [TestCase("hash = sha256(hash)")]
    public async Task A_changed_field_is_named(string change)
    {
        await Trail.TamperAsync(connection, $"update audit.event set {change} where chain = 'cb' and position = 4");

        Assert.That(await FirstAsync("cb"), Is.EqualTo((1, 4L, AuditFault.Changed)));
        Assert.That((await CheckAsync()).Chains.Where(c => c.FirstBroken is null).Select(c => c.Chain), Is.EqualTo(new[] { "", "ls" }));
    }

    [Test]
    public async Task A_changed_field_with_a_hash_that_fits_shows_at_the_event_after_it()
    {
        await Trail.TamperAsync(connection, """
            update audit.event set reason = 'khác' where chain = 'cb' and position = 4;
            update audit.event e set hash = audit.event_hash(e) where chain = 'cb' and position = 4
            """);

        Assert.That(await FirstAsync("cb"), Is.EqualTo((1, 5L, AuditFault.Unlinked)));
    }

    [Test]
    public async Task A_deleted_event_in_the_middle_and_at_the_beginning_is_named()
    {
        await Trail.TamperAsync(connection, "delete from audit.event where (chain, position) in (('cb', 4), ('ls', 1))");

        Assert.That(await FirstAsync("cb"), Is.EqualTo((1, 5L, AuditFault.Missing)));
        Assert.That(await FirstAsync("ls"), Is.EqualTo((1, 2L, AuditFault.Missing)));
    }

    [Test]
    public async Task A_deleted_end_is_named_also_after_others_have_written_on()
    {
        await Trail.TamperAsync(connection, "delete from audit.event where chain = 'cb' and position >= 9");
        var last = await connection.ExecuteScalarAsync<long>("select id from audit.event where chain = 'cb' and position = 8");
        var link = (await CheckAsync()).Run.Findings.Single();
        Assert.That((link.Position, link.Fault, link.EventId), Is.EqualTo((9, AuditFault.Cut, last)));

        await Trail.WriteAsync(connection, null, "cb");
        Assert.That(await FirstAsync("cb"), Is.EqualTo((1, 11L, AuditFault.Missing)));
    }

    [Test]
    public async Task A_chain_that_is_gone_altogether_is_named()
    {
        await Trail.TamperAsync(connection, "delete from audit.event where chain = 'ls'");

        Assert.That(await FirstAsync("ls"), Is.EqualTo((1, 1L, AuditFault.Cut)));
    }

    [Test]
    public async Task Two_events_that_changed_places_are_named()
    {
        await Trail.TamperAsync(connection, """
            update audit.event set position = case position when 4 then 106 else 104 end where chain = 'cb' and position in (4, 6);
            update audit.event set position = position - 100 where chain = 'cb' and position > 100
            """);

        Assert.That(await FirstAsync("cb"), Is.EqualTo((1, 4L, AuditFault.Unlinked)));
    }

    [Test]
    public async Task An_event_moved_to_another_province_is_missed_where_it_was_and_named_where_it_is()
    {
        await Trail.TamperAsync(connection, "update audit.event set province_code = 'ls', position = 6 where chain = 'cb' and position = 4");

        Assert.That(await FirstAsync("cb"), Is.EqualTo((1, 5L, AuditFault.Missing)));
        Assert.That((await FirstAsync("ls")).Position, Is.EqualTo(6));
    }

    [TestCase("cb", 1, 11)]
    [TestCase("cb", 7, 1)]
    [TestCase("hn", 1, 1)]
    public async Task An_inserted_event_is_named_even_with_a_hash_that_fits(string province, int lane, long position)
    {
        await Trail.TamperAsync(connection, $"""
            insert into audit.event (id, occurred_at, actor_name, actor_role, kind, subject_type, subject_code, province_code, lane, position, previous_hash, hash)
            values (900, now(), 'x', 'x', 'x', 'x', 'x', '{province}', {lane}, {position},
                coalesce((select hash from audit.event where chain = '{province}' and lane = {lane} and position = {position} - 1), ''), '');
            update audit.event e set hash = audit.event_hash(e) where id = 900
            """);

        var link = (await CheckAsync()).Run.Findings.Single();
        Assert.That((link.Chain, link.Lane, link.Position, link.Fault, link.EventId), Is.EqualTo((province, lane, position, AuditFault.Stray, 900)));
    }

    [Test]
    public async Task An_end_cut_off_together_with_its_head_is_found_by_a_head_kept_outside()
    {
        var kept = (await CheckAsync()).Run.Heads;
        await CutWithHeadAsync("cb", 8);
        await connection.ExecuteAsync("alter table audit.check_run disable trigger all; delete from audit.check_run");

        Assert.That((await CheckAsync()).Run.Whole, "in itself the chain is whole");
        var check = await checks.RunAsync(Auditor, kept, CancellationToken.None);
        var link = check.Run.Findings.Single();
        Assert.That((link.Chain, link.Lane, link.Position, link.Fault, link.EventId), Is.EqualTo(("cb", 1, 10, AuditFault.Rewritten, (long?)null)));
    }

    [Test]
    public async Task The_heads_of_the_last_whole_check_are_proven_without_being_given()
    {
        Assert.That((await CheckAsync()).Run.Whole);
        await CutWithHeadAsync("cb", 8);
        await Trail.WriteAsync(connection, null, "cb", events: 5);

        // Again and again: a broken check does not become the measure of the next.
        for (var n = 0; n < 2; n++)
            Assert.That(await FirstAsync("cb"), Is.EqualTo((1, 10L, AuditFault.Rewritten)));
    }

    [Test]
    public async Task A_head_that_does_not_fit_its_last_event_is_named()
    {
        await Trail.TamperAsync(connection, "update audit.lane set hash = sha256(hash) where chain = 'cb'");

        Assert.That(await FirstAsync("cb"), Is.EqualTo((1, 10L, AuditFault.Rewritten)));
    }

    [Test]
    public async Task The_first_of_several_broken_links_is_named_and_described()
    {
        await Trail.TamperAsync(connection, """
            update audit.event set reason = 'khác' where chain = 'ls' and position = 2;
            update audit.event set reason = 'khác' where chain = 'cb' and position in (3, 7)
            """);

        var findings = (await CheckAsync()).Run.Findings;
        Assert.That(findings.Select(f => (f.Chain, f.Position)), Is.EqualTo(new[] { ("cb", 3L), ("ls", 2L) }));
        Assert.That(findings[0].Describe(), Does.Match(@"^chain cb, lane 1, position 3: the content of the event was changed \(event \d+ of 20\d\d-\d\d-\d\d .*\+07:00\)$"));
    }

    [Test]
    public async Task Every_check_is_kept_and_the_last_one_is_shown_with_what_it_found()
    {
        Assert.That(await checks.LatestAsync(Auditor, CancellationToken.None), Is.Null);
        await Trail.TamperAsync(connection, "delete from audit.event where chain = 'cb' and position = 4");
        var check = await CheckAsync();

        var latest = (await checks.LatestAsync(Auditor, CancellationToken.None))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((latest.Id, latest.Whole, latest.Events, latest.ActorName), Is.EqualTo((check.Run.Id, false, 16, "Kiểm toán")));
            Assert.That(latest.Findings, Is.EqualTo(check.Run.Findings));
            Assert.That(latest.Heads, Is.EqualTo(check.Run.Heads));
            Assert.That(latest.FinishedAt, Is.GreaterThanOrEqualTo(latest.StartedAt));
        }
    }

    [Test]
    public async Task An_auditor_of_one_province_checks_and_sees_that_one_only()
    {
        var bound = Auditor with { Reach = new Reach("ls", null) };
        await CheckAsync();
        await Trail.TamperAsync(connection, "delete from audit.event where chain = 'cb' and position = 4");
        Assert.That(await checks.LatestAsync(bound, CancellationToken.None), Is.Null);

        var check = await checks.RunAsync(bound, [], CancellationToken.None);
        Assert.That((check.Run.Whole, check.Run.Events, check.Run.Province), Is.EqualTo((true, 5, "ls")));
        Assert.That(check.Chains.Select(c => c.Chain), Is.EqualTo(new[] { "ls" }));
        Assert.That((await checks.LatestAsync(bound, CancellationToken.None))!.Id, Is.EqualTo(check.Run.Id));
        // The heads of the check of all chains count for him too.
        await CutWithHeadAsync("ls", 3);
        await connection.ExecuteAsync("alter table audit.check_run disable trigger all; delete from audit.check_run where province_code = 'ls'");
        Assert.That((await checks.RunAsync(bound, [], CancellationToken.None)).Run.Whole, Is.False);
        await Assert.ThatAsync(() => checks.RunOnceAsync(bound, DateTimeOffset.UtcNow, CancellationToken.None), Throws.InstanceOf<OutOfReachException>());
    }

    [Test]
    public async Task One_night_gives_one_run_on_however_many_nodes()
    {
        var job = new AuditCheckJob(checks);
        var due = DateTimeOffset.UtcNow;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => job.RunAsync(new JobRun("audit-check", due, $"run-{n}"), CancellationToken.None)));
        await job.RunAsync(new JobRun("audit-check", due, "late"), CancellationToken.None);
        Assert.That(await connection.QueryAsync<string>("select actor_name from audit.check_run"), Is.EqualTo(new[] { "system" }));

        await job.RunAsync(new JobRun("audit-check", DateTimeOffset.UtcNow, "next"), CancellationToken.None);
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from audit.check_run"), Is.EqualTo(2));
    }

    [Test]
    public async Task While_one_check_runs_another_is_refused()
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync($"select pg_advisory_xact_lock({0x41756469_74436865})");

        Assert.That((await Assert.ThrowsAsync<RuleException>(() => CheckAsync())).Code, Is.EqualTo("audit.check_running"));
    }

    [Test]
    public async Task Events_written_while_a_check_runs_do_not_look_broken()
    {
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var own = await database.OpenAsync();
            while (!stop.IsCancellationRequested)
                await Trail.WriteAsync(own, null, "cb");
        }).ToList();
        for (var n = 0; n < 20; n++)
            Assert.That((await CheckAsync()).Run.Findings, Is.Empty);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    private Task<AuditCheck> CheckAsync() => checks.RunAsync(Auditor, [], CancellationToken.None);

    private async Task<(int Lane, long Position, AuditFault Fault)> FirstAsync(string chain)
    {
        var link = (await CheckAsync()).Chains.Single(c => c.Chain == chain).FirstBroken!;
        return (link.Lane, link.Position, link.Fault);
    }

    private Task CutWithHeadAsync(string chain, long last) => Trail.TamperAsync(connection, $"""
        delete from audit.event where chain = '{chain}' and position > {last};
        update audit.lane l set position = e.position, hash = e.hash from audit.event e
        where l.chain = '{chain}' and e.chain = l.chain and e.lane = l.lane and e.position = {last}
        """);
}
