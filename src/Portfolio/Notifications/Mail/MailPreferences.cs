using Dapper;
using FluentValidation;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>How somebody wants his mail. Warnings cannot be switched off, reminders can.</summary>
public sealed class MailPreferences(PortfolioDatabase database)
{
    private const string GetSql = """
        -- Notifications.MailPreference
        select digest_minute, language, reminders from notifications.preference where account_id = @AccountId
        """;

    private const string SetSql = """
        -- Notifications.SetMailPreference
        insert into notifications.preference (account_id, digest_minute, language, reminders)
        values (@AccountId, @DigestMinute, @Language, @Reminders)
        on conflict (account_id) do update set digest_minute = excluded.digest_minute, language = excluded.language, reminders = excluded.reminders
        """;

    private static readonly PreferenceValidator Validator = new();

    /// <summary>The own preferences, or the usual ones.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.KeepOwnAccount"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<MailPreference> GetAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepOwnAccount);
        await using var connection = await database.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<MailPreference>(new CommandDefinition(GetSql, new { actor.AccountId }, cancellationToken: ct))
            ?? MailPreference.Usual;
    }

    /// <summary>Sets the own preferences.</summary>
    /// <param name="actor">Who wants it so; needs <see cref="Permission.KeepOwnAccount"/>.</param>
    /// <param name="preference">How.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">The hour or the language is none that is offered.</exception>
    public async Task SetAsync(Actor actor, MailPreference preference, CancellationToken ct)
    {
        actor.Demand(Permission.KeepOwnAccount);
        Validator.Demand(preference);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var before = await connection.QuerySingleOrDefaultAsync<MailPreference>(
            new CommandDefinition(GetSql, new { actor.AccountId }, transaction, cancellationToken: ct)) ?? MailPreference.Usual;
        if (before == preference)
            return;
        await connection.ExecuteAsync(new CommandDefinition(
            SetSql, new { actor.AccountId, preference.DigestMinute, preference.Language, preference.Reminders }, transaction, cancellationToken: ct));
        var account = await AccountLookup.NameAsync(connection, transaction, actor.AccountId!.Value, ct);
        await AuditLog.WriteAsync(
            connection, transaction, actor, "notifications.preference_set", "account",
            [new AuditChange(account, actor.Reach.Province, Fields(before), Fields(preference))], null, ct);
        await transaction.CommitAsync(ct);
    }

    private static object Fields(MailPreference p) => new { digest_at = $"{p.DigestMinute / 60:00}:{p.DigestMinute % 60:00}", mail_language = p.Language, reminders = p.Reminders };

    private sealed class PreferenceValidator : AbstractValidator<MailPreference>
    {
        public PreferenceValidator()
        {
            RuleFor(p => p.DigestMinute).Must(MailPreference.Minutes.Contains).WithErrorCode("validation.unknown_value");
            RuleFor(p => p.Language).Must(language => language is "vi" or "en").WithErrorCode("validation.unknown_value");
        }
    }
}

/// <summary>How somebody wants his mail.</summary>
/// <param name="DigestMinute">When the digest comes, minute of the day in Vietnamese time; one of <see cref="Minutes"/>.</param>
/// <param name="Language"><c>vi</c> or <c>en</c>.</param>
/// <param name="Reminders">Whether it also tells of what falls due soon.</param>
public sealed record MailPreference(int DigestMinute, string Language, bool Reminders)
{
    /// <summary>At 07:30, in Vietnamese, with reminders.</summary>
    public static MailPreference Usual { get; } = new(7 * 60 + 30, "vi", true);

    /// <summary>The hours that are offered: each half hour from 07:00 to 17:00.</summary>
    public static IReadOnlyList<int> Minutes { get; } = [.. Enumerable.Range(0, 21).Select(n => 7 * 60 + n * 30)];
}
