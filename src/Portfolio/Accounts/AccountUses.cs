using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Accounts;

/// <summary>Which bodies and provinces accounts are bound to, for whoever takes reference data out.</summary>
internal static class AccountUses
{
    private const string OfBodiesSql = """
        -- Accounts.BodyUses
        select min(a.user_name) as code, b.body_id as id
        from accounts.account_body b
        join accounts.account a on a.id = b.account_id
        where b.body_id = any(@Ids)
        group by b.body_id
        """;

    private const string OfProvincesSql = """
        -- Accounts.ProvinceUses
        select province_code from accounts.account where province_code = any(@Codes) group by province_code
        """;

    /// <summary>Of these bodies those that accounts are bound to, each with one account.</summary>
    public static async Task<IReadOnlyList<CodeId>> OfBodiesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<CodeId>(new CommandDefinition(OfBodiesSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Of these provinces those that accounts are bound to.</summary>
    public static async Task<IReadOnlyList<string>> OfProvincesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<string> codes, CancellationToken ct) =>
        [.. await connection.QueryAsync<string>(new CommandDefinition(OfProvincesSql, new { Codes = codes.ToArray() }, transaction, cancellationToken: ct))];
}
