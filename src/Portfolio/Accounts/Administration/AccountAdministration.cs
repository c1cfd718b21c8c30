using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Exchange;

namespace Portfolio.Accounts.Administration;

/// <summary>
/// Who has an account: finds, invites and binds. Whoever is bound to a province keeps the accounts of that province; nobody changes
/// the own role, and the last administrator of the whole stays one. Whether an account may be used is kept by <see cref="AccountAccess"/>.
/// </summary>
public sealed class AccountAdministration(PortfolioDatabase database)
{
    private const string RowColumns = """
        select a.user_name, a.display_name, a.email, a.role, a.province_code, a.demo, a.active, a.signed_in_at,
            a.password_hash is not null or exists (select 1 from accounts.passkey k where k.account_id = a.id) as has_credentials,
            a.two_factor_on, coalesce(a.locked_until > now(), false) as locked, w.waits_for, w.waits_since,
            exists (select 1 from accounts.account_body h where h.account_id = a.id and h.body_id = @BodyId and h.head) as is_head
        from accounts.account a
        left join lateral (
            select min(r.purpose) as waits_for, min(r.requested_at) as waits_since
            from accounts.mail_request r
            where r.account_id = a.id and r.handled_at is null
        ) w on true
        """;

    private const string ListSql = $"""
        -- Accounts.List
        {RowColumns}
        where (@Province::text is null or a.province_code = @Province)
            and (not @InAllProvinces or a.province_code is null)
            and (@Role::text is null or a.role = @Role)
            and (@BodyId::bigint is null or exists (select 1 from accounts.account_body b where b.account_id = a.id and b.body_id = @BodyId))
            and (@Pattern::text is null or a.search_text like common.fold(@Pattern))
            and (@After::text is null or a.user_key > @After)
        order by a.user_key
        limit @Limit
        """;

    private const string WaitingSql = $"""
        -- Accounts.Waiting
        {RowColumns}
        where a.active and (@Province::text is null or a.province_code = @Province)
            and a.id in (select r.account_id from accounts.mail_request r where r.handled_at is null)
        order by w.waits_since, a.user_key
        limit @Limit
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
        insert into accounts.account_body (account_id, body_id, head)
        select @Id, b.body_id, b.head from unnest(@Bodies::bigint[], @Heads::boolean[]) as b (body_id, head)
        on conflict (account_id, body_id) do update set head = excluded.head where account_body.head <> excluded.head
        """;

    private const string AskSql = """
        -- Accounts.AskForLink
        insert into accounts.mail_request (account_id, purpose)
        values (@Id, @Purpose)
        on conflict (account_id, purpose) where handled_at is null do nothing
        """;

    private const int PageSize = 50;

    private static readonly InviteAccountValidator InviteValidator = new();
    private static readonly ChangeAccountValidator ChangeValidator = new();

