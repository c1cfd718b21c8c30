using Dapper;
using Npgsql;

namespace Portfolio.Reporting.Land;

/// <summary>Pieces of the statements about obstacles.</summary>
internal static class ObstacleSql
{
    /// <summary>The columns of <see cref="ObstacleRow"/>.</summary>
    public const string Columns = """
            o.id, x.code as project_code, x.name as project_name, o.package_id, p.code as package_code, o.title, o.location, b.code as body_code,
            b.name as body_name, b.name_en as body_name_en, o.since, o.due_on, o.answered_on, o.closed_on, o.figure_basis = 'illustrative' as illustrative,
            o.revision as version
        """;

    /// <summary>Tables of <see cref="Columns"/>.</summary>
    public const string Tables = """
        from land_clearance.obstacle o
        join projects.project x on x.id = o.project_id
        join directory.body b on b.id = o.must_act_id
        left join land_clearance.package p on p.id = o.package_id
        """;

    // Who has more of them than so many reads the first that are due first.
    private const int MostShown = 100;

    /// <summary>Open obstacles of one place, by the statement of that place.</summary>
    public static async Task<IReadOnlyList<ObstacleRow>> OpenAsync(NpgsqlConnection connection, string sql, long id, CancellationToken ct) =>
        [.. await connection.QueryAsync<ObstacleRow>(new CommandDefinition(sql, new { Id = id, Limit = MostShown }, cancellationToken: ct))];
}
