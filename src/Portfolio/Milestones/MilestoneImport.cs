using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Forecasts;

namespace Portfolio.Milestones;

/// <summary>
/// Brings milestones and their kinds to what the seed files say. Whether and when a milestone was met, and dates that officers have
/// moved, are never touched: that is no document's word.
/// </summary>
internal static class MilestoneImport
{
    private const string KindsSql = """
        -- Milestones.ImportKinds
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r (code text, name text, name_en text, position integer, is_key boolean)
        ), changed as (
            update milestones.kind k
            set name = s.name, name_en = s.name_en, position = s.position, is_key = s.is_key
            from seed s
            where k.code = s.code and (k.name, k.name_en, k.position, k.is_key) is distinct from (s.name, s.name_en, s.position, s.is_key)
            returning 1
        ), added as (
            insert into milestones.kind (code, name, name_en, position, is_key)
            select s.code, s.name, s.name_en, s.position, s.is_key
            from seed s
            where not exists (select 1 from milestones.kind k where k.code = s.code)
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted,
            (select count(*)::int from changed) as updated, 0 as deleted
        """;

    // Locked, so that nobody reports a milestone met while it is taken out.
    private const string ChangesSql = """
        -- Milestones.DocumentChanges
        select m.project_id, m.code, m.document_on as was_on, m.document_precision as was_precision,
            s.planned_on as now_on, s.planned_precision as now_precision, coalesce(m.met_on, m.reported_on) as reported_on,
            exists (select 1 from milestones.date_entry e where e.milestone_id = m.id)
                or exists (select 1 from milestones.remark r where r.milestone_id = m.id)
                or exists (select 1 from milestones.dependency d where m.id in (d.milestone_id, d.predecessor_id))
                or exists (select 1 from milestones.land_block b where b.milestone_id = m.id) as worked_on
        from milestones.milestone m
        left join (
            select p.id as project_id, r.*
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (project text, code text, planned_on date, planned_precision text, planned_text text)
            join unnest(cast(@ProjectCodes as text[]), cast(@ProjectIds as bigint[])) as p (code, id) on p.code = r.project
        ) s on s.project_id = m.project_id and s.code = m.code
        where (s.code is null and m.plan_id = any(@Scope) and m.document_precision is not null)
            or (s.code is not null
                and (m.document_on, m.document_precision, m.document_text) is distinct from (s.planned_on, s.planned_precision, s.planned_text))
        order by m.project_id, m.code
        for update of m
        """;

    // What is planned, and the baseline, follow the document only where they still are what it said: nobody's word is overwritten.
    // What the document names no more is dropped, and open again once it is named again, unless an officer dropped it.
    private const string PostSql = """
        -- Milestones.PostDocumentDates
        insert into milestones.date_entry (milestone_id, project_id, field, was_on, was_precision, was_text, now_on, now_precision, now_text,
            reason_code, entered_by, entered_on, figure_basis)
        select c.id, c.project_id, c.field, c.was_on, c.was_precision, c.was_text, c.now_on, c.now_precision, c.now_text,
            'document', @Name, @Today, 'official'
        from (
            select m.id, m.project_id, f.*
            from jsonb_to_recordset(cast(@Rows as jsonb)) as s
                (project text, code text, planned_on date, planned_precision text, planned_text text)
            join unnest(cast(@ProjectCodes as text[]), cast(@ProjectIds as bigint[])) as p (code, id) on p.code = s.project
            join milestones.milestone m on m.project_id = p.id and m.code = s.code
            cross join lateral (
                select 'planned' as field, m.planned_on as was_on, m.planned_precision as was_precision, m.planned_text as was_text,
                    s.planned_on as now_on, s.planned_precision as now_precision, s.planned_text as now_text
                where (m.planned_on, m.planned_precision, m.planned_text)
                    is not distinct from (m.document_on, m.document_precision, m.document_text)
                union all
                select 'baseline', m.baseline_on, m.baseline_precision, m.baseline_text, s.planned_on,
                    case when s.planned_on is not null then s.planned_precision end, case when s.planned_on is not null then s.planned_text end
                where m.document_precision is not null
                    and (m.baseline_on, m.baseline_precision, m.baseline_text) is not distinct from (m.document_on,
                        case when m.document_on is not null then m.document_precision end,
                        case when m.document_on is not null then m.document_text end)
                union all
                select 'dropped', m.dropped_on, null, null, null, null, null
                where m.document_precision is null and m.dropped_on is not null
                    and 'official' = (
                        select e.figure_basis from milestones.date_entry e
                        where e.milestone_id = m.id and e.field = 'dropped' order by e.id desc limit 1)
            ) f
            where (m.document_on, m.document_precision, m.document_text) is distinct from (s.planned_on, s.planned_precision, s.planned_text)
            union all
            select m.id, m.project_id, 'dropped', null, null, null, @Today, null, null
            from milestones.milestone m
            where m.project_id = any(cast(@KeptProjects as bigint[])) and (m.project_id, m.code) in (select k.project_id, k.code from unnest(cast(@KeptProjects as bigint[]), cast(@KeptCodes as text[])) as k (project_id, code))
                and m.dropped_on is null
        ) c
        where (c.was_on, c.was_precision, c.was_text) is distinct from (c.now_on, c.now_precision, c.now_text)
        order by c.id
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
        ), corrected as (
            update milestones.milestone m
            set kind_code = s.kind_code, name = s.name, document_on = s.planned_on, document_precision = s.planned_precision,
                document_text = s.planned_text, revision = nextval('milestones.revision'),
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where m.project_id = s.project_id and m.code = s.code
                and (m.kind_code, m.name, m.document_on, m.document_precision, m.document_text,
                        m.source_file, m.source_section, m.source_item)
                    is distinct from (s.kind_code, s.name, s.planned_on, s.planned_precision, s.planned_text,
                        s.source_file, s.source_section, s.source_item)
            returning m.plan_id
        ), released as (
            update milestones.milestone m
            set document_on = null, document_precision = null, document_text = null, revision = nextval('milestones.revision'),
                source_file = null, source_section = null, source_item = null
            where m.project_id = any(cast(@KeptProjects as bigint[])) and (m.project_id, m.code) in (select k.project_id, k.code from unnest(cast(@KeptProjects as bigint[]), cast(@KeptCodes as text[])) as k (project_id, code))
            returning m.plan_id
        ), changed as (
            select plan_id from corrected union all select plan_id from released
        ), added as (
            insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text,
                document_on, document_precision, document_text, baseline_on, baseline_precision, baseline_text,
                source_file, source_section, source_item)
            select s.project_id, s.plan_id, s.code, s.kind_code, s.name, s.planned_on, s.planned_precision, s.planned_text,
                s.planned_on, s.planned_precision, s.planned_text, s.planned_on, case when s.planned_on is not null then s.planned_precision end,
                case when s.planned_on is not null then s.planned_text end,
                s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from milestones.milestone m where m.project_id = s.project_id and m.code = s.code)
            returning plan_id
        ), removed as (
            delete from milestones.milestone m
            where m.plan_id = any(@Scope) and m.document_precision is not null
                and not exists (select 1 from seed s where s.project_id = m.project_id and s.code = m.code)
                and (m.project_id, m.code) not in (select k.project_id, k.code from unnest(cast(@KeptProjects as bigint[]), cast(@KeptCodes as text[])) as k (project_id, code))
            returning m.plan_id
        )
        """ + "\n" + Import.CountsByPlan;

