using Dapper;
using Portfolio.Accounts.Credentials;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Accounts.Sessions;

/// <summary>Browsers in which somebody is signed in. The database decides at every request, so that an end takes effect at once.</summary>
public sealed class SessionService(PortfolioDatabase database, TimeProvider clock)
{
    /// <summary>How long a session lasts that nobody ends.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <summary>How long one may stay away before the session ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    private const string StartSql = """
        -- Accounts.StartSession
        insert into accounts.session (account_id, secret_hash, method, address, user_agent, started_at, seen_at, expires_at)
        select a.id, @Hash, @Method, @Address, @UserAgent, @Now, @Now, @Expires
        from accounts.account a
        where a.id = @AccountId and a.active and a.security_stamp = @Stamp
        for share
        """;

    private const string SignedInSql = """
        -- Accounts.SignedIn
        update accounts.account set signed_in_at = @Now where id = @AccountId
        """;

    private const string ResolveSql = """
        -- Accounts.ResolveSession
        select s.id as session_id, s.seen_at, a.id as account_id, a.user_name, a.display_name, a.role, a.province_code, a.demo,
            a.must_change_password, s.method
        from accounts.session s
        join accounts.account a on a.id = s.account_id
        where s.secret_hash = @Hash and s.ended_at is null and s.expires_at > @Now and s.seen_at > @Idle and a.active
        """;

    private const string SeenSql = """
        -- Accounts.SessionSeen
        update accounts.session set seen_at = @Now where id = @SessionId and seen_at < @Now
        """;

    private const string EndSql = """
        -- Accounts.EndSession
        update accounts.session set ended_at = @Now
        where secret_hash = @Hash and ended_at is null
        """;

    private const string EndOwnSql = """
        -- Accounts.EndOwnSession
        update accounts.session set ended_at = @Now
        where account_id = @AccountId and ended_at is null and (id = @Id or (@Others and secret_hash <> @Hash))
        """;

    // What has ended stays on the list for as long as it could have lasted, so that a stranger's visit can still be seen.
    private const string ListSql = """
        -- Accounts.OwnSessions
        select id, method, address, user_agent, started_at, seen_at, secret_hash = @Hash as current,
            ended_at is null and expires_at > @Now and seen_at > @Idle as open
        from accounts.session
        where account_id = @AccountId and started_at > @Since
        order by (ended_at is null and expires_at > @Now and seen_at > @Idle) desc, seen_at desc
        limit 50
        """;

    /// <summary>Begins a session and notes the sign-in.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="account">Who has signed in.</param>
    /// <param name="method">How the account was proved: <c>password</c>, <c>second_factor</c>, <c>recovery_code</c>, <c>passkey</c>, <c>single_sign_on</c>.</param>
    /// <param name="client">Where from.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The secret for the cookie; only its hash is kept.</returns>
    /// <exception cref="StaleException">The account was deactivated, or its credentials were changed, since it was read.</exception>
    public async Task<string> StartAsync(Actor actor, Account account, string method, Client client, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        var (secret, hash) = Secret.New("");
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Whoever was proved by a password that has been changed meanwhile was proved by nothing.
        var started = await connection.ExecuteAsync(new CommandDefinition(StartSql, new
        {
            AccountId = account.Id,
            Hash = hash,
            Method = method,
            client.Address,
            client.UserAgent,
            Now = now,
            Expires = now + Life,
            Stamp = account.SecurityStamp,
        }, transaction, cancellationToken: ct));
        if (started == 0)
            throw new StaleException("accounts.stale");
        await connection.ExecuteAsync(new CommandDefinition(
            SignedInSql, new { AccountId = account.Id, Now = now }, transaction, cancellationToken: ct));
        await AuditLog.WriteAsync(
            connection, transaction, AccountNames.ActorOf(account, actor), "accounts.signed_in", "account",
            [new AuditChange(account.UserName, account.ProvinceCode, null, new { method })], null, ct);
        await transaction.CommitAsync(ct);
        return secret;
    }

    /// <summary>Who is signed in with this secret; null when the session or the account has ended.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="secret">Secret of the cookie.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Identity?> ResolveAsync(Actor actor, string secret, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
            ResolveSql, new { Hash = Secret.Hash(secret), Now = now, Idle = now - Idle }, cancellationToken: ct));
        if (row is null)
            return null;
        // To the minute: reading pages must not write at every request.
        if (row.SeenAt < now - TimeSpan.FromMinutes(1))
            await connection.ExecuteAsync(new CommandDefinition(SeenSql, new { row.SessionId, Now = now }, cancellationToken: ct));
        var bodies = await AccountBodies.OfAsync(connection, row.AccountId, row.Role, ct);
        return new Identity(
            row.AccountId, row.UserName, row.DisplayName, row.Role, new Reach(row.ProvinceCode, bodies), row.Demo,
            row.MustChangePassword, row.Method is not ("password" or "single_sign_on"), null)
        {
            Method = row.Method,
        };
    }

    /// <summary>Ends the present session: its holder signs out.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="holder">Whose session it is.</param>
    /// <param name="secret">Secret of the cookie.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task EndAsync(Actor actor, Identity holder, string secret, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var ended = await connection.ExecuteAsync(new CommandDefinition(
            EndSql, new { Hash = Secret.Hash(secret), Now = clock.GetUtcNow().UtcDateTime }, transaction, cancellationToken: ct));
        if (ended > 0)
            await AuditLog.WriteAsync(
                connection, transaction, holder.Actor(actor.CorrelationId, actor.ClientAddress), "accounts.signed_out", "account",
                [new AuditChange(holder.UserName, holder.Reach.Province)], null, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>One's own sessions of the past weeks, open ones first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.KeepOwnAccount"/>.</param>
    /// <param name="secret">Secret of the present session.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<OwnSession>> ListAsync(Actor actor, string secret, CancellationToken ct)
    {
        actor.Demand(Permission.KeepOwnAccount);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenAsync(ct);
        return
        [
            .. await connection.QueryAsync<OwnSession>(new CommandDefinition(
                ListSql, new { actor.AccountId, Hash = Secret.Hash(secret), Now = now, Idle = now - Idle, Since = now - (2 * Life) },
                cancellationToken: ct)),
        ];
    }

    /// <summary>Ends one of one's own sessions, or all but the present one.</summary>
    /// <param name="actor">Who ends; needs <see cref="Permission.KeepOwnAccount"/>.</param>
    /// <param name="id">The session; null = all others.</param>
    /// <param name="secret">Secret of the present session.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task EndOwnAsync(Actor actor, long? id, string secret, CancellationToken ct)
    {
        actor.Demand(Permission.KeepOwnAccount);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var ended = await connection.ExecuteAsync(new CommandDefinition(EndOwnSql, new
        {
            actor.AccountId,
            Id = id,
            Others = id is null,
            Hash = Secret.Hash(secret),
            Now = clock.GetUtcNow().UtcDateTime,
        }, transaction, cancellationToken: ct));
        if (ended > 0)
        {
            var name = await AccountLookup.NameAsync(connection, transaction, actor.AccountId!.Value, ct);
            await AuditLog.WriteAsync(
                connection, transaction, actor, "accounts.sessions_ended", "account",
                [new AuditChange(name, actor.Reach.Province, null, new { sessions = ended })], null, ct);
        }
        await transaction.CommitAsync(ct);
    }

    private sealed record Row(
        long SessionId, DateTime SeenAt, long AccountId, string UserName, string DisplayName, Role Role, string? ProvinceCode, bool Demo,
        bool MustChangePassword, string Method);
}

/// <summary>Where a request comes from.</summary>
/// <param name="Address">Network address; null = not known.</param>
/// <param name="UserAgent">What the browser calls itself; null = nothing.</param>
public sealed record Client(string? Address, string? UserAgent);

/// <summary>One of one's own sessions.</summary>
/// <param name="Id">Surrogate key.</param>
/// <param name="Method">How the account was proved.</param>
/// <param name="Address">Address it came from.</param>
/// <param name="UserAgent">What the browser called itself.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="SeenAt">When it was seen last, UTC, to the minute.</param>
/// <param name="Current">Whether it is the one that asks.</param>
/// <param name="Open">Whether it still counts.</param>
public sealed record OwnSession(
    long Id, string Method, string? Address, string? UserAgent, DateTime StartedAt, DateTime SeenAt, bool Current, bool Open);
