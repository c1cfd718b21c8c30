using Dapper;
using Npgsql;

namespace Portfolio.Directories;

/// <summary>What other areas need to know of bodies.</summary>
internal static class BodyLookup
{
    // Union, not union all: a circle that somebody made would end here all the same.
    private const string UnderSql = """
        -- Directory.BodiesUnder
        with recursive reached as (
            select b.id from directory.body b where b.id = any(@Ids)
            union
            select b.id from directory.body b join reached r on b.parent_id = r.id
        )
        select id from reached
        """;

    private const string FindSql = """
        -- Directory.FindBodies
        select id, code, province_code, name from directory.body where code = any(@Codes) or id = any(@Ids) order by name, code
        """;

    private const string IdSql = """
        -- Directory.BodyId
        select id from directory.body where code = @Code
        """;

    private const string HasProvinceSql = """
        -- Directory.HasProvince
        select exists (select 1 from directory.province where code = @Code)
        """;

    /// <summary>These bodies and all that stand under them.</summary>
    public static Task<IEnumerable<long>> WithAllUnderAsync(NpgsqlConnection connection, long[] ids, CancellationToken ct) =>
        connection.QueryAsync<long>(new CommandDefinition(UnderSql, new { Ids = ids }, cancellationToken: ct));

    /// <summary>The bodies of these codes or ids; unknown ones are left out.</summary>
    public static async Task<IReadOnlyList<BodyName>> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string[] codes, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<BodyName>(new CommandDefinition(FindSql, new { Codes = codes, Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Key of the body of this code; 0, which is nobody's, when there is none.</summary>
    public static Task<long> IdAsync(NpgsqlConnection connection, string code, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(IdSql, new { Code = code }, cancellationToken: ct));

    /// <summary>Whether there is such a province.</summary>
    public static Task<bool> HasProvinceAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string code, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(HasProvinceSql, new { Code = code }, transaction, cancellationToken: ct));
}

/// <summary>A body by its names.</summary>
internal sealed record BodyName(long Id, string Code, string? ProvinceCode, string Name);
