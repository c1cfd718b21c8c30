using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>Mails by which an administrator tries whether mail arrives.</summary>
public sealed class TestMails(PortfolioDatabase database, TimeProvider clock)
{
    /// <summary>Queues a mail to the one who asks.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ManageMail"/>.</param>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The address it goes to.</returns>
    /// <exception cref="RuleException"><c>notifications.no_own_address</c>.</exception>
    public async Task<string> QueueAsync(Actor actor, string language, CancellationToken ct)
    {
        actor.Demand(Permission.ManageMail);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var own = await MailAccounts.OneAsync(connection, transaction, actor.AccountId ?? 0, ct) ?? throw new RuleException("notifications.no_own_address");
        var now = clock.GetUtcNow();
        await MailOutbox.QueueAsync(connection, transaction,
            [
                new NewMail(
                    string.Create(CultureInfo.InvariantCulture, $"test:{own.AccountId}:{Guid.NewGuid():N}"), MailModels.Test,
                    new MailRecipient(own.AccountId, own.Name, own.Address, own.Province, language), new TestMail(actor.Name, now)) { Urgent = true },
            ], now, ct);
        await AuditLog.WriteAsync(
            connection, transaction, actor, "notifications.test_mail", "mail", [new AuditChange(own.Address, own.Province)], null, ct);
        await transaction.CommitAsync(ct);
        return own.Address;
    }
}
