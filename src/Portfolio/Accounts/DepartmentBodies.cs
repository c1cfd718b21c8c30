using Dapper;
using Npgsql;

namespace Portfolio.Accounts;

/// <summary>Bodies that the department of an account is.</summary>
internal static class DepartmentBodies
{
    private const string OfSql = """
        -- Accounts.DepartmentBodies
        select d.body_id from accounts.department d where d.account_id = @AccountId
        """;

    /// <summary>Keys of the bodies; none for whoever is of no department.</summary>
    public static async Task<long[]> OfAsync(NpgsqlConnection connection, long account, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(OfSql, new { AccountId = account }, cancellationToken: ct))];
}
