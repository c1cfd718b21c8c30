using Dapper;
using Npgsql;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Exchange;

namespace Portfolio.Accounts.Administration;

/// <summary>
/// Invites, binds, resets and deactivates accounts. Whoever is bound to a province keeps the accounts of that province; nobody
/// changes the role or the activity of the own account, so the last administrator cannot lock everybody out.
/// </summary>
public sealed class AccountAdministration(PortfolioDatabase database)
{
    private const string ListSql = """
        -- Accounts.List
        select a.user_name, a.display_name, a.email, a.role, a.province_code, a.demo, a.active, a.signed_in_at,
            a.password_hash is not null or exists (select 1 from accounts.passkey k where k.account_id = a.id) as has_credentials,
            a.two_factor_on,
            (select min(r.purpose) from accounts.mail_request r where r.account_id = a.id and r.handled_at is null) as waits_for
        from accounts.account a
        where (@Province::text is null or a.province_code = @Province)
            and (@Role::text is null or a.role = @Role)
            and (@Pattern::text is null or a.search_text like common.fold(@Pattern))
            and (@After::text is null or a.user_key > @After)
        order by a.user_key
        limit @Limit
        """;

    private const string FindSql = """
        -- Accounts.FindForAdministration
        select a.id, a.user_name, a.display_name, a.email, a.role, a.province_code, a.demo, a.active, a.created_at, a.signed_in_at,
            a.password_hash is not null as has_password, a.two_factor_on, a.locked_until, a.must_change_password,
            (select count(*) from accounts.passkey k where k.account_id = a.id)::int as passkeys,
            (select count(*) from accounts.session s where s.account_id = a.id and s.ended_at is null and s.expires_at > now())::int as sessions,
            (select count(*) from accounts.token t where t.account_id = a.id and t.revoked_at is null and t.expires_at > now())::int as tokens,
            (select min(r.requested_at) from accounts.mail_request r where r.account_id = a.id and r.handled_at is null) as waits_since
        from accounts.account a
        where a.user_key = @Key
        """;

    private const string BodyIdsSql = """
        -- Accounts.BodiesOf
        select body_id from accounts.account_body where account_id = @Id
        """;

    private const string LockSql = """
        -- Accounts.LockForAdministration
        select 1 from accounts.account where user_key = @Key for no key update
        """;

    // A name and an address open the same door, so neither may be somebody else's name or address.
    private const string TakenSql = """
        -- Accounts.NamesTaken
        select coalesce(a.user_key = @NameKey or a.email_key = @NameKey, false)
        from accounts.account a
        where (a.user_key = any(@Keys) or a.email_key = any(@Keys)) and a.id <> @Id
        """;

    private const string InviteSql = """
        -- Accounts.Invite
        insert into accounts.account (user_name, user_key, display_name, email, email_key, role, province_code, security_stamp, concurrency_stamp)
        values (@UserName, @UserKey, @DisplayName, @Email, @EmailKey, @Role, @Province, @Stamp, @Stamp)
        returning id
        """;

    private const string ChangeSql = """
        -- Accounts.Change
        update accounts.account
        set display_name = @DisplayName, email = @Email, email_key = @EmailKey, role = @Role, province_code = @Province
        where id = @Id
        """;

    private const string UnbindSql = """
        -- Accounts.Unbind
        delete from accounts.account_body where account_id = @Id and not (body_id = any(@Bodies))
        """;

    private const string BindSql = """
        -- Accounts.Bind
        insert into accounts.account_body (account_id, body_id)
        select @Id, b from unnest(@Bodies::bigint[]) as b
        on conflict do nothing
        """;

    private const string SetActiveSql = """
        -- Accounts.SetActive
        update accounts.account set active = @Active where id = @Id and active <> @Active
        """;

