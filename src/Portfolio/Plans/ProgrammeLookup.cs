using Dapper;
using Npgsql;

namespace Portfolio.Plans;

/// <summary>What other areas need to know of a programme.</summary>
internal static class ProgrammeLookup
{
    private const string GetSql = """
        -- Plans.Programme
        select g.id, g.code, g.name, p.code as plan_code, p.short_name as plan_name, p.province_code
        from plans.programme g
        join plans.plan p on p.id = g.plan_id
        where g.id = @Id
        """;

    public static Task<ProgrammeRow> GetAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        connection.QuerySingleAsync<ProgrammeRow>(
            new CommandDefinition(GetSql, new { Id = id }, transaction, cancellationToken: ct));
}

internal sealed record ProgrammeRow(long Id, string Code, string Name, string PlanCode, string PlanName, string ProvinceCode);
