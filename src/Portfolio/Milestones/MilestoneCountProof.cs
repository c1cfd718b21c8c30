using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Milestones;

/// <summary>The proof that the kept numbers of open milestones are what counting the milestones gives.</summary>
internal static class MilestoneCountProof
{
    private const string FaultsSql = """
        -- Milestones.CountFaults
        with counted as materialized (
            select m.plan_id, u.unit, u.starts_on, count(*) as n
            from milestones.milestone m
            cross join lateral (values ('day', m.planned_on), ('month', date_trunc('month', m.planned_on)::date)) u (unit, starts_on)
            where m.met_on is null and m.dropped_on is null and m.planned_on is not null
            group by m.plan_id, u.unit, u.starts_on
        )
        select 'open_count' as kept, plan_id, null::bigint as programme_id, concat_ws(' ', unit, starts_on) as of, c.n as expected, k.milestones::bigint as found
        from (select scope as plan_id, unit, starts_on, milestones from milestones.open_count where scope > 0) k
        full join counted c using (plan_id, unit, starts_on)
        where coalesce(k.milestones, 0) <> coalesce(c.n, 0)
        union all
        select 'open_count', null, null, concat_ws(' ', unit, starts_on), c.n::bigint, k.n
        from (select unit, starts_on, sum(milestones) as n from milestones.open_count where scope < 0 group by unit, starts_on) k
        full join (select unit, starts_on, sum(n) as n from counted group by unit, starts_on) c using (unit, starts_on)
        where coalesce(k.n, 0) <> coalesce(c.n, 0)
        order by 1, 2, 4
        limit 100
        """;

    /// <summary>Every difference, at most a hundred.</summary>
    public static async Task<IReadOnlyList<CountFault>> FindFaultsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        [.. await connection.QueryAsync<CountFault>(new CommandDefinition(FaultsSql, null, transaction, commandTimeout: 0, cancellationToken: ct))];
}
