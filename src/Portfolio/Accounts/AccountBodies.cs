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
        select body_id from accounts.account_body where account_id = @AccountId
        """;

    /// <summary>Ids of the bodies the account is bound to.</summary>
    public static async Task<long[]> BoundAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long accountId, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(BoundSql, new { AccountId = accountId }, transaction, cancellationToken: ct))];

    /// <summary>What the account is bound to and all that stands under it; null for a role that bodies do not bind.</summary>
    public static async Task<IReadOnlySet<long>?> OfAsync(NpgsqlConnection connection, long accountId, Role role, CancellationToken ct)
    {
        if (role != Role.Owner)
            return null;
        var bound = await BoundAsync(connection, null, accountId, ct);
        return (await BodyLookup.WithAllUnderAsync(connection, bound, ct)).ToFrozenSet();
    }
}
