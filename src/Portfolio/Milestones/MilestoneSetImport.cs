using Npgsql;
using Portfolio.Common;

namespace Portfolio.Milestones;

/// <summary>Brings the standard sets to what the seed file says. Milestones that were made from them stay as they are.</summary>
internal static class MilestoneSetImport
{
    private const string SetsSql = """
        -- Milestones.ImportSets
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project_kind text, kind_code text, weight integer, after_kind text, lag_days integer)
        ), changed as (
            update milestones.standard m
            set weight = s.weight, after_kind = s.after_kind, lag_days = s.lag_days
            from seed s
            where (m.project_kind, m.kind_code) = (s.project_kind, s.kind_code)
                and (m.weight, m.after_kind, m.lag_days) is distinct from (s.weight, s.after_kind, s.lag_days)
            returning 1
        ), added as (
            insert into milestones.standard (project_kind, kind_code, weight, after_kind, lag_days)
            select s.project_kind, s.kind_code, s.weight, s.after_kind, s.lag_days
            from seed s
            where not exists (select 1 from milestones.standard m where (m.project_kind, m.kind_code) = (s.project_kind, s.kind_code))
            returning 1
        ), removed as (
            delete from milestones.standard m
            where not exists (select 1 from seed s where (m.project_kind, m.kind_code) = (s.project_kind, s.kind_code))
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted,
            (select count(*)::int from changed) as updated, (select count(*)::int from removed) as deleted
        """;

    public static Task<IReadOnlyList<ImportCount>> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<MilestoneSetSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, SetsSql, rows, null, ct);
}
