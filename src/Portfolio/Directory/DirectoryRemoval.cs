using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Directories;

/// <summary>
/// Takes places and bodies out that no seed file names any more. The caller makes sure that no other area refers to them;
/// within the area, everything that refers to them is taken out in the same order: bodies, communes, provinces.
/// </summary>
internal static class DirectoryRemoval
{
    private const string VanishedProvincesSql = """
        -- Directory.VanishedProvinces
        select code from directory.province where not (code = any(@Kept)) order by code
        """;

    private const string VanishedCommunesSql = """
        -- Directory.VanishedCommunes
        select code, id from directory.commune where not (code = any(@Kept)) order by code
        """;

    private const string VanishedBodiesSql = """
        -- Directory.VanishedBodies
        select code, id from directory.body where not entered and not (code = any(@Kept)) order by code
        """;

    // What vanishes together may stand under each other.
    private const string UnderSql = """
        -- Directory.BodiesUnderVanished
        select min(code) as code, parent_id as id from directory.body where parent_id = any(@Ids) and not (id = any(@Ids)) group by parent_id
        """;

    private const string EnteredInCommunesSql = """
        -- Directory.EnteredInCommunes
        select min(code) as code, commune_id as id from directory.body where entered and commune_id = any(@Ids) group by commune_id
        """;

    private const string EnteredInProvincesSql = """
        -- Directory.EnteredInProvinces
        select province_code from directory.body where entered and province_code = any(@Codes) group by province_code
        """;

    private const string RemoveProvincesSql = """
        -- Directory.RemoveProvinces
        delete from directory.province where code = any(@Codes)
        """;

    private const string RemoveCommunesSql = """
        -- Directory.RemoveCommunes
        delete from directory.commune where code = any(@Codes)
        """;

    private const string RemoveBodiesSql = """
        -- Directory.RemoveBodies
        delete from directory.body where code = any(@Codes)
        """;

    public static Task<IReadOnlyList<string>> VanishedProvincesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] kept, CancellationToken ct) =>
        VanishedAsync<string>(connection, transaction, VanishedProvincesSql, kept, ct);

    public static Task<IReadOnlyList<CodeId>> VanishedCommunesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] kept, CancellationToken ct) =>
        VanishedAsync<CodeId>(connection, transaction, VanishedCommunesSql, kept, ct);

    public static Task<IReadOnlyList<CodeId>> VanishedBodiesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] kept, CancellationToken ct) =>
        VanishedAsync<CodeId>(connection, transaction, VanishedBodiesSql, kept, ct);

    /// <summary>Of these bodies those that others, which stay, stand under.</summary>
    public static async Task<IReadOnlyList<CodeId>> BodiesUnderAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<CodeId>(new CommandDefinition(UnderSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Of these communes those whose committee an administrator entered.</summary>
    public static async Task<IReadOnlyList<CodeId>> EnteredInCommunesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<CodeId>(new CommandDefinition(EnteredInCommunesSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Of these provinces those in which an administrator entered bodies.</summary>
    public static async Task<IReadOnlyList<string>> EnteredInProvincesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<string> codes, CancellationToken ct) =>
        [.. await connection.QueryAsync<string>(new CommandDefinition(EnteredInProvincesSql, new { Codes = codes.ToArray() }, transaction, cancellationToken: ct))];

    public static Task<int> RemoveProvincesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<string> codes, CancellationToken ct) =>
        RemoveAsync(connection, transaction, RemoveProvincesSql, codes, ct);

    public static Task<int> RemoveCommunesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<string> codes, CancellationToken ct) =>
        RemoveAsync(connection, transaction, RemoveCommunesSql, codes, ct);

    public static Task<int> RemoveBodiesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<string> codes, CancellationToken ct) =>
        RemoveAsync(connection, transaction, RemoveBodiesSql, codes, ct);

    private static async Task<IReadOnlyList<T>> VanishedAsync<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, string[] kept, CancellationToken ct) =>
        [.. await connection.QueryAsync<T>(new CommandDefinition(sql, new { Kept = kept }, transaction, cancellationToken: ct))];

    private static Task<int> RemoveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, IReadOnlyList<string> codes, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(sql, new { Codes = codes.ToArray() }, transaction, cancellationToken: ct));
}
