using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Projects;

/// <summary>The proof that the kept numbers of projects are what counting the projects gives.</summary>
internal static class ProjectCountProof
{
    private const string FaultsSql = """
        -- Projects.CountFaults
        select 'plan_count' as kept, plan_id, null::bigint as programme_id, null::text as of, c.n as expected, k.projects::bigint as found
        from projects.plan_count k
        full join (select plan_id, count(*) as n from projects.project group by plan_id) c using (plan_id)
        where coalesce(k.projects, 0) <> coalesce(c.n, 0)
        union all
        select 'programme_count', null, programme_id, null, c.n, k.projects
        from projects.programme_count k
        full join (select programme_id, count(*) as n from projects.project group by programme_id) c using (programme_id)
        where coalesce(k.projects, 0) <> coalesce(c.n, 0)
        union all
        select 'shape_count', plan_id, null, concat_ws(' ', sector, stage), c.n, k.n
        from (
            select scope as plan_id, sector, coalesce(stage, '') as stage, projects as n from projects.shape_count where scope > 0
        ) k
        full join (
            select plan_id, sector, coalesce(stage, '') as stage, count(*) as n from projects.project group by 1, 2, 3
        ) c using (plan_id, sector, stage)
        where coalesce(k.n, 0) <> coalesce(c.n, 0)
        union all
        select 'shape_count', null, null, concat_ws(' ', sector, stage), c.n, k.n
        from (
            select sector, coalesce(stage, '') as stage, sum(projects) as n from projects.shape_count where scope < 0 group by 1, 2
        ) k
        full join (
            select sector, coalesce(stage, '') as stage, count(*) as n from projects.project group by 1, 2
        ) c using (sector, stage)
        where coalesce(k.n, 0) <> coalesce(c.n, 0)
        order by 1, 2, 3, 4
        limit 100
        """;

    /// <summary>Every difference, at most a hundred.</summary>
    public static async Task<IReadOnlyList<CountFault>> FindFaultsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        [.. await connection.QueryAsync<CountFault>(new CommandDefinition(FaultsSql, null, transaction, commandTimeout: 0, cancellationToken: ct))];
}
