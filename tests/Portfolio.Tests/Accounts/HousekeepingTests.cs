using Dapper;
using Portfolio.Accounts;
using Portfolio.Accounts.Sessions;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Jobs;
using Portfolio.Notifications.Mail;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Accounts;

internal sealed class HousekeepingTests
{
    [Test]
    public async Task Sessions_and_keys_are_forgotten_after_their_time_and_not_before()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync("""
            insert into accounts.account (user_name, user_key, display_name, role, security_stamp, concurrency_stamp)
            values ('a', 'A', 'A', 'Leader', '', '');
            insert into accounts.session (account_id, secret_hash, method, expires_at)
            select id, s.hash::bytea, 'password', now() - s.age
            from accounts.account, (values ('old', interval '60 days 1 hour'), ('recent', interval '59 days 23 hours')) s (hash, age);
            insert into exchange.idempotent_write (account_id, key, operation, digest, answer, written_at)
            select id, s.key, 'x', '', '1', now() - s.age
            from accounts.account, (values ('old', interval '7 days 1 hour'), ('recent', interval '6 days 23 hours')) s (key, age)
            """);
        await using var access = new PortfolioDatabase(database.ConnectionString);
        var job = new HousekeepingJob(
            new OldSessions(access, TimeProvider.System), new OldWrites(access, TimeProvider.System), new OldRuns(access, TimeProvider.System),
            new OldMails(access, new MailSettings(), TimeProvider.System));

        var run = new JobRun("housekeeping", DateTimeOffset.UtcNow, "test");
        for (var twice = 0; twice < 2; twice++)
            await job.RunAsync(run, CancellationToken.None);

        Assert.That(run.Counts, Is.EqualTo(new Dictionary<string, long> { ["old_mails"] = 0, ["runs"] = 0, ["sessions"] = 1, ["writes"] = 1 }));

        Assert.That(await connection.QueryAsync<string>("select convert_from(secret_hash, 'UTF8') from accounts.session"), Is.EqualTo(new[] { "recent" }));
        Assert.That(await connection.QueryAsync<string>("select key from exchange.idempotent_write"), Is.EqualTo(new[] { "recent" }));
    }
}
