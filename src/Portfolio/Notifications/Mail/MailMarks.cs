using Dapper;
using Npgsql;

namespace Portfolio.Notifications.Mail;

/// <summary>Writes down how an attempt ended.</summary>
internal static class MailMarks
{
    // Whose lease is gone marks nothing: somebody else has the mail in hand.
    private const string MarkSql = """
        -- Notifications.MarkMail
        with marked as (
            update notifications.mail
            set status = @Status, attempts = attempts + 1, not_before = @NotBefore, leased_by = null, lease_until = null,
                sent_at = case when @Status = 'sent' then @Now::timestamptz end, via = case when @Status = 'sent' then @Via::text end, answer = @Answer
            where id = @Id and leased_by = @Lease
            returning id
        )
        insert into notifications.mail_attempt (mail_id, outcome, answer)
        select id, @Outcome, @Answer from marked
        """;

    public static Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, OutgoingMail mail, Guid lease, MailAnswer answer, string via, DateTimeOffset now) =>
        connection.ExecuteAsync(new CommandDefinition(MarkSql, new
        {
            mail.Id,
            Lease = lease,
            Status = StatusOf(answer.Outcome),
            Outcome = Code(answer.Outcome),
            NotBefore = StatusOf(answer.Outcome) == "queued" ? (now + MailBackoff.After(mail.Attempts + 1)).UtcDateTime : mail.NotBefore,
            Now = now.UtcDateTime,
            Via = via,
            Answer = answer.Text,
        }, transaction));

    private static string StatusOf(MailOutcome outcome) => outcome switch
    {
        MailOutcome.Sent => "sent",
        MailOutcome.Later or MailOutcome.Unreachable => "queued",
        _ => "failed",
    };

    private static string Code(MailOutcome outcome) => outcome switch
    {
        MailOutcome.Sent => "sent",
        MailOutcome.Later => "later",
        MailOutcome.Unreachable => "unreachable",
        MailOutcome.Refused or MailOutcome.MaybeNoSuchAddress => "refused",
        MailOutcome.NoSuchAddress => "no_such_address",
        _ => "given_up",
    };
}
