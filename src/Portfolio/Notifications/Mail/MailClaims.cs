using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>Takes mails in hand and lets them go.</summary>
internal static class MailClaims
{
    // One after the other, for as long as the statements below take: so the rate a minute is counted exactly, however many nodes there are.
    private const string LockSql = """
        -- Notifications.LockMailClaims
        select pg_advisory_xact_lock(20261122, 36)
        """;

    private const string SuppressSql = """
        -- Notifications.HoldSuppressedMail
        update notifications.mail m
        set status = 'suppressed', answer = s.answer, leased_by = null, lease_until = null
        from notifications.suppressed_address s
        where s.lifted_at is null and m.address_key = s.address_key and m.status = 'queued' and (m.lease_until is null or m.lease_until < now())
        """;

    // Leases are measured by the clock of the database, which all nodes share; what is due by that of the program.
    private const string TakeSql = """
        -- Notifications.TakeMail
        with room as (
            select case when @PerMinute = 0 then @Batch else greatest(0, least(@Batch, @PerMinute
                - (select count(*) from notifications.mail_attempt a where a.at > now() - interval '1 minute')::int
                - (select count(*) from notifications.mail l where l.leased_by is not null and l.lease_until >= now())::int)) end as mails
        ), due as (
            select m.id
            from notifications.mail m
            where m.status = 'queued' and m.not_before <= @Now and (m.lease_until is null or m.lease_until < now())
            order by m.urgent desc, m.not_before, m.id
            limit (select mails from room)
            for update skip locked
        )
        update notifications.mail m
        set leased_by = @Lease, lease_until = now() + @Seconds * interval '1 second',
            message_id = coalesce(m.message_id, '<' || gen_random_uuid() || '@' || @Domain || '>')
        from due
        where m.id = due.id
        returning m.id, m.kind, m.account_id, m.recipient_name, m.address, m.province_code, m.language, m.model::text as model, m.urgent, m.not_before,
            m.attempts, m.message_id
        """;

    private const string ReleaseSql = """
        -- Notifications.ReleaseMail
        update notifications.mail set leased_by = null, lease_until = null where leased_by = @Lease
        """;

    /// <summary>Takes what is due next in hand; what goes to a dead address is held instead.</summary>
    /// <returns>The mails, in the order in which they are due.</returns>
    public static async Task<IReadOnlyList<OutgoingMail>> TakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid lease, MailSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(LockSql, null, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(SuppressSql, null, transaction, cancellationToken: ct));
        var taken = await connection.QueryAsync<OutgoingMail>(new CommandDefinition(TakeSql, new
        {
            settings.PerMinute,
            settings.Batch,
            Now = now.UtcDateTime,
            Lease = lease,
            Seconds = settings.Lease.TotalSeconds,
            settings.Domain,
        }, transaction, cancellationToken: ct));
        // The database gives what it changed in no order.
        return [.. taken.OrderByDescending(m => m.Urgent).ThenBy(m => m.NotBefore).ThenBy(m => m.Id)];
    }

    /// <summary>Lets go of what is still in hand.</summary>
    public static async Task ReleaseAsync(PortfolioDatabase database, Guid lease, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(ReleaseSql, new { Lease = lease }, cancellationToken: ct));
    }
}