    private const string StaleSql = """
        -- Milestones.StaleProjects
        select i.id
        from unnest(cast(@Ids as bigint[])) as i (id)
        left join milestones.project_state s on s.project_id = i.id
        where s.computed_on = '-infinity'
            or (@Changed and (s.project_id is not null or exists (select 1 from milestones.milestone m where m.project_id = i.id)))
        order by i.id
        """;

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

    /// <summary>
    /// The milestones that <see cref="MilestonesAsync"/> is about to take out or whose document says another date; for refusal and
    /// audit. Nobody writes the milestones of these projects until the end of the transaction.
    /// </summary>
    public static async Task<IReadOnlyList<MilestoneChange>> ChangesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, MilestoneLoad load, CancellationToken ct)
    {
        await ForecastRecords.LockAsync(connection, transaction, load.ProjectIds, ct);
        return [.. await connection.QueryAsync<MilestoneChange>(new CommandDefinition(ChangesSql, load.Parameters, transaction, cancellationToken: ct))];
    }

    /// <summary>
    /// Within the plans of the load whatever the rows do not name is deleted, but for the milestones that are kept: these are dropped
    /// from their projects and are no document's any more.
    /// </summary>
    public static async Task<IReadOnlyList<ImportCount>> MilestonesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, MilestoneLoad load, IReadOnlyList<MilestoneChange> kept, DateOnly today,
        CancellationToken ct)
    {
        var parameters = new DynamicParameters(load.Parameters);
        parameters.AddDynamicParams(new
        {
            KeptProjects = kept.Select(k => k.ProjectId).ToArray(),
            KeptCodes = kept.Select(k => k.Code).ToArray(),
            Actor.System.Name,
            Today = today,
        });
        await connection.ExecuteAsync(new CommandDefinition(PostSql, parameters, transaction, commandTimeout: 0, cancellationToken: ct));
        var counts = await connection.QueryAsync<ImportCount>(
            new CommandDefinition(MilestonesSql, parameters, transaction, commandTimeout: 0, cancellationToken: ct));
        return [.. counts];
    }

    /// <summary>Forecasts the projects of a load anew: all of them if it changed anything, else those that were never forecast.</summary>
    public static async Task ForecastAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, MilestoneLoad load, bool changed, DateOnly today, CancellationToken ct)
    {
        var stale = await connection.QueryAsync<long>(
            new CommandDefinition(StaleSql, new { Ids = load.ProjectIds, Changed = changed }, transaction, cancellationToken: ct));
        await ForecastService.RefreshAsync(connection, transaction, [.. stale], today, ct);
    }

    /// <summary>The kinds that are not to be kept, each with the number of milestones that use it.</summary>
    public static async Task<IReadOnlyList<MilestoneKindUse>> VanishedKindsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] kept, CancellationToken ct) =>
        [.. await connection.QueryAsync<MilestoneKindUse>(
            new CommandDefinition(VanishedKindsSql, new { Kept = kept }, transaction, cancellationToken: ct))];

    public static Task<int> RemoveKindsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] codes, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(RemoveKindsSql, new { Codes = codes }, transaction, cancellationToken: ct));
}
