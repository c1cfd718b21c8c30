using Dapper;
using Npgsql;

namespace Portfolio.Tests.Reporting.Dashboard;

/// <summary>The kept counts and sums beside what they are made of, counted anew.</summary>
internal static class Rollups
{
    /// <summary>Every table that only triggers write.</summary>
    public static readonly string[] Tables =
        ["projects.plan_count", "projects.programme_count", "projects.shape_count", "milestones.open_count", "funding.plan_envelope"];

    private const string BrokenSql = """
        select format('plan_count %s: %s, not %s', plan_id, k.n, c.n)
        from (select plan_id, projects as n from projects.plan_count) k
        full join (select plan_id, count(*) as n from projects.project group by plan_id) c using (plan_id)
        where coalesce(k.n, 0) <> coalesce(c.n, 0)
        union all
        select format('programme_count %s: %s, not %s', programme_id, k.n, c.n)
        from (select programme_id, projects as n from projects.programme_count) k
        full join (select programme_id, count(*) as n from projects.project group by programme_id) c using (programme_id)
        where coalesce(k.n, 0) <> coalesce(c.n, 0)
        union all
        select format('shape_count of plan %s %s %s: %s, not %s', scope, sector, stage, k.n, c.n)
        from (select scope, sector, coalesce(stage, '-') as stage, projects as n from projects.shape_count where scope > 0) k
        full join (select plan_id as scope, sector, coalesce(stage, '-') as stage, count(*) as n from projects.project group by 1, 2, 3) c
            using (scope, sector, stage)
        where coalesce(k.n, 0) <> coalesce(c.n, 0)
        union all
        select format('shape_count of all %s %s: %s, not %s', sector, stage, k.n, c.n)
        from (select sector, coalesce(stage, '-') as stage, sum(projects) as n from projects.shape_count
            where scope between -8 and -1 group by 1, 2) k
        full join (select sector, coalesce(stage, '-') as stage, count(*) as n from projects.project group by 1, 2) c using (sector, stage)
        where coalesce(k.n, 0) <> coalesce(c.n, 0)
        union all
        select format('open_count of plan %s %s %s: %s, not %s', scope, unit, starts_on, k.n, c.n)
        from (select scope, unit, starts_on, milestones as n from milestones.open_count where scope > 0) k
        full join (
            select plan_id as scope, u.unit, u.starts_on, count(*) as n
            from milestones.milestone, lateral (values ('day', planned_on), ('month', date_trunc('month', planned_on)::date)) u (unit, starts_on)
            where met_on is null and dropped_on is null and planned_on is not null
            group by 1, 2, 3
        ) c using (scope, unit, starts_on)
        where coalesce(k.n, 0) <> coalesce(c.n, 0)
        union all
        select format('open_count of all %s %s: %s, not %s', unit, starts_on, k.n, c.n)
        from (select unit, starts_on, sum(milestones) as n from milestones.open_count where scope between -8 and -1 group by 1, 2) k
        full join (
            select u.unit, u.starts_on, count(*) as n
            from milestones.milestone, lateral (values ('day', planned_on), ('month', date_trunc('month', planned_on)::date)) u (unit, starts_on)
            where met_on is null and dropped_on is null and planned_on is not null
            group by 1, 2
        ) c using (unit, starts_on)
        where coalesce(k.n, 0) <> coalesce(c.n, 0)
        union all
        select format('scope %s is neither a plan nor a share', scope)
        from (select scope from projects.shape_count union select scope from milestones.open_count) s
        where scope not between -8 and -1 and scope <= 0
        union all
        select format('plan_envelope %s: (%s, %s), not (%s, %s)', plan_id, k.amounts, k.itemised, c.amounts, c.itemised)
        from (select plan_id, array[state, other] as amounts, array[itemised_state, itemised_other] as itemised from funding.plan_envelope) k
        full join (
            select g.plan_id,
                array[sum(e.amount) filter (where e.source_class = 'state'), sum(e.amount) filter (where e.source_class = 'other')]::bigint[] as amounts,
                array[sum(e.itemised) filter (where e.source_class = 'state'), sum(e.itemised) filter (where e.source_class = 'other')]::bigint[] as itemised
            from plans.programme g
            join funding.envelope e on e.programme_id = g.id
            where (select count(*) from funding.envelope b where b.programme_id = g.id and b.amount is not null) = 2
            group by g.plan_id
        ) c using (plan_id)
        where coalesce(k.amounts, '{null, null}') is distinct from coalesce(c.amounts, '{null, null}')
            or coalesce(k.itemised, '{0, 0}') is distinct from coalesce(c.itemised, '{0, 0}')
        union all
        select format('plan_envelope %s: need %s, not %s', plan_id, k.need, c.need)
        from (select plan_id, array[need_state, need_other] as need from funding.plan_envelope) k
        full join (
            select g.plan_id,
                array[coalesce(sum(coalesce(e.amount, e.itemised)) filter (where e.source_class = 'state'), 0),
                    coalesce(sum(coalesce(e.amount, e.itemised)) filter (where e.source_class = 'other'), 0)]::bigint[] as need
            from plans.programme g
            join funding.envelope e on e.programme_id = g.id
            group by g.plan_id
        ) c using (plan_id)
        where coalesce(k.need, '{0, 0}') is distinct from coalesce(c.need, '{0, 0}')
        """;

    /// <summary>Each kept figure that is not what a new count gives, in words.</summary>
    public static async Task<IReadOnlyList<string>> BrokenAsync(NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<string>(BrokenSql)];
}
