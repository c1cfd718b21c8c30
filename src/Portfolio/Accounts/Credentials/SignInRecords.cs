using Dapper;
using Npgsql;
using Portfolio.Accounts.Administration;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Accounts.Credentials;

/// <summary>What the sign-in itself notes and makes. Only the program itself may call it.</summary>
public sealed class SignInRecords(PortfolioDatabase database)
{
    private const string AskSql = """
        -- Accounts.AskForReset
        insert into accounts.mail_request (account_id, purpose)
        select a.id, 'reset' from accounts.account a where a.id = @Id and a.active and not a.demo
        on conflict (account_id, purpose) where handled_at is null do nothing
        """;

    private const string HasAdministratorSql = """
        -- Accounts.HasAdministrator
        select exists (select 1 from accounts.account where role = 'Administrator' and not demo)
        """;

    // Two instances that start at once make one administrator.
    private const string LockSql = """
        -- Accounts.LockFirstAdministrator
        select pg_advisory_xact_lock(20261122, 3)
        """;

    private const string MakeSql = """
        -- Accounts.MakeAccount
        insert into accounts.account (user_name, user_key, display_name, email, email_key, role, province_code, password_hash,
            must_change_password, security_stamp, concurrency_stamp)
        values (@UserName, @UserKey, @DisplayName, @Email, @EmailKey, @Role, @Province, @PasswordHash,
            @PasswordHash::text is not null, @Stamp, @Stamp)
        on conflict do nothing
        returning id
        """;

    private const string DemoSql = """
        -- Accounts.Demo
        select user_name, display_name, role, province_code, password_hash is null as fresh
        from accounts.account
        where demo and active
        order by id
        """;

    private const string DemoPasswordSql = """
        -- Accounts.DemoPasswords
        update accounts.account set password_hash = @PasswordHash where demo and active and password_hash is null
        """;

    private const string SingleSignOnSql = """
        -- Accounts.TakeRole
        update accounts.account set role = @Role where id = @Id
        """;

    private static readonly NewAccountValidator NewValidator = new();

    /// <summary>Notes that an attempt to sign in, or a request, was refused.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="who">Who was refused; the program itself where nobody is known.</param>
    /// <param name="kind">What was refused: <c>accounts.sign_in_refused</c>, <c>accounts.request_refused</c>.</param>
    /// <param name="account">Name of the account; null where none is known. What was typed is not noted: it may be a password.</param>
    /// <param name="details">What is to be noted besides.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task RefusedAsync(Actor actor, Actor who, string kind, string? account, object? details, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await AuditLog.WriteAsync(
            connection, transaction, who, kind, "account", [new AuditChange(account ?? "unknown", who.Reach.Province, null, details)], null, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Notes that somebody waits for a link to choose a new password; asking again changes nothing.</summary>
    public async Task AskForResetAsync(Actor actor, Account account, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var asked = await connection.ExecuteAsync(new CommandDefinition(AskSql, new { account.Id }, transaction, cancellationToken: ct));
        if (asked > 0)
            await AuditLog.WriteAsync(
                connection, transaction, AccountNames.ActorOf(account, actor), "accounts.reset_asked", "account",
                [new AuditChange(account.UserName, account.ProvinceCode)], null, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Makes the first administrator, where there is none yet.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="account">Gives the account; asked only where it is needed, since a password takes long to hash.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Whether it was made.</returns>
    public async Task<bool> MakeFirstAdministratorAsync(Actor actor, Func<NewAccount> account, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(LockSql, null, transaction, cancellationToken: ct));
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(HasAdministratorSql, null, transaction, cancellationToken: ct)))
            return false;
        var made = await MakeAsync(connection, transaction, actor, account(), ct);
        await transaction.CommitAsync(ct);
        return made;
    }

    /// <summary>Makes an account, from the console or by single sign-on.</summary>
    /// <returns>Whether it was made; false where name or address are taken, as a name or as an address.</returns>
    /// <exception cref="ValidationFailedException">Name, name shown or address are not such as an invitation may have.</exception>
    public async Task<bool> MakeAsync(Actor actor, NewAccount account, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        NewValidator.Demand(account);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await AdministrationRules.LockAsync(connection, transaction, ct);
        if (await AdministrationRules.TakenFieldAsync(connection, transaction, 0, account.UserName, account.Email, ct) is not null)
            return false;
        var made = await MakeAsync(connection, transaction, actor, account, ct);
        await transaction.CommitAsync(ct);
        return made;
    }

    /// <summary>Gives an account the role that the identity provider states; the last administrator of the whole stays one.</summary>
    /// <returns>Whether it has another role now.</returns>
    public async Task<bool> TakeRoleAsync(Actor actor, Account account, Role role, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await AdministrationRules.LockAsync(connection, transaction, ct);
        var before = await AccountFinder.LockAsync(connection, transaction, actor, account.UserName, ct);
        // What is in force now: an administrator may have changed it since the account was read.
        account.Role = before.Role;
        if (before.Role == role || before.Demo || await AdministrationRules.IsLastAdministratorAsync(connection, transaction, before, ct))
            return false;
        await connection.ExecuteAsync(new CommandDefinition(
            SingleSignOnSql, new { before.Id, Role = role.ToString() }, transaction, cancellationToken: ct));
        await AuditLog.WriteAsync(
            connection, transaction, actor, "accounts.role_taken", "account",
            [new AuditChange(before.UserName, before.ProvinceCode, new { role = before.Role.ToString() }, new { role = role.ToString() })], null, ct);
        await transaction.CommitAsync(ct);
        account.Role = role;
        return true;
    }

    /// <summary>The accounts of the demonstration.</summary>
    public async Task<IReadOnlyList<DemoAccount>> DemoAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        return [.. await connection.QueryAsync<DemoAccount>(new CommandDefinition(DemoSql, cancellationToken: ct))];
    }

    /// <summary>Gives the accounts of the demonstration that have none the published password.</summary>
    public async Task SetDemoPasswordAsync(Actor actor, string passwordHash, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(DemoPasswordSql, new { PasswordHash = passwordHash }, cancellationToken: ct));
    }

    private static async Task<bool> MakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, NewAccount account, CancellationToken ct)
    {
        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(MakeSql, new
        {
            account.UserName,
            UserKey = AccountNames.Key(account.UserName),
            DisplayName = account.DisplayName.Trim(),
            Email = SafeText.OrNull(account.Email),
            EmailKey = AccountText.KeyOrNull(account.Email),
            Role = account.Role.ToString(),
            account.Province,
            account.PasswordHash,
            Stamp = Guid.NewGuid().ToString("N"),
        }, transaction, cancellationToken: ct));
        if (id is null)
            return false;
        await AuditLog.WriteAsync(
            connection, transaction, actor, "accounts.made", "account",
            [new AuditChange(account.UserName, account.Province, null, new { display_name = account.DisplayName, email = account.Email, role = account.Role.ToString() })],
            null, ct);
        return true;
    }
}

/// <summary>An account that the program makes by itself.</summary>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Email">Address; null = none.</param>
/// <param name="Role">Role.</param>
/// <param name="Province">The one province; null = all.</param>
/// <param name="PasswordHash">Hash of a password that must be changed at once; null = none.</param>
public sealed record NewAccount(string UserName, string DisplayName, string? Email, Role Role, string? Province, string? PasswordHash);

/// <summary>An account of the demonstration.</summary>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Role">Role.</param>
/// <param name="ProvinceCode">Its province.</param>
/// <param name="Fresh">Whether it has no password yet.</param>
public sealed record DemoAccount(string UserName, string DisplayName, Role Role, string? ProvinceCode, bool Fresh);
