using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>The outbox for administrators: what waits, what was sent, what failed and why. Who is bound to a province sees the mails of its accounts.</summary>
public sealed class MailDesk(PortfolioDatabase database, TimeProvider clock)
{
    private const int MostAttempts = 100;

    // The latest attempt of a province is one of its latest mails.
    private const int LatestLooked = 200;

    private const string StandingSql = """
        -- Notifications.MailStanding
        select
            (select count(*) from notifications.mail m where m.status = 'queued' and (@Province::text is null or m.province_code = @Province)) as queued,
            (select count(*) from notifications.mail m where m.status = 'queued' and m.attempts > 0 and (@Province::text is null or m.province_code = @Province)) as retried,
            (select count(*) from notifications.mail m
                where m.status = 'sent' and m.sent_at > @Yesterday and (@Province::text is null or m.province_code = @Province))
            -- What is sent again was sent before all the same.
            + (select count(distinct t.mail_id)
                from notifications.mail_attempt t
                join notifications.mail m on m.id = t.mail_id
                where t.at > @Yesterday and t.outcome = 'sent' and m.status <> 'sent' and (@Province::text is null or m.province_code = @Province)) as sent_today,
            (select count(*) from notifications.mail m where m.status = 'failed' and m.settled_at is null and (@Province::text is null or m.province_code = @Province)) as failed,
            (select count(*) from notifications.mail m where m.status = 'suppressed' and m.settled_at is null and (@Province::text is null or m.province_code = @Province)) as suppressed,
            (select count(*) from notifications.suppressed_address s where s.lifted_at is null and (@Province::text is null or s.province_code = @Province)) as addresses,
            a.at as tried_at, a.outcome, a.answer
        from (select 1) one
        left join lateral (
            select t.at, t.outcome, t.answer
            from notifications.mail_attempt t
            where @Province::text is null
                or t.mail_id in (select m.id from notifications.mail m where m.province_code = @Province order by m.id desc limit @Looked)
            order by t.id desc
            limit 1
        ) a on true
        """;

    private const string Columns = """
        m.id, m.kind, m.recipient_name, m.address, m.language, m.model::text as model, m.status, m.attempts, m.queued_at, m.not_before, m.sent_at, m.via,
            m.answer, m.message_id, m.province_code, m.settled_at, m.settled_by
        """;

    private const string Filters = """
        (@Kind::text is null or m.kind = @Kind) and (@Province::text is null or m.province_code = @Province) and (@Before::bigint is null or m.id < @Before)
        """;

    private const string ListSql = $"""
        -- Notifications.ListMail
        select {Columns}
        from notifications.mail m
        where m.status = @Status and
        {Filters}
        order by m.id desc
        limit @Limit
        """;

    private const string ListOfAddressSql = $"""
        -- Notifications.ListMailOfAddress
        select {Columns}
        from notifications.mail m
        where m.address_key = lower(@Address) and m.status = @Status and
        {Filters}
        order by m.id desc
        limit @Limit
        """;

    private const string FindSql = $"""
        -- Notifications.FindMail
        select {Columns}
        from notifications.mail m
        where m.id = @Id
        """;

    private const string AttemptsSql = """
        -- Notifications.MailAttempts
        select t.at, t.outcome, t.answer from notifications.mail_attempt t where t.mail_id = @Id order by t.id desc limit @Limit
        """;

    private const string LockSql = $"""
        -- Notifications.LockMail
        select {Columns}
        from notifications.mail m
        where m.id = @Id
        for update
        """;

    private const string DeadSql = """
        -- Notifications.IsAddressDead
        select exists (select 1 from notifications.suppressed_address where lifted_at is null and address_key = lower(@Address))
        """;

    // Whoever has it in hand does not mark it any more: it is sent once again, with the same Message-ID.
    private const string AgainSql = """
        -- Notifications.QueueMailAgain
        update notifications.mail
        set status = 'queued', attempts = 0, urgent = true, queued_at = @Now, not_before = @Now, leased_by = null, lease_until = null, sent_at = null, via = null,
            settled_at = null, settled_by = null
        where id = @Id
        """;

