using Dapper;
using Npgsql;

namespace Portfolio.Accounts;

/// <summary>Small questions that several parts of the area ask.</summary>
internal static class AccountLookup
{
    private const string NameSql = """
        -- Accounts.Name
        select user_name from accounts.account where id = @Id
        """;

    /// <summary>Name to sign in with, under which the history keeps the account.</summary>
    public static Task<string> NameAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        connection.QuerySingleAsync<string>(new CommandDefinition(NameSql, new { Id = id }, transaction, cancellationToken: ct));
}
