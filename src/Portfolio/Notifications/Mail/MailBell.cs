using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>
/// Rings on every node that listens, as soon as a mail that must not wait stands in the outbox. The database itself rings
/// (LISTEN, NOTIFY) and not the program that queues: so it rings from within the transaction, is heard only once that is
/// committed, and comes from commands and from nodes that run no jobs, too. What nobody hears waits for the job of the next minute.
/// </summary>
public sealed class MailBell(PortfolioDatabase database)
{
    // Of one transaction one ring arrives, however many mails it queues.
    private const string RingSql = """
        -- Notifications.RingForMail
        select pg_notify('portfolio_mail', '')
        """;

    private const string ListenSql = """
        -- Notifications.ListenForMail
        listen portfolio_mail
        """;

    /// <summary>How often a quiet connection is tried: one that a firewall dropped would stay quiet for good.</summary>
    private static readonly TimeSpan Proof = TimeSpan.FromMinutes(1);

    /// <summary>Listens until it is cancelled, or the connection is lost.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.DispatchMail"/>.</param>
    /// <param name="rung">Called for each ring, after each proof, and once at the beginning for what was queued while nobody listened; returns at once.</param>
    /// <param name="ct">Ends it.</param>
    public async Task ListenAsync(Actor actor, Action rung, CancellationToken ct)
    {
        actor.Demand(Permission.DispatchMail);
        await using var connection = await database.OpenAsync(ct);
        await HearAsync(connection, ct);
        rung();
        while (true)
        {
            if (!await connection.WaitAsync(Proof, ct))
                await HearAsync(connection, ct);
            // Also after a proof: a ring that came while it was made is not told again.
            rung();
        }
    }

    /// <summary>Rings once the transaction is committed.</summary>
    internal static Task RingAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(RingSql, null, transaction, cancellationToken: ct));

    // To listen twice is to listen once.
    private static Task HearAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(ListenSql, cancellationToken: ct));
}
