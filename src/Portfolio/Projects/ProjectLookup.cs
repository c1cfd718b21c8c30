using Dapper;
using Npgsql;

namespace Portfolio.Projects;

/// <summary>What other areas need to know of a project before they write.</summary>
internal static class ProjectLookup
{
    private const string FindSql = """
        -- Projects.Find
        select id, code, name, plan_id, programme_id
        from projects.project
        where code = @Code
        """;

    public static Task<ProjectRow?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string code, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<ProjectRow?>(
            new CommandDefinition(FindSql, new { Code = code }, transaction, cancellationToken: ct));
}

internal sealed record ProjectRow(long Id, string Code, string Name, long PlanId, long ProgrammeId);
