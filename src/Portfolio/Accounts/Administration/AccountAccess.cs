using Dapper;
using Portfolio.Common;

namespace Portfolio.Accounts.Administration;

/// <summary>
/// Whether and how an account may be used: deactivates, hands links over, takes a lost second factor away. Nobody does that to the
/// own account, and the last administrator of the whole stays one.
/// </summary>
public sealed class AccountAccess(PortfolioDatabase database)
{
    // Another stamp: a link made before no longer serves.
    private const string SetActiveSql = """
        -- Accounts.SetActive
        update accounts.account set active = @Active, security_stamp = @Stamp, concurrency_stamp = @Stamp where id = @Id
        """;

    // Tokens too: whoever may no longer sign in made them, or somebody in that name.
    private const string EndSessionsAndTokensSql = """
        -- Accounts.EndSessionsAndTokens
        with sessions as (
            update accounts.session set ended_at = now() where account_id = @Id and ended_at is null
        )
        update accounts.token set revoked_at = now() where account_id = @Id and revoked_at is null
        """;

    private const string ForgetSecondFactorSql = """
        -- Accounts.ForgetSecondFactor
        with gone as (
            delete from accounts.recovery_code where account_id = @Id
        ), passkeys as (
            delete from accounts.passkey where account_id = @Id
        )
        update accounts.account
        set two_factor_on = false, authenticator_key = null, security_stamp = @Stamp, concurrency_stamp = @Stamp
        where id = @Id
        """;

    private const string AnswerSql = """
        -- Accounts.AnswerLinkRequests
        update accounts.mail_request set handled_at = now() where account_id = @Id and handled_at is null
        """;

    private const string UnlockSql = """
        -- Accounts.Unlock
        update accounts.account
        set failed_count = 0, locked_until = null, security_stamp = @Stamp, concurrency_stamp = @Stamp
        where id = @Id
        """;

    private static readonly ReasonedValidator ReasonValidator = new();

    /// <summary>
    /// Deactivates an account, which ends its sessions, tokens and links for good, or activates it again. Nothing is ever deleted.
    /// </summary>
    /// <param name="actor">Who decides; needs <see cref="Permission.ManageAccounts"/> on the account.</param>
    /// <param name="userName">Account.</param>
    /// <param name="active">Whether it may be used from now on.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="ValidationFailedException">The reason is too long.</exception>
    /// <exception cref="RuleException"><c>accounts.own_activity</c>, <c>accounts.last_administrator</c>.</exception>
    public async Task SetActiveAsync(Actor actor, string userName, bool active, string? reason, CancellationToken ct)
    {
        actor.Demand(Permission.ManageAccounts);
        ReasonValidator.Demand(new Reasoned(reason));
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await AdministrationRules.LockAsync(connection, transaction, ct);
        var account = await AccountFinder.LockAsync(connection, transaction, actor, userName, ct);
        if (account.Id == actor.AccountId)
            throw new RuleException("accounts.own_activity");
        if (account.Active == active)
            return;
        if (!active)
            await AdministrationRules.DemandAnotherAdministratorAsync(connection, transaction, account, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            SetActiveSql, new { account.Id, Active = active, Stamp = AdministrationRules.NewStamp() }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(EndSessionsAndTokensSql, new { account.Id }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(AnswerSql, new { account.Id }, transaction, cancellationToken: ct));
        await AdministrationRules.AuditAsync(
            connection, transaction, actor, active ? "accounts.activated" : "accounts.deactivated", account,
            new { active = account.Active }, new { active }, reason, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>
    /// Lets a one-time link be made: earlier links no longer serve, a lock after failed attempts is lifted, and whoever waited for
    /// a link has it now. The link itself is made from what is returned.
    /// </summary>
    /// <param name="actor">Who hands it over; needs <see cref="Permission.ManageAccounts"/> on the account.</param>
    /// <param name="userName">Account.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="RuleException"><c>accounts.own_credentials</c>, <c>accounts.inactive</c>, <c>accounts.demo_fixed</c>.</exception>
    public async Task<AccountDetails> AllowLinkAsync(Actor actor, string userName, CancellationToken ct)
    {
        actor.Demand(Permission.ManageAccounts);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var account = await AccountFinder.LockAsync(connection, transaction, actor, userName, ct);
        DemandOthers(actor, account);
        if (!account.Active)
            throw new RuleException("accounts.inactive");
        if (account.Demo)
            throw new RuleException("accounts.demo_fixed");
        await connection.ExecuteAsync(new CommandDefinition(AnswerSql, new { account.Id }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(UnlockSql, new { account.Id, Stamp = AdministrationRules.NewStamp() }, transaction, cancellationToken: ct));
        await AdministrationRules.AuditAsync(
            connection, transaction, actor, account.HasPassword ? "accounts.reset_allowed" : "accounts.invitation_made", account, null, null, null, ct);
        await transaction.CommitAsync(ct);
        return account;
    }

    /// <summary>Takes authenticator, recovery codes and passkeys from an account whose holder lost them, and ends its sessions and tokens.</summary>
    /// <param name="actor">Who decides; needs <see cref="Permission.ManageAccounts"/> on the account.</param>
    /// <param name="userName">Account.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="ValidationFailedException">The reason is too long.</exception>
    /// <exception cref="RuleException"><c>accounts.own_credentials</c>, <c>accounts.demo_fixed</c>.</exception>
    public async Task ForgetSecondFactorAsync(Actor actor, string userName, string? reason, CancellationToken ct)
    {
        actor.Demand(Permission.ManageAccounts);
        ReasonValidator.Demand(new Reasoned(reason));
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var account = await AccountFinder.LockAsync(connection, transaction, actor, userName, ct);
        DemandOthers(actor, account);
        if (account.Demo)
            throw new RuleException("accounts.demo_fixed");
        await connection.ExecuteAsync(new CommandDefinition(
            ForgetSecondFactorSql, new { account.Id, Stamp = AdministrationRules.NewStamp() }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(EndSessionsAndTokensSql, new { account.Id }, transaction, cancellationToken: ct));
        await AdministrationRules.AuditAsync(
            connection, transaction, actor, "accounts.second_factor_reset", account,
            new { second_factor = account.TwoFactorOn, passkeys = account.Passkeys }, new { second_factor = false, passkeys = 0 }, reason, ct);
        await transaction.CommitAsync(ct);
    }

    // Whoever sits at an administrator's open session would otherwise take the account over without knowing its password.
    private static void DemandOthers(Actor actor, AccountDetails account)
    {
        if (account.Id == actor.AccountId)
            throw new RuleException("accounts.own_credentials");
    }
}
