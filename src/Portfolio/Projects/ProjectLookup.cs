using Dapper;
using Npgsql;

namespace Portfolio.Projects;

/// <summary>What other areas need to know of a project before they write.</summary>
internal static class ProjectLookup
{
    private const string FindSql = """
        -- Projects.Find
        select p.id, p.code, p.name, p.plan_id, p.programme_id,
            array(select b.body_id from projects.project_body b where b.project_id = p.id and b.role in ('owner', 'lead')) as bodies
        from projects.project p
        where p.code = @Code
        """;

    public static Task<ProjectRow?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string code, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<ProjectRow?>(
            new CommandDefinition(FindSql, new { Code = code }, transaction, cancellationToken: ct));
}

/// <summary>A project; its bodies are those that answer for it: owner and lead, not those that coordinate.</summary>
internal sealed record ProjectRow(long Id, string Code, string Name, long PlanId, long ProgrammeId, long[] Bodies);
