using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Projects;

namespace Portfolio.Milestones;

/// <summary>
/// Brings milestones and their kinds to what the seed files say. Whether and when a milestone was met is never touched: that is
/// no document's word.
/// </summary>
internal static class MilestoneImport
{
    private const string KindsSql = """
        -- Milestones.ImportKinds
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r (code text, name text, name_en text, position integer)
        ), changed as (
            update milestones.kind k
            set name = s.name, name_en = s.name_en, position = s.position
            from seed s
            where k.code = s.code and (k.name, k.name_en, k.position) is distinct from (s.name, s.name_en, s.position)
            returning 1
        ), added as (
            insert into milestones.kind (code, name, name_en, position)
            select s.code, s.name, s.name_en, s.position
            from seed s
            where not exists (select 1 from milestones.kind k where k.code = s.code)
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted,
            (select count(*)::int from changed) as updated, 0 as deleted
        """;

    // Locked, so that nobody reports a milestone met while it is taken out.
    private const string DateChangesSql = """
        -- Milestones.DateChanges
        select m.project_id, m.code, m.name, m.planned_on as was_on, m.planned_precision as was_precision,
            m.planned_text as was_text, s.planned_on as now_on, s.planned_precision as now_precision, s.planned_text as now_text,
            m.met_on
        from milestones.milestone m
        left join (
            select p.id as project_id, r.*
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (project text, code text, planned_on date, planned_precision text, planned_text text)
            join unnest(cast(@ProjectCodes as text[]), cast(@ProjectIds as bigint[])) as p (code, id) on p.code = r.project
        ) s on s.project_id = m.project_id and s.code = m.code
        where (s.code is null and m.plan_id = any(@Scope))
            or (s.code is not null
                and (m.planned_on, m.planned_precision) is distinct from (s.planned_on, s.planned_precision))
        order by m.project_id, m.code
        for update of m
        """;

    private const string MilestonesSql = """
        -- Milestones.ImportMilestones
        with seed as materialized (
            select r.*, p.id as project_id, p.plan_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (project text, code text, kind_code text, name text, planned_on date, planned_precision text,
                planned_text text, source_file text, source_section text, source_item text)
            join unnest(cast(@ProjectCodes as text[]), cast(@ProjectIds as bigint[]), cast(@ProjectPlanIds as bigint[]))
                as p (code, id, plan_id) on p.code = r.project
        ), changed as (
            update milestones.milestone m
            set kind_code = s.kind_code, name = s.name, planned_on = s.planned_on, planned_precision = s.planned_precision,
                planned_text = s.planned_text,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where m.project_id = s.project_id and m.code = s.code
                and (m.kind_code, m.name, m.planned_on, m.planned_precision, m.planned_text,
                        m.source_file, m.source_section, m.source_item)
                    is distinct from (s.kind_code, s.name, s.planned_on, s.planned_precision, s.planned_text,
                        s.source_file, s.source_section, s.source_item)
            returning m.plan_id
        ), added as (
            insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision,
                planned_text, source_file, source_section, source_item)
            select s.project_id, s.plan_id, s.code, s.kind_code, s.name, s.planned_on, s.planned_precision,
                s.planned_text, s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from milestones.milestone m where m.project_id = s.project_id and m.code = s.code)
            returning plan_id
        ), removed as (
            delete from milestones.milestone m
            where m.plan_id = any(@Scope)
                and not exists (select 1 from seed s where s.project_id = m.project_id and s.code = m.code)
            returning m.plan_id
        )
        """ + "\n" + Import.CountsByPlan;

    private const string VanishedKindsSql = """
        -- Milestones.VanishedKinds
        select k.code, count(m.id) as milestones
        from milestones.kind k
        left join milestones.milestone m on m.kind_code = k.code
        where not (k.code = any(@Kept))
        group by k.code
        order by k.code
        """;

    private const string RemoveKindsSql = """
        -- Milestones.RemoveKinds
        delete from milestones.kind where code = any(@Codes)
        """;

    public static Task<IReadOnlyList<ImportCount>> KindsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<MilestoneKindSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, KindsSql, rows, null, ct);

    /// <summary>The milestones whose dates <see cref="MilestonesAsync"/> is about to change or take out; for refusal and audit.</summary>
    public static async Task<IReadOnlyList<MilestoneChange>> DateChangesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<MilestoneSeed> rows,
        IReadOnlyList<ProjectKey> projects, long[] planIds, CancellationToken ct) =>
        [.. await connection.QueryAsync<MilestoneChange>(
            new CommandDefinition(DateChangesSql, Parameters(rows, projects, planIds), transaction, cancellationToken: ct))];

    /// <summary>Within the plans <paramref name="planIds"/> whatever the rows do not name is deleted.</summary>
    public static Task<IReadOnlyList<ImportCount>> MilestonesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<MilestoneSeed> rows,
        IReadOnlyList<ProjectKey> projects, long[] planIds, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, MilestonesSql, rows, Parameters(rows, projects, planIds), ct);

    /// <summary>The kinds that are not to be kept, each with the number of milestones that use it.</summary>
    public static async Task<IReadOnlyList<MilestoneKindUse>> VanishedKindsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] kept, CancellationToken ct) =>
        [.. await connection.QueryAsync<MilestoneKindUse>(
            new CommandDefinition(VanishedKindsSql, new { Kept = kept }, transaction, cancellationToken: ct))];

    public static Task<int> RemoveKindsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] codes, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(RemoveKindsSql, new { Codes = codes }, transaction, cancellationToken: ct));

    private static object Parameters(
        IReadOnlyList<MilestoneSeed> rows, IReadOnlyList<ProjectKey> projects, long[] planIds) => new
        {
            Rows = Import.Rows(rows),
            Scope = planIds,
            ProjectCodes = projects.Select(p => p.Code).ToArray(),
            ProjectIds = projects.Select(p => p.Id).ToArray(),
            ProjectPlanIds = projects.Select(p => p.PlanId).ToArray(),
        };
}
