using Dapper;
using Npgsql;

namespace Portfolio.Plans;

/// <summary>What other areas need to know of a programme.</summary>
internal static class ProgrammeLookup
{
    private const string GetSql = """
        -- Plans.Programmes
        select g.id, g.code, g.name, p.code as plan_code, p.short_name as plan_name, p.province_code
        from plans.programme g
        join plans.plan p on p.id = g.plan_id
        where g.id = any(@Ids)
        """;

    /// <summary>The programme of this key, which exists.</summary>
    public static async Task<ProgrammeRow> GetAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        (await GetManyAsync(connection, transaction, [id], ct))[id];

    /// <summary>The programmes of these keys, which exist.</summary>
    public static async Task<IReadOnlyDictionary<long, ProgrammeRow>> GetManyAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IEnumerable<long> ids, CancellationToken ct) =>
        (await connection.QueryAsync<ProgrammeRow>(new CommandDefinition(GetSql, new { Ids = ids.Distinct().ToArray() }, transaction, cancellationToken: ct)))
        .ToDictionary(g => g.Id);
}

internal sealed record ProgrammeRow(long Id, string Code, string Name, string PlanCode, string PlanName, string ProvinceCode);