    /// <summary>How the outbox stands.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ManageMail"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<MailStanding> StandingAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ManageMail);
        await using var connection = await database.OpenAsync(ct);
        return await connection.QuerySingleAsync<MailStanding>(new CommandDefinition(
            StandingSql, new { actor.Reach.Province, Looked = LatestLooked, Yesterday = clock.GetUtcNow().AddDays(-1).UtcDateTime }, cancellationToken: ct));
    }

    /// <summary>Mails of a status, the latest first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ManageMail"/>.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">Most mails.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Stretch<MailRow>> ListAsync(Actor actor, MailFilter filter, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ManageMail);
        await using var connection = await database.OpenAsync(ct);
        // One more than asked for tells whether there are older ones.
        var rows = (await connection.QueryAsync<MailRow>(new CommandDefinition(
            filter.Address is null ? ListSql : ListOfAddressSql,
            new { filter.Status, filter.Kind, filter.Address, filter.Before, actor.Reach.Province, Limit = limit + 1 }, cancellationToken: ct))).AsList();
        return rows.Count <= limit
            ? new Stretch<MailRow>(rows, null)
            : new Stretch<MailRow>(rows.GetRange(0, limit), rows[limit - 1].Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>One mail, with every attempt.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ManageMail"/> on the account it goes to.</param>
    /// <param name="id">Mail.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such mail.</exception>
    public async Task<MailDetails> GetAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ManageMail);
        await using var connection = await database.OpenAsync(ct);
        var mail = Reached(actor, id, await connection.QuerySingleOrDefaultAsync<MailRow?>(new CommandDefinition(FindSql, new { Id = id }, cancellationToken: ct)));
        var attempts = await connection.QueryAsync<MailTry>(new CommandDefinition(AttemptsSql, new { Id = id, Limit = MostAttempts }, cancellationToken: ct));
        return new MailDetails(mail, attempts.AsList());
    }

    /// <summary>Sends a mail once again, with the same Message-ID.</summary>
    /// <param name="actor">Who asks for it; needs <see cref="Permission.ManageMail"/> on the account it goes to.</param>
    /// <param name="id">Mail.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such mail.</exception>
    /// <exception cref="RuleException"><c>notifications.mail_waits</c>, <c>notifications.address_suppressed</c>.</exception>
    public async Task AgainAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ManageMail);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var mail = Reached(actor, id, await connection.QuerySingleOrDefaultAsync<MailRow?>(new CommandDefinition(LockSql, new { Id = id }, transaction, cancellationToken: ct)));
        if (mail.Status == "queued")
            throw new RuleException("notifications.mail_waits");
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(DeadSql, new { mail.Address }, transaction, cancellationToken: ct)))
            throw new RuleException("notifications.address_suppressed", new Dictionary<string, object?> { ["address"] = mail.Address });
        await connection.ExecuteAsync(new CommandDefinition(AgainSql, new { Id = id, Now = clock.GetUtcNow().UtcDateTime }, transaction, cancellationToken: ct));
        await MailBell.RingAsync(connection, transaction, ct);
        await AuditLog.WriteAsync(
            connection, transaction, actor, "notifications.mail_again", "mail",
            [new AuditChange(id.ToString(CultureInfo.InvariantCulture), mail.ProvinceCode, new { mail_status = mail.Status }, new { mail_status = "queued" })], null, ct);
        await transaction.CommitAsync(ct);
    }

    private static MailRow Reached(Actor actor, long id, MailRow? mail)
    {
        if (mail is null)
            throw new NotFoundException("mail", id.ToString(CultureInfo.InvariantCulture));
        actor.Demand(Permission.ManageMail, Place.In(mail.ProvinceCode));
        return mail;
    }
}
