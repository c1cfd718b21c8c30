using Dapper;
using Npgsql;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Directories;

namespace Portfolio.Accounts.Administration;

/// <summary>Rules of administration that need data.</summary>
internal static class AdministrationRules
{
    // Whose a name is, and who is left as administrator, are matters of all accounts: two administrators who take each other out at
    // the same moment go one after the other, and the second finds that nobody would be left.
    private const string LockSql = """
        -- Accounts.LockAdministration
        select pg_advisory_xact_lock(20261122, 4)
        """;

    // A name and an address open the same door, so neither may be somebody else's name or address.
    private const string TakenSql = """
        -- Accounts.NamesTaken
        select coalesce(a.user_key = @NameKey or a.email_key = @NameKey, false)
        from accounts.account a
        where (a.user_key = any(@Keys) or a.email_key = any(@Keys)) and a.id <> @Id
        """;

    // Somebody who was invited and never came could not let the others in again.
    private const string AnotherAdministratorSql = """
        -- Accounts.AnotherAdministrator
        select exists (
            select 1 from accounts.account a
            where a.role = 'Administrator' and a.province_code is null and a.active and not a.demo and a.id <> @Id
                and (a.password_hash is not null or a.signed_in_at is not null))
        """;

    /// <summary>Lets one change of accounts after the other, until the transaction ends.</summary>
    public static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockSql, null, transaction, cancellationToken: ct));

    /// <exception cref="ValidationFailedException">Name or address belong to another account than the one of this id.</exception>
    public static async Task DemandFreeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, string userName, string? email, CancellationToken ct)
    {
        if (await TakenFieldAsync(connection, transaction, id, userName, email, ct) is { } field)
            throw Fault(field, "accounts.name_taken");
    }

    /// <summary>The field whose value belongs to another account than the one of this id; null where both are free.</summary>
    public static async Task<string?> TakenFieldAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, string userName, string? email, CancellationToken ct)
    {
        var name = AccountNames.Key(userName);
        var address = AccountText.KeyOrNull(email);
        string[] keys = address is null ? [name] : [name, address];
        var taken = (await connection.QueryAsync<bool>(new CommandDefinition(
            TakenSql, new { Id = id, Keys = keys, NameKey = name }, transaction, cancellationToken: ct))).ToList();
        return taken.Count == 0 ? null : taken.Contains(true) ? "userName" : "email";
    }

    /// <exception cref="RuleException"><c>accounts.last_administrator</c>: it is the last one of the whole who can sign in.</exception>
    public static async Task DemandAnotherAdministratorAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, AccountDetails account, CancellationToken ct)
    {
        if (await IsLastAdministratorAsync(connection, transaction, account, ct))
            throw new RuleException("accounts.last_administrator");
    }

    /// <summary>Whether it is the last administrator of the whole who can sign in.</summary>
    public static async Task<bool> IsLastAdministratorAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, AccountDetails account, CancellationToken ct) =>
        account is { Role: Role.Administrator, ProvinceCode: null, Active: true, Demo: false }
            && !await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                AnotherAdministratorSql, new { account.Id }, transaction, cancellationToken: ct));

    /// <summary>The bodies an owner is bound to: of the account's province, or central ones.</summary>
    /// <exception cref="ValidationFailedException">Province or body are unknown, or a body belongs to another province.</exception>
    public static async Task<IReadOnlyList<Bond>> BodiesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Binding binding, CancellationToken ct)
    {
        if (binding.Province is { } code && !await BodyLookup.HasProvinceAsync(connection, transaction, code, ct))
            throw Fault("province", "accounts.province_unknown");
        if (binding.Role != Role.Owner)
            return [];
        var found = await BodyLookup.FindAsync(connection, transaction, [.. binding.Bodies], [], ct);
        var missing = binding.Bodies.Except(found.Select(b => b.Code), StringComparer.Ordinal)
            .Concat(found.Where(b => binding.Province is { } province && b.ProvinceCode is { } other && other != province).Select(b => b.Code))
            .ToList();
        return missing.Count == 0
            ? [.. found.Select(b => new Bond(b.Id, binding.Heads.Contains(b.Code)))]
            : throw new ValidationFailedException(
                [.. missing.Select(body => new FieldFailure("bodies", "accounts.body_unknown", new Dictionary<string, object?> { ["body"] = body }))]);
    }

    private static ValidationFailedException Fault(string field, string code) =>
        new([new FieldFailure(field, code, new Dictionary<string, object?>())]);

    /// <summary>Writes what was done to an account into the history.</summary>
    public static Task AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string kind, AccountDetails account, object? before, object? after,
        string? reason, CancellationToken ct) =>
        AuditLog.WriteAsync(
            connection, transaction, actor, kind, "account", [new AuditChange(account.UserName, account.ProvinceCode, before, after)], SafeText.OrNull(reason), ct);

    /// <summary>A stamp that no account has had.</summary>
    public static string NewStamp() => Guid.NewGuid().ToString("N");
}

/// <summary>What binds an account to a body.</summary>
/// <param name="BodyId">Body.</param>
/// <param name="Head">Whether it is the account of the body's head.</param>
internal sealed record Bond(long BodyId, bool Head);
