using Npgsql;
using Portfolio.Common;

namespace Portfolio.Projects;

/// <summary>
/// Brings what hangs on projects to what the seed files say: communes, bodies, outputs. Within the plans <c>planIds</c> whatever
/// the files do not name is deleted.
/// </summary>
internal static class ProjectFactsImport
{
    private const string CommunesSql = """
        -- Projects.ImportCommunes
        with seed as materialized (
            select p.id as project_id, p.plan_id, c.id as commune_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project text, commune text)
            join projects.project p on p.code = r.project
            left join unnest(cast(@CommuneCodes as text[]), cast(@CommuneIds as bigint[])) as c (code, id) on c.code = r.commune
        ), changed (plan_id) as (
            select 0::bigint where false
        ), new_row as (
            insert into projects.project_commune (project_id, commune_id)
            select s.project_id, s.commune_id
            from seed s
            where not exists (select 1 from projects.project_commune c
                where c.project_id = s.project_id and c.commune_id = s.commune_id)
            returning project_id, commune_id
        ), added as (
            select s.plan_id from new_row n join seed s on s.project_id = n.project_id and s.commune_id = n.commune_id
        ), removed as (
            delete from projects.project_commune c
            using projects.project p
            where p.id = c.project_id and p.plan_id = any(@PlanIds)
                and not exists (select 1 from seed s where s.project_id = c.project_id and s.commune_id = c.commune_id)
            returning p.plan_id
        )
        """ + "\n" + Import.CountsByPlan;

    private const string BodiesSql = """
        -- Projects.ImportBodies
        with seed as materialized (
            select r.*, p.id as project_id, p.plan_id, b.id as body_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (project text, role text, body text, as_written text,
                source_file text, source_section text, source_item text)
            join projects.project p on p.code = r.project
            left join unnest(cast(@BodyCodes as text[]), cast(@BodyIds as bigint[])) as b (code, id) on b.code = r.body
        ), changed as (
            update projects.project_body b
            set as_written = s.as_written,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where b.project_id = s.project_id and b.body_id = s.body_id and b.role = s.role
                and (b.as_written, b.source_file, b.source_section, b.source_item)
                    is distinct from (s.as_written, s.source_file, s.source_section, s.source_item)
            returning s.plan_id
        ), new_row as (
            insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
            select s.project_id, s.body_id, s.role, s.as_written, s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from projects.project_body b
                where b.project_id = s.project_id and b.body_id = s.body_id and b.role = s.role)
            returning project_id, body_id, role
        ), added as (
            select s.plan_id
            from new_row n
            join seed s on s.project_id = n.project_id and s.body_id = n.body_id and s.role = n.role
        ), removed as (
            delete from projects.project_body b
            using projects.project p
            where p.id = b.project_id and p.plan_id = any(@PlanIds)
                and not exists (select 1 from seed s
                    where s.project_id = b.project_id and s.body_id = b.body_id and s.role = b.role)
            returning p.plan_id
        )
        """ + "\n" + Import.CountsByPlan;

    private const string OutputsSql = """
        -- Projects.ImportOutputs
        with seed as materialized (
            select r.*, p.id as project_id, p.plan_id,
                (row_number() over (partition by p.id order by r.place))::int as position
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (project text, code text, name text, comparator text, value numeric, value_to numeric, unit text,
                target_year integer, as_written text, place integer,
                source_file text, source_section text, source_item text)
            join projects.project p on p.code = r.project
        ), changed as (
            update projects.output o
            set name = s.name, comparator = s.comparator, value = s.value, value_to = s.value_to, unit = s.unit,
                target_year = s.target_year, as_written = s.as_written, position = s.position,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where o.project_id = s.project_id and o.code = s.code
                and (o.name, o.comparator, o.value, o.value_to, o.unit, o.target_year, o.as_written, o.position,
                        o.source_file, o.source_section, o.source_item)
                    is distinct from (s.name, s.comparator, s.value, s.value_to, s.unit, s.target_year, s.as_written, s.position,
                        s.source_file, s.source_section, s.source_item)
            returning s.plan_id
        ), new_row as (
            insert into projects.output (project_id, code, name, comparator, value, value_to, unit, target_year, as_written,
                position, source_file, source_section, source_item)
            select s.project_id, s.code, s.name, s.comparator, s.value, s.value_to, s.unit, s.target_year, s.as_written,
                s.position, s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from projects.output o where o.project_id = s.project_id and o.code = s.code)
            returning project_id, code
        ), added as (
            select s.plan_id from new_row n join seed s on s.project_id = n.project_id and s.code = n.code
        ), removed as (
            delete from projects.output o
            using projects.project p
            where p.id = o.project_id and p.plan_id = any(@PlanIds)
                and not exists (select 1 from seed s where s.project_id = o.project_id and s.code = o.code)
            returning p.plan_id
        )
        """ + "\n" + Import.CountsByPlan;

    public static Task<IReadOnlyList<ImportCount>> CommunesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ProjectCommuneSeed> rows, CodeIds communes,
        long[] planIds, CancellationToken ct) =>
        Import.MergeAsync(
            connection, transaction, CommunesSql, rows,
            new { PlanIds = planIds, CommuneCodes = communes.Codes, CommuneIds = communes.Ids }, ct);

    public static Task<IReadOnlyList<ImportCount>> BodiesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ProjectBodySeed> rows, CodeIds bodies,
        long[] planIds, CancellationToken ct) =>
        Import.MergeAsync(
            connection, transaction, BodiesSql, rows,
            new { PlanIds = planIds, BodyCodes = bodies.Codes, BodyIds = bodies.Ids }, ct);

    public static Task<IReadOnlyList<ImportCount>> OutputsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OutputSeed> rows, long[] planIds,
        CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, OutputsSql, rows, new { PlanIds = planIds }, ct);
}
