using Dapper;
using Npgsql;

namespace Portfolio.Directories;

/// <summary>What other areas need to know of communes.</summary>
internal static class CommuneLookup
{
    private const string FindSql = """
        -- Directory.FindCommune
        select c.id, c.code, c.name, c.province_code from directory.commune c where c.code = @Code
        """;

    private const string BodiesSql = """
        -- Directory.BodiesOfCommunes
        select b.commune_id, b.id from directory.body b where b.commune_id = any(@Ids) order by b.commune_id, b.id
        """;

    /// <summary>The commune of this code; null = there is none.</summary>
    public static Task<CommuneName?> FindAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string code, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<CommuneName?>(new CommandDefinition(FindSql, new { Code = code }, transaction, cancellationToken: ct));

    /// <summary>The bodies that administer these communes.</summary>
    public static async Task<ILookup<long, long>> BodiesAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long[] communes, CancellationToken ct) =>
        (await connection.QueryAsync<(long Commune, long Body)>(new CommandDefinition(BodiesSql, new { Ids = communes }, transaction, cancellationToken: ct)))
        .ToLookup(b => b.Commune, b => b.Body);
}

/// <summary>A commune by its names.</summary>
internal sealed record CommuneName(long Id, string Code, string Name, string ProvinceCode);
