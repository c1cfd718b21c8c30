using Dapper;
using Npgsql;

namespace Portfolio.Accounts;

/// <summary>Accounts that mail can be sent to.</summary>
internal static class MailAccounts
{
    private const string AdministratorsSql = """
        -- Accounts.MailAdministrators
        select id as account_id, display_name as name, email as address, province_code as province
        from accounts.account
        where role = 'Administrator' and active and email is not null and (province_code is null or province_code = @Province)
        order by id
        """;

    private const string OneSql = """
        -- Accounts.MailAccount
        select id as account_id, display_name as name, email as address, province_code as province
        from accounts.account
        where id = @Id and active and email is not null
        """;

    /// <summary>The administrators who keep the accounts of a province, those of the whole among them.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction.</param>
    /// <param name="province">Province; null = accounts bound to none.</param>
    /// <param name="ct">Cancels the call.</param>
    public static async Task<IReadOnlyList<MailAccount>> AdministratorsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string? province, CancellationToken ct) =>
        [.. await connection.QueryAsync<MailAccount>(new CommandDefinition(AdministratorsSql, new { Province = province }, transaction, cancellationToken: ct))];

    /// <summary>One account; null when it is not active or has no address.</summary>
    public static Task<MailAccount?> OneAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<MailAccount>(new CommandDefinition(OneSql, new { Id = id }, transaction, cancellationToken: ct));
}

/// <summary>An account that mail can be sent to.</summary>
/// <param name="AccountId">Account.</param>
/// <param name="Name">Name shown.</param>
/// <param name="Address">Address for mail.</param>
/// <param name="Province">The one province it is bound to; null = none.</param>
internal sealed record MailAccount(long AccountId, string Name, string Address, string? Province);
