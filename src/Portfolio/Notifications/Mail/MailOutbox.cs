using System.Text.Json;
using Dapper;
using Npgsql;

namespace Portfolio.Notifications.Mail;

/// <summary>Mails are written here in the transaction that causes them, and sent later by the dispatcher.</summary>
internal static class MailOutbox
{
    // A key that is there already was queued before: a second mail for one thing is impossible, whoever asks for it and how often.
    private const string QueueSql = """
        -- Notifications.QueueMail
        insert into notifications.mail (key, kind, account_id, recipient_name, address, province_code, language, model, urgent, queued_at, not_before)
        select m.key, m.kind, m.account_id, m.recipient_name, m.address, m.province_code, m.language, m.model::jsonb, m.urgent, @Now, m.not_before
        from unnest(@Keys::text[], @Kinds::text[], @Accounts::bigint[], @Names::text[], @Addresses::text[], @Provinces::text[], @Languages::text[],
            @Models::text[], @Urgent::boolean[], @NotBefore::timestamptz[])
            as m (key, kind, account_id, recipient_name, address, province_code, language, model, urgent, not_before)
        on conflict (key) do nothing
        """;

    /// <summary>Puts mails into the outbox; those whose key is there already are passed over.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction of what causes them.</param>
    /// <param name="mails">The mails.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>How many are new.</returns>
    public static async Task<int> QueueAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<NewMail> mails, DateTimeOffset now, CancellationToken ct)
    {
        if (mails.Count == 0)
            return 0;
        var queued = await connection.ExecuteAsync(new CommandDefinition(QueueSql, new
        {
            Now = now.UtcDateTime,
            Keys = mails.Select(m => m.Key).ToArray(),
            Kinds = mails.Select(m => m.Kind).ToArray(),
            Accounts = mails.Select(m => m.To.AccountId).ToArray(),
            Names = mails.Select(m => m.To.Name).ToArray(),
            Addresses = mails.Select(m => m.To.Address).ToArray(),
            Provinces = mails.Select(m => m.To.Province).ToArray(),
            Languages = mails.Select(m => m.To.Language).ToArray(),
            Models = mails.Select(m => JsonSerializer.Serialize(m.Model, m.Model.GetType(), MailModels.Json)).ToArray(),
            Urgent = mails.Select(m => m.Urgent).ToArray(),
            NotBefore = mails.Select(m => (m.NotBefore ?? now).UtcDateTime).ToArray(),
        }, transaction, cancellationToken: ct));
        if (mails.Any(m => m.Urgent))
            await MailBell.RingAsync(connection, transaction, ct);
        return queued;
    }
}

/// <summary>A mail to be written into the outbox.</summary>
/// <param name="Key">What it is about and for whom, as <c>digest:{account}:{day}</c>; which warning was told to whom, and at which step, is kept beside it (<c>told</c>).</param>
/// <param name="Kind">One of <see cref="MailModels"/>.</param>
/// <param name="To">Recipient.</param>
/// <param name="Model">What it says, as data: the record that belongs to the kind.</param>
internal sealed record NewMail(string Key, string Kind, MailRecipient To, object Model)
{
    /// <summary>Not tried before; null = at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether it goes before the others, and at once.</summary>
    public bool Urgent { get; init; }
}
