using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>Mails that did not arrive stay until somebody says that they are dealt with: the person was told otherwise, or it no longer matters.</summary>
public sealed class FailedMails(PortfolioDatabase database, TimeProvider clock)
{
    private const string LockSql = """
        -- Notifications.LockFailedMail
        select m.status, m.province_code, m.settled_at is not null as settled from notifications.mail m where m.id = @Id for update
        """;

    private const string SettleSql = """
        -- Notifications.SettleMail
        update notifications.mail set settled_at = @Now, settled_by = @Name where id = @Id
        """;

    /// <summary>Says that a mail which did not arrive is dealt with; said already, it stays as it is.</summary>
    /// <param name="actor">Who says so; needs <see cref="Permission.ManageMail"/> on the account it was meant for.</param>
    /// <param name="id">Mail.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such mail.</exception>
    /// <exception cref="RuleException"><c>notifications.mail_not_failed</c>: it waits, or was sent.</exception>
    public async Task SettleAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ManageMail);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var code = id.ToString(CultureInfo.InvariantCulture);
        var mail = await connection.QuerySingleOrDefaultAsync<Standing>(new CommandDefinition(LockSql, new { Id = id }, transaction, cancellationToken: ct))
            ?? throw new NotFoundException("mail", code);
        actor.Demand(Permission.ManageMail, Place.In(mail.ProvinceCode));
        if (mail.Status is not ("failed" or "suppressed"))
            throw new RuleException("notifications.mail_not_failed");
        if (mail.Settled)
            return;
        await connection.ExecuteAsync(new CommandDefinition(
            SettleSql, new { Id = id, Now = clock.GetUtcNow().UtcDateTime, actor.Name }, transaction, cancellationToken: ct));
        await AuditLog.WriteAsync(connection, transaction, actor, "notifications.mail_settled", "mail", [new AuditChange(code, mail.ProvinceCode)], null, ct);
        await transaction.CommitAsync(ct);
    }

    private sealed record Standing(string Status, string? ProvinceCode, bool Settled);
}
