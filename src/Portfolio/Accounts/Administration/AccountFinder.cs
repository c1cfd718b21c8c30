using Dapper;
using Npgsql;
using Portfolio.Accounts.Sessions;
using Portfolio.Common;

namespace Portfolio.Accounts.Administration;

/// <summary>One account as administrators see it.</summary>
internal static class AccountFinder
{
    private const string FindSql = """
        -- Accounts.FindForAdministration
        select a.id, a.user_name, a.display_name, a.email, a.role, a.province_code, a.demo, a.active, a.created_at, a.signed_in_at,
            a.password_hash is not null as has_password, a.two_factor_on, a.locked_until, a.must_change_password,
            (select count(*) from accounts.passkey k where k.account_id = a.id)::int as passkeys,
            (select count(*) from accounts.session s
                where s.account_id = a.id and s.ended_at is null and s.expires_at > now() and s.seen_at > now() - make_interval(secs => @IdleSeconds))::int as sessions,
            (select count(*) from accounts.token t where t.account_id = a.id and t.revoked_at is null and t.expires_at > now())::int as tokens,
            (select min(r.requested_at) from accounts.mail_request r where r.account_id = a.id and r.handled_at is null) as waits_since
        from accounts.account a
        where a.user_key = @Key
        """;

    private const string LockSql = """
        -- Accounts.LockForAdministration
        select 1 from accounts.account where user_key = @Key for no key update
        """;

    /// <summary>The account of this name.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<AccountDetails> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string userName, CancellationToken ct)
    {
        var account = await connection.QuerySingleOrDefaultAsync<AccountDetails?>(new CommandDefinition(
            FindSql, new { Key = AccountNames.Key(userName), IdleSeconds = SessionService.Idle.TotalSeconds }, transaction, cancellationToken: ct))
            ?? throw new NotFoundException("account", userName);
        return account with { Bodies = await AccountBodies.BoundAsync(connection, transaction, account.Id, ct) };
    }

    /// <summary>The account of this name, which nobody else changes until the transaction ends.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="OutOfReachException">The actor does not keep it.</exception>
    public static async Task<AccountDetails> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string userName, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(LockSql, new { Key = AccountNames.Key(userName) }, transaction, cancellationToken: ct));
        var account = await FindAsync(connection, transaction, userName, ct);
        actor.Demand(Permission.ManageAccounts, Place.In(account.ProvinceCode));
        return account;
    }
}
