using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.Notifications.Mail;

/// <summary>Addresses that the server refused for good: nothing goes there any more, and the administrators are told.</summary>
internal static class DeadAddresses
{
    private const string SuppressSql = """
        -- Notifications.SuppressAddress
        insert into notifications.suppressed_address (address, account_id, recipient_name, province_code, mail_id, answer, suppressed_at)
        values (@Address, @AccountId, @RecipientName, @ProvinceCode, @Id, @Answer, @Now)
        on conflict (address_key) where lifted_at is null do nothing
        returning id
        """;

    // Not the same day: one fault of a server refuses everybody. And others were taken since: a server that takes nothing from us says nothing of an address.
    private const string RefusedBeforeSql = """
        -- Notifications.AddressRefusedBefore
        select exists (
            select 1
            from notifications.mail m
            join notifications.mail_attempt a on a.mail_id = m.id and a.outcome = 'refused' and a.answer ~ '^55[013] ' and a.answer !~ '\m5[.][0-9]{1,3}[.][0-9]{1,3}\M'
            where m.address_key = lower(@Address) and m.id <> @Id and a.at < @Now::timestamptz - interval '20 hours'
                and exists (select 1 from notifications.mail_attempt o where o.outcome = 'sent' and o.at > a.at)
        )
        """;

    /// <summary>Whether the server refused another mail to the address on an earlier day without saying why, and took others since.</summary>
    public static Task<bool> WasRefusedBeforeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, OutgoingMail mail, DateTimeOffset now) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(RefusedBeforeSql, new { mail.Address, mail.Id, Now = now.UtcDateTime }, transaction));

    public static async Task SuppressAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, OutgoingMail mail, string answer, DateTimeOffset now)
    {
        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(SuppressSql, new
        {
            mail.Address,
            mail.AccountId,
            mail.RecipientName,
            mail.ProvinceCode,
            mail.Id,
            Answer = answer,
            Now = now.UtcDateTime,
        }, transaction));
        if (id is not { } suppressed)
            return;
        var administrators = await MailAccounts.AdministratorsAsync(connection, transaction, mail.ProvinceCode, CancellationToken.None);
        var model = new AddressSuppressedMail(mail.RecipientName, mail.Address, answer, mail.Kind, now);
        // Whoever has the dead address himself is told by the page alone.
        await MailOutbox.QueueAsync(connection, transaction,
            [.. administrators.Where(a => !a.Address.Equals(mail.Address, StringComparison.OrdinalIgnoreCase)).Select(a => new NewMail(
                string.Create(CultureInfo.InvariantCulture, $"address_suppressed:{suppressed}:{a.AccountId}"), MailModels.AddressSuppressed,
                new MailRecipient(a.AccountId, a.Name, a.Address, a.Province), model) { Urgent = true })],
            now, CancellationToken.None);
    }
}
