using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Projects;

/// <summary>
/// Takes projects out that no seed file names any more, and tells what still refers to places and bodies. The caller makes
/// sure that no money and no milestone that was met hangs on what is taken out.
/// </summary>
internal static class ProjectRemoval
{
    private const string RemoveSql = """
        -- Projects.Remove
        with removed as (
            delete from projects.project where id = any(@Ids) returning plan_id
        )
        select plan_id, 0 as inserted, 0 as updated, count(*)::int as deleted from removed group by plan_id
        """;

    private const string BodyUsesSql = """
        -- Projects.BodyUses
        select min(p.code) as code, b.body_id as id
        from projects.project_body b
        join projects.project p on p.id = b.project_id
        where b.body_id = any(@Ids)
        group by b.body_id
        """;

    private const string CommuneUsesSql = """
        -- Projects.CommuneUses
        select min(p.code) as code, c.commune_id as id
        from projects.project_commune c
        join projects.project p on p.id = c.project_id
        where c.commune_id = any(@Ids)
        group by c.commune_id
        """;

    public static async Task<IReadOnlyList<ImportCount>> RemoveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<ImportCount>(
            new CommandDefinition(RemoveSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Of these bodies, the ones a project refers to, each with the code of such a project.</summary>
    public static async Task<IReadOnlyList<CodeId>> BodyUsesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<CodeId>(
            new CommandDefinition(BodyUsesSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Of these communes, the ones a project lies in, each with the code of such a project.</summary>
    public static async Task<IReadOnlyList<CodeId>> CommuneUsesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<CodeId>(
            new CommandDefinition(CommuneUsesSql, new { Ids = ids }, transaction, cancellationToken: ct))];
}
