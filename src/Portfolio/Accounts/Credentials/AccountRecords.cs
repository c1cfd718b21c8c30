using Dapper;
using Npgsql;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Accounts.Credentials;

/// <summary>
/// Keeps accounts and what they are proved by, for the sign-in. Only the program itself may call it; what it changes is written
/// into the history as done by the holder of the account, without any secret.
/// </summary>
public sealed class AccountRecords(PortfolioDatabase database)
{
    private const string Columns = """
        id, user_name, user_key, display_name, email, email_key, role, province_code, demo, active, password_hash,
            must_change_password, security_stamp, concurrency_stamp, two_factor_on, authenticator_key, failed_count, locked_until
        """;

    private const string FindSql = $"""
        -- Accounts.Find
        select {Columns}
        from accounts.account
        where id = @Id
        """;

    // A name that is another one's address cannot be given (see Administration), so at most one row fits.
    private const string FindByNameSql = $"""
        -- Accounts.FindByName
        select {Columns}
        from accounts.account
        where user_key = @Key or email_key = @Key
        order by user_key = @Key desc
        limit 1
        """;

    private const string LockSql = $"""
        -- Accounts.Lock
        select {Columns}
        from accounts.account
        where id = @Id
        for no key update
        """;

    private const string UpdateSql = """
        -- Accounts.UpdateCredentials
        update accounts.account
        set password_hash = @PasswordHash, must_change_password = @MustChangePassword, security_stamp = @SecurityStamp,
            concurrency_stamp = @NewStamp, two_factor_on = @TwoFactorOn, authenticator_key = @AuthenticatorKey
        where id = @Id and concurrency_stamp = @ConcurrencyStamp
        """;

    private const string FailSql = """
        -- Accounts.CountFailure
        update accounts.account set failed_count = failed_count + 1 where id = @Id returning failed_count
        """;

    private const string ForgetFailuresSql = """
        -- Accounts.ForgetFailures
        update accounts.account set failed_count = 0 where id = @Id and failed_count <> 0
        """;

    private const string LockOutSql = """
        -- Accounts.LockOut
        update accounts.account set locked_until = @Until where id = @Id and locked_until is distinct from @Until
        """;

    private const string TakeStepSql = """
        -- Accounts.TakeAuthenticatorStep
        update accounts.account set authenticator_step = @Step where id = @Id and authenticator_step < @Step
        """;

    private const string EndSessionsSql = """
        -- Accounts.EndSessionsOf
        update accounts.session set ended_at = now() where account_id = @Id and ended_at is null
        """;

    private const string ForgetCodesSql = """
        -- Accounts.ForgetRecoveryCodes
        delete from accounts.recovery_code where account_id = @Id
        """;

    private const string KeepCodesSql = """
        -- Accounts.KeepRecoveryCodes
        insert into accounts.recovery_code (account_id, code_hash)
        select @Id, h from unnest(@Hashes::bytea[]) as h
        """;

    private const string RedeemCodeSql = """
        -- Accounts.RedeemRecoveryCode
        delete from accounts.recovery_code where account_id = @Id and code_hash = @Hash
        """;

    private const string CountCodesSql = """
        -- Accounts.CountRecoveryCodes
        select count(*)::int from accounts.recovery_code where account_id = @Id
        """;

