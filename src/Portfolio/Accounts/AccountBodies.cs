using System.Collections.Frozen;
using Dapper;
using Npgsql;
using Portfolio.Directories;

namespace Portfolio.Accounts;

/// <summary>The bodies an owner's account reaches.</summary>
internal static class AccountBodies
{
    private const string BoundSql = """
        -- Accounts.BoundBodies
        select body_id as id, head from accounts.account_body where account_id = @AccountId
        """;

    /// <summary>The bodies the account is bound to, in the order in which bodies are listed.</summary>
    public static async Task<IReadOnlyList<BoundBody>> BoundAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long accountId, CancellationToken ct)
    {
        var bound = await BindingsAsync(connection, transaction, accountId, ct);
        if (bound.Count == 0)
            return [];
        var heads = bound.Where(b => b.Head).Select(b => b.Id).ToHashSet();
        var bodies = await BodyLookup.FindAsync(connection, transaction, [], [.. bound.Select(b => b.Id)], ct);
        return [.. bodies.Select(b => new BoundBody(b.Code, b.Name, heads.Contains(b.Id)))];
    }

    /// <summary>What the account is bound to and all that stands under it; null for a role that bodies do not bind.</summary>
    public static async Task<IReadOnlySet<long>?> OfAsync(NpgsqlConnection connection, long accountId, Role role, CancellationToken ct)
    {
        if (role != Role.Owner)
            return null;
        var bound = await BindingsAsync(connection, null, accountId, ct);
        return (await BodyLookup.WithAllUnderAsync(connection, [.. bound.Select(b => b.Id)], ct)).ToFrozenSet();
    }

    private static async Task<IReadOnlyList<Bound>> BindingsAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long accountId, CancellationToken ct) =>
        (await connection.QueryAsync<Bound>(new CommandDefinition(BoundSql, new { AccountId = accountId }, transaction, cancellationToken: ct))).AsList();

    private sealed record Bound(long Id, bool Head);
}

/// <summary>A body an account is bound to.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Head">Whether it is the account of the body's head.</param>
public sealed record BoundBody(string Code, string Name, bool Head);
