using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>
/// Clears away mails that arrived long ago, with their attempts, and those that did not and were dealt with; what failed and nobody
/// has dealt with stays. No second mail can come of it: a key holds the day or the one event it is about, and who was told of a
/// warning that still stands is kept apart from the mails.
/// </summary>
public sealed class OldMails(PortfolioDatabase database, MailSettings settings, TimeProvider clock)
{
    /// <summary>So many at once, so that none of them holds the outbox up.</summary>
    private const int Batch = 5_000;

    private const string ForgetSql = """
        -- Notifications.ForgetMails
        delete from notifications.mail
        where id in (
            (select m.id from notifications.mail m where m.status = 'sent' and m.sent_at < @Before limit @Batch)
            union all
            (select m.id from notifications.mail m where m.settled_at < @Before limit @Batch)
        )
        """;

    /// <summary>Clears them away.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="ct">Stops after the batch in hand.</param>
    /// <returns>Number of mails.</returns>
    public async Task<int> ForgetAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        var values = new { Before = clock.GetUtcNow().UtcDateTime - settings.Kept, Batch };
        await using var connection = await database.OpenAsync(ct);
        var (all, batch) = (0, Batch);
        for (; batch >= Batch; all += batch)
            batch = await connection.ExecuteAsync(new CommandDefinition(ForgetSql, values, commandTimeout: 0, cancellationToken: ct));
        return all;
    }
}
