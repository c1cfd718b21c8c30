using Dapper;
using Portfolio.Accounts.Credentials;
using Portfolio.Accounts.Sessions;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Accounts.Tokens;

/// <summary>Personal tokens for the API. A token may do at most what its owner may, and only within its scopes.</summary>
public sealed class TokenService(PortfolioDatabase database, TimeProvider clock)
{
    /// <summary>What every token begins with, so that a token that strays into a file can be found.</summary>
    public const string Prefix = "pft_";

    private const string MakeSql = """
        -- Accounts.MakeToken
        insert into accounts.token (account_id, name, secret_hash, scopes, created_at, expires_at)
        values (@AccountId, @Name, @Hash, @Scopes, @Now, @Expires)
        returning id
        """;

    private const string ListSql = """
        -- Accounts.OwnTokens
        select id, name, array_to_string(scopes, ' ') as scope_list, created_at, expires_at, revoked_at, used_at, used_from
        from accounts.token
        where account_id = @AccountId
        order by (revoked_at is null and expires_at > @Now) desc, created_at desc
        limit 100
        """;

    private const string RevokeSql = """
        -- Accounts.RevokeToken
        update accounts.token set revoked_at = @Now
        where id = @Id and account_id = @AccountId and revoked_at is null
        returning name
        """;

    private const string ResolveSql = """
        -- Accounts.ResolveToken
        select t.id as token_id, t.used_at, array_to_string(t.scopes, ' ') as scope_list,
            a.id as account_id, a.user_name, a.display_name, a.role, a.province_code, a.demo, a.must_change_password,
            a.two_factor_on or exists (select 1 from accounts.passkey k where k.account_id = a.id) as strongly_proved
        from accounts.token t
        join accounts.account a on a.id = t.account_id
        where t.secret_hash = @Hash and t.revoked_at is null and t.expires_at > @Now and a.active
        """;

    private const string UsedSql = """
        -- Accounts.TokenUsed
        update accounts.token set used_at = @Now, used_from = @Address where id = @TokenId
        """;

    private static readonly MakeTokenValidator Validator = new();

    /// <summary>Makes a token for oneself.</summary>
    /// <param name="actor">Its owner; needs <see cref="Permission.KeepOwnAccount"/>.</param>
    /// <param name="request">What it is for.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The token itself, shown once: only its hash is kept.</returns>
    /// <exception cref="ValidationFailedException">No name, no known scope, or a life that is too long.</exception>
    public async Task<string> MakeAsync(Actor actor, MakeToken request, CancellationToken ct)
    {
        actor.Demand(Permission.KeepOwnAccount);
        return await MakeAsync(actor, actor.AccountId!.Value, actor.Reach.Province, request, ct);
    }

    /// <summary>Makes a token for somebody, at the console.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="owner">Whose token it is.</param>
    /// <param name="request">What it is for.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The token itself, shown once.</returns>
    /// <exception cref="ValidationFailedException">No name, no known scope, or a life that is too long.</exception>
    public async Task<string> MakeForAsync(Actor actor, Account owner, MakeToken request, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        return await MakeAsync(actor, owner.Id, owner.ProvinceCode, request, ct);
    }

    private async Task<string> MakeAsync(Actor actor, long accountId, string? province, MakeToken request, CancellationToken ct)
    {
        Validator.Demand(request);
        var (secret, hash) = Secret.New(Prefix);
        var now = clock.GetUtcNow().UtcDateTime;
        string[] scopes = [.. request.Scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteScalarAsync<long>(new CommandDefinition(MakeSql, new
        {
            AccountId = accountId,
            Name = request.Name.Trim(),
            Hash = hash,
            Scopes = scopes,
            Now = now,
            Expires = now.AddDays(request.Days),
        }, transaction, cancellationToken: ct));
        var owner = await AccountLookup.NameAsync(connection, transaction, accountId, ct);
        await AuditLog.WriteAsync(
            connection, transaction, actor, "accounts.token_made", "account",
            [new AuditChange(owner, province, null, new { token = request.Name.Trim(), scopes = string.Join(' ', scopes), days = request.Days })], null, ct);
        await transaction.CommitAsync(ct);
        return secret;
    }

    /// <summary>One's own tokens, those in force first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.KeepOwnAccount"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<OwnToken>> ListAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepOwnAccount);
        await using var connection = await database.OpenAsync(ct);
        return
        [
            .. await connection.QueryAsync<OwnToken>(new CommandDefinition(
                ListSql, new { actor.AccountId, Now = clock.GetUtcNow().UtcDateTime }, cancellationToken: ct)),
        ];
    }

    /// <summary>Revokes one of one's own tokens.</summary>
    /// <param name="actor">Its owner; needs <see cref="Permission.KeepOwnAccount"/>.</param>
    /// <param name="id">The token; one that is not in force is left as it is.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task RevokeAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.KeepOwnAccount);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var name = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            RevokeSql, new { Id = id, actor.AccountId, Now = clock.GetUtcNow().UtcDateTime }, transaction, cancellationToken: ct));
        if (name is null)
            return;
        var owner = await AccountLookup.NameAsync(connection, transaction, actor.AccountId!.Value, ct);
        await AuditLog.WriteAsync(
            connection, transaction, actor, "accounts.token_revoked", "account", [new AuditChange(owner, actor.Reach.Province, new { token = name })], null, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Whose token this is; null when it is unknown, expired, revoked, or its owner deactivated.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="token">The token as it came.</param>
    /// <param name="client">Where from, for its owner to see.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Identity?> ResolveAsync(Actor actor, string token, Client client, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
            ResolveSql, new { Hash = Secret.Hash(token), Now = now }, cancellationToken: ct));
        if (row is null)
            return null;
        // To the minute: reading must not write at every request.
        if (row.UsedAt is null || row.UsedAt < now - TimeSpan.FromMinutes(1))
            await connection.ExecuteAsync(new CommandDefinition(
                UsedSql, new { row.TokenId, Now = now, client.Address }, cancellationToken: ct));
        var bodies = await AccountBodies.OfAsync(connection, row.AccountId, row.Role, ct);
        return new Identity(
            row.AccountId, row.UserName, row.DisplayName, row.Role, new Reach(row.ProvinceCode, bodies), row.Demo, row.MustChangePassword,
            row.StronglyProved, row.ScopeList.Split(' '));
    }

    private sealed record Row(
        long TokenId, DateTime? UsedAt, string ScopeList, long AccountId, string UserName, string DisplayName, Role Role,
        string? ProvinceCode, bool Demo, bool MustChangePassword, bool StronglyProved);
}