    /// <summary>The account of this id; null when there is none.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="id">Account.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Account?> FindAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        return await FindAsync(FindSql, new { Id = id }, ct);
    }

    /// <summary>The account that signs in by this name or address; null when there is none.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="key">Name or address in the form in which it is compared (<see cref="AccountNames.Key"/>).</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Account?> FindByNameAsync(Actor actor, string key, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        return await FindAsync(FindByNameSql, new { Key = key }, ct);
    }

    /// <summary>
    /// Keeps changed credentials. A new security stamp ends every session of the account.
    /// </summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="account">The account as it shall be; takes a new concurrency stamp.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="StaleException">The account was changed since it was read.</exception>
    public async Task UpdateAsync(Actor actor, Account account, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var before = await connection.QuerySingleOrDefaultAsync<Account>(
            new CommandDefinition(LockSql, new { account.Id }, transaction, cancellationToken: ct));
        var newStamp = Guid.NewGuid().ToString("N");
        var kept = await connection.ExecuteAsync(new CommandDefinition(UpdateSql, new
        {
            account.Id,
            account.PasswordHash,
            account.MustChangePassword,
            account.SecurityStamp,
            NewStamp = newStamp,
            account.TwoFactorOn,
            account.AuthenticatorKey,
            account.ConcurrencyStamp,
        }, transaction, cancellationToken: ct));
        if (before is null || kept == 0)
            throw new StaleException("accounts.stale");
        if (before.SecurityStamp != account.SecurityStamp)
            await connection.ExecuteAsync(new CommandDefinition(EndSessionsSql, new { account.Id }, transaction, cancellationToken: ct));
        foreach (var kind in Changes(before, account))
            await AuditAsync(connection, transaction, actor, account, kind, ct);
        await transaction.CommitAsync(ct);
        account.ConcurrencyStamp = newStamp;
    }

    /// <summary>Counts a failed attempt, whatever happens to the account meanwhile.</summary>
    /// <returns>Failed attempts in a row.</returns>
    public async Task<int> CountFailureAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(FailSql, new { Id = id }, cancellationToken: ct));
    }

    /// <summary>Starts the count of failed attempts anew.</summary>
    public async Task ForgetFailuresAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await ExecuteAsync(ForgetFailuresSql, new { Id = id }, ct);
    }

    /// <summary>Accepts no attempt until then; null lifts it.</summary>
    public async Task LockOutAsync(Actor actor, Account account, DateTimeOffset? until, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var changed = await connection.ExecuteAsync(new CommandDefinition(
            LockOutSql, new { account.Id, Until = until?.UtcDateTime }, transaction, cancellationToken: ct));
        if (changed > 0 && until > DateTimeOffset.UtcNow)
            await AuditAsync(connection, transaction, actor, account, "accounts.locked_out", ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Takes a time step of the authenticator as used.</summary>
    /// <returns>Whether it was unused: a code serves once.</returns>
    public async Task<bool> TakeAuthenticatorStepAsync(Actor actor, long id, long step, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        return await ExecuteAsync(TakeStepSql, new { Id = id, Step = step }, ct) > 0;
    }

    /// <summary>Puts new recovery codes in the place of the old ones.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="account">Account.</param>
    /// <param name="hashes">SHA-256 of every code.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task KeepRecoveryCodesAsync(Actor actor, Account account, IReadOnlyList<byte[]> hashes, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(ForgetCodesSql, new { account.Id }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(
            KeepCodesSql, new { account.Id, Hashes = hashes.ToArray() }, transaction, cancellationToken: ct));
        await AuditAsync(connection, transaction, actor, account, "accounts.recovery_codes_made", ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Uses a recovery code up.</summary>
    /// <returns>Whether there was such a code.</returns>
    public async Task<bool> RedeemRecoveryCodeAsync(Actor actor, long id, byte[] hash, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        return await ExecuteAsync(RedeemCodeSql, new { Id = id, Hash = hash }, ct) > 0;
    }

    /// <summary>Number of recovery codes left.</summary>
    public async Task<int> CountRecoveryCodesAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(CountCodesSql, new { Id = id }, cancellationToken: ct));
    }

    private static IEnumerable<string> Changes(Account before, Account after)
    {
        if (before.PasswordHash != after.PasswordHash)
            yield return "accounts.password_changed";
        if (!before.TwoFactorOn && after.TwoFactorOn)
            yield return "accounts.second_factor_on";
        if (before.TwoFactorOn && !after.TwoFactorOn)
            yield return "accounts.second_factor_off";
        if (before.SecurityStamp != after.SecurityStamp && before.PasswordHash == after.PasswordHash && before.TwoFactorOn == after.TwoFactorOn)
            yield return "accounts.signed_out_everywhere";
    }

    private static Task AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, Account account, string kind, CancellationToken ct) =>
        AuditLog.WriteAsync(
            connection, transaction, AccountNames.ActorOf(account, actor), kind, "account",
            [new AuditChange(account.UserName, account.ProvinceCode)], null, ct);

    private async Task<Account?> FindAsync(string sql, object key, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Account?>(new CommandDefinition(sql, key, cancellationToken: ct));
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }
}
