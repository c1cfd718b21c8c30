using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.LandClearance;

/// <summary>Tells what of land still refers to places and bodies.</summary>
internal static class LandUses
{
    private const string CommunesSql = """
        -- LandClearance.CommuneUses
        select min(p.code) as code, p.commune_id as id from land_clearance.package p where p.commune_id = any(@Ids) group by p.commune_id
        """;

    private const string BodiesSql = """
        -- LandClearance.BodyUses
        select min(o.id)::text as code, o.must_act_id as id from land_clearance.obstacle o where o.must_act_id = any(@Ids) group by o.must_act_id
        """;

    /// <summary>For each of these communes that has any, a package.</summary>
    public static async Task<IReadOnlyList<CodeId>> OfCommunesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<CodeId>(new CommandDefinition(CommunesSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>For each of these bodies that must act on any, an obstacle.</summary>
    public static async Task<IReadOnlyList<CodeId>> OfBodiesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<CodeId>(new CommandDefinition(BodiesSql, new { Ids = ids }, transaction, cancellationToken: ct))];
}