    /// <summary>Accounts by name.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAccounts"/>, and sees those of the own province only when bound to one.</param>
    /// <param name="filter">Which.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="OutOfReachException">The filter asks for another province.</exception>
    public async Task<Stretch<AccountRow>> ListAsync(Actor actor, AccountFilter filter, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAccounts);
        var province = filter.Province ?? actor.Reach.Province;
        var inAll = province == AccountFilter.AllProvinces;
        actor.Demand(Permission.ViewAccounts, Place.In(inAll ? null : province));
        await using var connection = await database.OpenAsync(ct);
        List<AccountRow> rows =
        [
            .. await connection.QueryAsync<AccountRow>(new CommandDefinition(ListSql, new
            {
                Province = inAll ? null : province,
                InAllProvinces = inAll,
                filter.Role,
                BodyId = filter.Body is null ? (long?)null : await BodyLookup.IdAsync(connection, filter.Body, ct),
                Pattern = LikePattern.Containing(filter.Text),
                After = filter.After is null ? null : AccountNames.Key(filter.After),
                Limit = PageSize + 1,
            }, cancellationToken: ct)),
        ];
        var more = rows.Count > PageSize;
        return new Stretch<AccountRow>([.. rows.Take(PageSize)], more ? rows[PageSize - 1].UserName : null);
    }

    /// <summary>Accounts whose holders wait for a link, who has waited longest first; the first fifty.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAccounts"/>, and sees those of the own province only when bound to one.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<AccountRow>> WaitingAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAccounts);
        await using var connection = await database.OpenAsync(ct);
        return
        [
            .. await connection.QueryAsync<AccountRow>(new CommandDefinition(
                WaitingSql, new { actor.Reach.Province, BodyId = (long?)null, Limit = PageSize }, cancellationToken: ct)),
        ];
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
        var account = await AccountFinder.FindAsync(connection, null, userName, ct);
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
            await AdministrationRules.LockAsync(connection, transaction, ct);
            await AdministrationRules.DemandFreeAsync(connection, transaction, 0, request.UserName, request.Email, ct);
            var bodies = await AdministrationRules.BodiesAsync(connection, transaction, request.Binding, ct);
            var id = 0L;
            await ConstraintMapping.GuardAsync(async () => id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(InviteSql, new
            {
                UserName = request.UserName.Trim(),
                UserKey = AccountNames.Key(request.UserName),
                DisplayName = request.DisplayName.Trim(),
                Email = SafeText.OrNull(request.Email),
                EmailKey = AccountText.KeyOrNull(request.Email),
                Role = request.Binding.Role.ToString(),
                request.Binding.Province,
                Stamp = AdministrationRules.NewStamp(),
            }, transaction, cancellationToken: ct)));
            await BindAsync(connection, transaction, id, bodies, ct);
            await connection.ExecuteAsync(new CommandDefinition(AskSql, new { Id = id, Purpose = "invitation" }, transaction, cancellationToken: ct));
            var made = await AccountFinder.FindAsync(connection, transaction, request.UserName, ct);
            await AdministrationRules.AuditAsync(connection, transaction, actor, "accounts.invited", made, null, AccountText.Fields(made), null, ct);
            return made;
        }, ct);
    }

    /// <summary>Changes name, address, role, province and bodies of an account. Another role or binding holds from the next request on.</summary>
    /// <param name="actor">Who changes; needs <see cref="Permission.ManageAccounts"/> on the account as it was and as it shall be.</param>
    /// <param name="request">The account as it shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="ValidationFailedException">A field is missing, too long, taken, or names something unknown.</exception>
    /// <exception cref="RuleException"><c>accounts.own_role</c>, <c>accounts.demo_fixed</c>, <c>accounts.last_administrator</c>.</exception>
    /// <exception cref="StaleException">The account was changed since it was read.</exception>
    public async Task<AccountDetails> ChangeAsync(Actor actor, ChangeAccount request, CancellationToken ct)
    {
        actor.Demand(Permission.ManageAccounts);
        ChangeValidator.Demand(request);
        actor.Demand(Permission.ManageAccounts, Place.In(request.Binding.Province));
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await AdministrationRules.LockAsync(connection, transaction, ct);
        var before = await AccountFinder.LockAsync(connection, transaction, actor, request.UserName, ct);
        if (request.Version is { } version && version != before.Version)
            throw new StaleException("accounts.stale");
        if (before.Demo)
            throw new RuleException("accounts.demo_fixed");
        if (before.Id == actor.AccountId && (before.Role != request.Binding.Role || before.ProvinceCode != request.Binding.Province))
            throw new RuleException("accounts.own_role");
        if (request.Binding is not { Role: Role.Administrator, Province: null })
            await AdministrationRules.DemandAnotherAdministratorAsync(connection, transaction, before, ct);
        await AdministrationRules.DemandFreeAsync(connection, transaction, before.Id, request.UserName, request.Email, ct);
        var bodies = await AdministrationRules.BodiesAsync(connection, transaction, request.Binding, ct);
        await ConstraintMapping.GuardAsync(() => connection.ExecuteAsync(new CommandDefinition(ChangeSql, new
        {
            before.Id,
            DisplayName = request.DisplayName.Trim(),
            Email = SafeText.OrNull(request.Email),
            EmailKey = AccountText.KeyOrNull(request.Email),
            Role = request.Binding.Role.ToString(),
            request.Binding.Province,
        }, transaction, cancellationToken: ct)));
        await BindAsync(connection, transaction, before.Id, bodies, ct);
        var after = await AccountFinder.FindAsync(connection, transaction, request.UserName, ct);
        if (after.Version == before.Version)
            return before;
        await AdministrationRules.AuditAsync(
            connection, transaction, actor, "accounts.changed", after, AccountText.Fields(before), AccountText.Fields(after), request.Reason, ct);
        await transaction.CommitAsync(ct);
        return after;
    }

    private static async Task BindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, IReadOnlyList<Bond> bonds, CancellationToken ct)
    {
        var bound = new { Id = id, Bodies = bonds.Select(b => b.BodyId).ToArray(), Heads = bonds.Select(b => b.Head).ToArray() };
        await connection.ExecuteAsync(new CommandDefinition(UnbindSql, bound, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(BindSql, bound, transaction, cancellationToken: ct));
    }
}
