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