    private const string EndSessionsSql = """
        -- Accounts.EndSessionsByAdministrator
        update accounts.session set ended_at = now() where account_id = @Id and ended_at is null
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

    private const string AskSql = """
        -- Accounts.AskForLink
        insert into accounts.mail_request (account_id, purpose)
        values (@Id, @Purpose)
        on conflict (account_id, purpose) where handled_at is null do nothing
        """;

    private const string AnswerSql = """
        -- Accounts.AnswerLinkRequests
        update accounts.mail_request set handled_at = now() where account_id = @Id and handled_at is null
        """;

    // The account's row is locked by whoever changes what a link hangs on, so two links at once are one after the other.
    private const string UnlockSql = """
        -- Accounts.Unlock
        update accounts.account
        set failed_count = 0, locked_until = null, security_stamp = @Stamp, concurrency_stamp = @Stamp
        where id = @Id
        """;

    private const int PageSize = 50;

    private static readonly InviteAccountValidator InviteValidator = new();
    private static readonly ChangeAccountValidator ChangeValidator = new();

    /// <summary>Accounts by name.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAccounts"/>, and sees those of the own province only when bound to one.</param>
    /// <param name="filter">Which.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Stretch<AccountRow>> ListAsync(Actor actor, AccountFilter filter, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAccounts);
        await using var connection = await database.OpenAsync(ct);
        List<AccountRow> rows =
        [
            .. await connection.QueryAsync<AccountRow>(new CommandDefinition(ListSql, new
            {
                Province = actor.Reach.Province ?? filter.Province,
                filter.Role,
                Pattern = LikePattern.Containing(filter.Text),
                After = filter.After is null ? null : AccountNames.Key(filter.After),
                Limit = PageSize + 1,
            }, cancellationToken: ct)),
        ];
        var more = rows.Count > PageSize;
        return new Stretch<AccountRow>([.. rows.Take(PageSize)], more ? rows[PageSize - 1].UserName : null);
    }

    /// <summary>One account with what it is bound to.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAccounts"/> on the account.</param>
    /// <param name="userName">Name to sign in with.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="OutOfReachException">It belongs to another province.</exception>
    public async Task<AccountDetails> GetAsync(Actor actor, string userName, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAccounts);
        await using var connection = await database.OpenAsync(ct);
        var account = await FindAsync(connection, null, userName, ct);
        actor.Demand(Permission.ViewAccounts, Place.In(account.ProvinceCode));
        return account;
    }

    /// <summary>Makes an account without a password; its holder chooses one by the link that is then to be handed over.</summary>
    /// <param name="actor">Who invites; needs <see cref="Permission.ManageAccounts"/> in the province of the account.</param>
    /// <param name="request">Whom.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A field is missing, too long, taken, or names something unknown.</exception>
    public async Task<AccountDetails> InviteAsync(Actor actor, InviteAccount request, CancellationToken ct)
    {
        actor.Demand(Permission.ManageAccounts);
        InviteValidator.Demand(request);
        actor.Demand(Permission.ManageAccounts, Place.In(request.Binding.Province));
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        return await IdempotentWrite.RunAsync(connection, transaction, actor, "accounts.invite", async () =>
        {
            await DemandFreeAsync(connection, transaction, 0, request.UserName, request.Email, ct);
            var bodies = await BodiesAsync(connection, transaction, request.Binding, ct);
            var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(InviteSql, new
            {
                UserName = request.UserName.Trim(),
                UserKey = AccountNames.Key(request.UserName),
                DisplayName = request.DisplayName.Trim(),
                Email = AccountText.OrNull(request.Email),
                EmailKey = AccountText.KeyOrNull(request.Email),
                Role = request.Binding.Role.ToString(),
                request.Binding.Province,
                Stamp = NewStamp(),
            }, transaction, cancellationToken: ct));
            await BindAsync(connection, transaction, id, bodies, ct);
            await connection.ExecuteAsync(new CommandDefinition(AskSql, new { Id = id, Purpose = "invitation" }, transaction, cancellationToken: ct));
            var made = await FindAsync(connection, transaction, request.UserName, ct);
            await AuditAsync(connection, transaction, actor, "accounts.invited", made, null, AccountText.Fields(made), null, ct);
            return made;
        }, ct);
    }

    /// <summary>Changes name, address, role, province and bodies of an account. Another role or binding holds from the next request on.</summary>
    /// <param name="actor">Who changes; needs <see cref="Permission.ManageAccounts"/> on the account as it was and as it shall be.</param>
    /// <param name="request">The account as it shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="ValidationFailedException">A field is missing, too long, taken, or names something unknown.</exception>
    /// <exception cref="RuleException"><c>accounts.own_role</c>, <c>accounts.demo_fixed</c>.</exception>
    /// <exception cref="StaleException">The account was changed since it was read.</exception>
    public async Task<AccountDetails> ChangeAsync(Actor actor, ChangeAccount request, CancellationToken ct)
    {
        actor.Demand(Permission.ManageAccounts);
        ChangeValidator.Demand(request);
        actor.Demand(Permission.ManageAccounts, Place.In(request.Binding.Province));
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var before = await LockAsync(connection, transaction, actor, request.UserName, ct);
        if (request.Version is { } version && version != before.Version)
            throw new StaleException("accounts.stale");
        if (before.Demo)
            throw new RuleException("accounts.demo_fixed");
        if (before.Id == actor.AccountId && (before.Role != request.Binding.Role || before.ProvinceCode != request.Binding.Province))
            throw new RuleException("accounts.own_role");
        await DemandFreeAsync(connection, transaction, before.Id, request.UserName, request.Email, ct);
        var bodies = await BodiesAsync(connection, transaction, request.Binding, ct);
        await connection.ExecuteAsync(new CommandDefinition(ChangeSql, new
        {
            before.Id,
            DisplayName = request.DisplayName.Trim(),
            Email = AccountText.OrNull(request.Email),
            EmailKey = AccountText.KeyOrNull(request.Email),
            Role = request.Binding.Role.ToString(),
            request.Binding.Province,
        }, transaction, cancellationToken: ct));
        await BindAsync(connection, transaction, before.Id, bodies, ct);
        var after = await FindAsync(connection, transaction, request.UserName, ct);
        await AuditAsync(
            connection, transaction, actor, "accounts.changed", after, AccountText.Fields(before), AccountText.Fields(after), request.Reason, ct);
        await transaction.CommitAsync(ct);
        return after;
    }

    /// <summary>Deactivates an account, which ends its sessions at once, or activates it again. Nothing is ever deleted.</summary>
    /// <param name="actor">Who decides; needs <see cref="Permission.ManageAccounts"/> on the account.</param>
    /// <param name="userName">Account.</param>
    /// <param name="active">Whether it may be used from now on.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="RuleException"><c>accounts.own_activity</c>: it is one's own.</exception>
    public async Task SetActiveAsync(Actor actor, string userName, bool active, string? reason, CancellationToken ct)
    {
        actor.Demand(Permission.ManageAccounts);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var account = await LockAsync(connection, transaction, actor, userName, ct);
        if (account.Id == actor.AccountId)
            throw new RuleException("accounts.own_activity");
        var changed = await connection.ExecuteAsync(new CommandDefinition(
            SetActiveSql, new { account.Id, Active = active }, transaction, cancellationToken: ct));
        if (changed == 0)
            return;
        await connection.ExecuteAsync(new CommandDefinition(EndSessionsSql, new { account.Id }, transaction, cancellationToken: ct));
        await AuditAsync(
            connection, transaction, actor, active ? "accounts.activated" : "accounts.deactivated", account, null, null, reason, ct);
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
    /// <exception cref="RuleException"><c>accounts.inactive</c>, <c>accounts.demo_fixed</c>.</exception>
    public async Task<AccountDetails> AllowLinkAsync(Actor actor, string userName, CancellationToken ct)
    {
        actor.Demand(Permission.ManageAccounts);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var account = await LockAsync(connection, transaction, actor, userName, ct);
        if (!account.Active)
            throw new RuleException("accounts.inactive");
        if (account.Demo)
            throw new RuleException("accounts.demo_fixed");
        await connection.ExecuteAsync(new CommandDefinition(AnswerSql, new { account.Id }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(UnlockSql, new { account.Id, Stamp = NewStamp() }, transaction, cancellationToken: ct));
        await AuditAsync(
            connection, transaction, actor, account.HasPassword ? "accounts.reset_allowed" : "accounts.invitation_made", account, null, null, null, ct);
        await transaction.CommitAsync(ct);
        return account;
    }

    /// <summary>Takes authenticator, recovery codes and passkeys from an account whose holder lost them, and ends its sessions.</summary>
    /// <param name="actor">Who decides; needs <see cref="Permission.ManageAccounts"/> on the account.</param>
    /// <param name="userName">Account.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="RuleException"><c>accounts.demo_fixed</c>.</exception>
    public async Task ForgetSecondFactorAsync(Actor actor, string userName, string? reason, CancellationToken ct)
    {
        actor.Demand(Permission.ManageAccounts);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var account = await LockAsync(connection, transaction, actor, userName, ct);
        if (account.Demo)
            throw new RuleException("accounts.demo_fixed");
        await connection.ExecuteAsync(new CommandDefinition(
            ForgetSecondFactorSql, new { account.Id, Stamp = NewStamp() }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(EndSessionsSql, new { account.Id }, transaction, cancellationToken: ct));
        await AuditAsync(connection, transaction, actor, "accounts.second_factor_reset", account, null, null, reason, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<AccountDetails> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string userName, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(LockSql, new { Key = AccountNames.Key(userName) }, transaction, cancellationToken: ct));
        var account = await FindAsync(connection, transaction, userName, ct);
        actor.Demand(Permission.ManageAccounts, Place.In(account.ProvinceCode));
        return account;
    }

    private static async Task<AccountDetails> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string userName, CancellationToken ct)
    {
        var account = await connection.QuerySingleOrDefaultAsync<AccountDetails?>(new CommandDefinition(
            FindSql, new { Key = AccountNames.Key(userName) }, transaction, cancellationToken: ct)) ?? throw new NotFoundException("account", userName);
        long[] ids = [.. await connection.QueryAsync<long>(new CommandDefinition(BodyIdsSql, new { account.Id }, transaction, cancellationToken: ct))];
        var bodies = ids.Length == 0 ? [] : await BodyLookup.FindAsync(connection, transaction, [], ids, ct);
        return account with { Bodies = [.. bodies.Select(b => new BoundBody(b.Code, b.Name))] };
    }

    private static async Task DemandFreeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, string userName, string? email, CancellationToken ct)
    {
        string[] keys = [.. ((string?[])[AccountNames.Key(userName), AccountText.KeyOrNull(email)]).OfType<string>()];
        var taken = (await connection.QueryAsync<bool>(new CommandDefinition(
            TakenSql, new { Id = id, Keys = keys, NameKey = keys[0] }, transaction, cancellationToken: ct))).ToList();
        if (taken.Count > 0)
            throw new ValidationFailedException(
                [new FieldFailure(taken.Contains(true) ? "userName" : "email", "accounts.name_taken", new Dictionary<string, object?>())]);
    }

    /// <summary>Ids of the bodies an owner is bound to: of the account's province, or central ones.</summary>
    private static async Task<long[]> BodiesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Binding binding, CancellationToken ct)
    {
        if (binding.Role != Role.Owner)
            return [];
        var found = await BodyLookup.FindAsync(connection, transaction, [.. binding.Bodies], [], ct);
        var missing = binding.Bodies.Except(found.Select(b => b.Code), StringComparer.Ordinal)
            .Concat(found.Where(b => binding.Province is { } province && b.ProvinceCode is { } other && other != province).Select(b => b.Code))
            .ToList();
        return missing.Count == 0
            ? [.. found.Select(b => b.Id)]
            : throw new ValidationFailedException(
                [.. missing.Select(code => new FieldFailure("bodies", "accounts.body_unknown", new Dictionary<string, object?> { ["body"] = code }))]);
    }

    private static async Task BindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, long[] bodies, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(UnbindSql, new { Id = id, Bodies = bodies }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(BindSql, new { Id = id, Bodies = bodies }, transaction, cancellationToken: ct));
    }

    private static Task AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string kind, AccountDetails account, object? before, object? after,
        string? reason, CancellationToken ct) =>
        AuditLog.WriteAsync(
            connection, transaction, actor, kind, "account", [new AuditChange(account.UserName, account.ProvinceCode, before, after)], AccountText.OrNull(reason), ct);

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}
