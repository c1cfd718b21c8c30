using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Notifications.Mail;

/// <summary>Which mails are cleared away.</summary>
internal sealed class OldMailTests
{
    // Older and younger than 400 days by an hour; and more sent ones than a batch holds.
    private const string MailsSql = """
        insert into notifications.mail (key, kind, recipient_name, address, model, queued_at, not_before, status, sent_at, via, settled_at, settled_by)
        select k.key, 'test', 'A', 'a@xx.vn', '{}', now() - k.age, now() - k.age, k.status, case when k.status = 'sent' then now() - k.age end,
            case when k.status = 'sent' then 'smtp' end, now() - k.settled, case when k.settled is not null then 'B' end
        from (values
            ('sent, old', 'sent', interval '400 days 1 hour', null), ('sent, young', 'sent', interval '399 days 23 hours', null),
            ('failed, old', 'failed', interval '900 days', null), ('held, old', 'suppressed', interval '900 days', null), ('waits, old', 'queued', interval '900 days', null),
            ('failed, settled long ago', 'failed', interval '900 days', interval '400 days 1 hour'),
            ('held, settled long ago', 'suppressed', interval '900 days', interval '400 days 1 hour'),
            ('failed, settled lately', 'failed', interval '900 days', interval '399 days 23 hours')) k (key, status, age, settled);
        insert into notifications.mail_attempt (mail_id, outcome, answer) select id, 'sent', '250' from notifications.mail where status = 'sent';
        insert into notifications.mail (key, kind, recipient_name, address, model, queued_at, not_before, status, sent_at, via)
        select 'many ' || n, 'test', 'A', 'a@xx.vn', '{}', now(), now(), 'sent', now() - interval '500 days', 'smtp' from generate_series(1, 12000) n;
        """;

    [Test]
    public async Task Mails_that_arrived_or_were_dealt_with_are_cleared_away_after_their_time_and_what_failed_stays()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var access = new PortfolioDatabase(database.ConnectionString);
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync(MailsSql);
        var old = new OldMails(access, new MailSettings(), TimeProvider.System);

        Assert.That(await old.ForgetAsync(Actor.System, default), Is.EqualTo(12_003));
        Assert.That(
            await connection.QueryAsync<string>("select key from notifications.mail order by key"),
            Is.EqualTo(new[] { "failed, old", "failed, settled lately", "held, old", "sent, young", "waits, old" }));
        Assert.That(await connection.ExecuteScalarAsync<int>("select count(*) from notifications.mail_attempt"), Is.EqualTo(1));
        Assert.That(await old.ForgetAsync(Actor.System, default), Is.Zero);
        Assert.That(await new OldMails(access, new MailSettings { Kept = TimeSpan.FromDays(30) }, TimeProvider.System).ForgetAsync(Actor.System, default), Is.EqualTo(2));
    }
}
