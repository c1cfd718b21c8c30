using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Plans;

namespace Portfolio.Projects;

/// <summary>Brings projects to what the seed files say.</summary>
internal static class ProjectImport
{
    // Ids are drawn before the insert, so that a part finds its whole although both are new.
    // A stage that somebody entered stays; an illustrative one stays until a document says more.
    private const string ProjectsSql = """
        -- Projects.ImportProjects
        with read as materialized (
            select r.*, g.id as programme_id, g.plan_id,
                coalesce(x.id, nextval(pg_get_serial_sequence('projects.project', 'id'))) as id,
                case when x.stage_basis = 'entered' or (r.stage is null and x.stage_basis = 'illustrative') then x.stage
                    else r.stage end as stage_kept,
                case when x.stage_basis = 'entered' or (r.stage is null and x.stage_basis = 'illustrative') then x.stage_basis
                    when r.stage is not null then 'official' end as stage_basis
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (code text, plan text, programme text, parent text, kind text, sector text, size_group text, stage text,
                name text, description text, places text, period_from integer, period_to integer,
                source_file text, source_section text, source_item text, source_quote text)
            join unnest(cast(@PlanCodes as text[]), cast(@ProgrammeCodes as text[]), cast(@ProgrammeIds as bigint[]),
                    cast(@PlanIds as bigint[])) as g (plan, code, id, plan_id)
                on g.plan = r.plan and g.code = r.programme
            left join projects.project x on x.code = r.code
        ), seed as materialized (
            select r.*, w.id as parent_id
            from read r
            left join read w on w.code = r.parent
        ), changed as (
            update projects.project p
            set plan_id = s.plan_id, programme_id = s.programme_id, parent_id = s.parent_id, kind = s.kind, sector = s.sector,
                size_group = s.size_group, stage = s.stage_kept, stage_basis = s.stage_basis, name = s.name,
                description = s.description, places = s.places, period_from = s.period_from, period_to = s.period_to,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item,
                source_quote = s.source_quote
            from seed s
            where p.id = s.id
                and (p.plan_id, p.programme_id, p.parent_id, p.kind, p.sector, p.size_group, p.stage, p.stage_basis, p.name,
                        p.description, p.places, p.period_from, p.period_to,
                        p.source_file, p.source_section, p.source_item, p.source_quote)
                    is distinct from (s.plan_id, s.programme_id, s.parent_id, s.kind, s.sector, s.size_group, s.stage_kept,
                        s.stage_basis, s.name, s.description, s.places, s.period_from, s.period_to,
                        s.source_file, s.source_section, s.source_item, s.source_quote)
            returning p.plan_id
        ), added as (
            insert into projects.project (id, code, plan_id, programme_id, parent_id, kind, sector, size_group, stage,
                stage_basis, name, description, places, period_from, period_to,
                source_file, source_section, source_item, source_quote)
            overriding system value
            select s.id, s.code, s.plan_id, s.programme_id, s.parent_id, s.kind, s.sector, s.size_group, s.stage_kept,
                s.stage_basis, s.name, s.description, s.places, s.period_from, s.period_to,
                s.source_file, s.source_section, s.source_item, s.source_quote
            from seed s
            where not exists (select 1 from projects.project p where p.id = s.id)
            returning plan_id
        ), removed (plan_id) as (
            select 0::bigint where false
        )
        """ + "\n" + Import.CountsByPlan;

    private const string StagesSql = """
        -- Projects.ImportStages
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project text, stage text)
        ), changed as (
            update projects.project p
            set stage = s.stage, stage_basis = 'illustrative'
            from seed s
            where p.code = s.project and (p.stage_basis is null or p.stage_basis = 'illustrative')
                and p.stage is distinct from s.stage
            returning p.plan_id
        ), cleared as (
            update projects.project p
            set stage = null, stage_basis = null
            where p.stage_basis = 'illustrative' and not exists (select 1 from seed s where s.project = p.code)
            returning p.plan_id
        )
        select c.plan_id, 0 as inserted, count(*)::int as updated, 0 as deleted
        from (select plan_id from changed union all select plan_id from cleared) c
        group by c.plan_id
        """;

    private const string KeysSql = """
        -- Projects.Keys
        select id, code, plan_id, programme_id from projects.project
        """;

    public static Task<IReadOnlyList<ImportCount>> ProjectsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ProjectSeed> rows,
        IReadOnlyList<ProgrammeKey> programmes, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, ProjectsSql, rows, new
        {
            PlanCodes = programmes.Select(p => p.PlanCode).ToArray(),
            ProgrammeCodes = programmes.Select(p => p.Code).ToArray(),
            ProgrammeIds = programmes.Select(p => p.Id).ToArray(),
            PlanIds = programmes.Select(p => p.PlanId).ToArray(),
        }, ct);

    /// <summary>
    /// Sets the stages that are made up for demonstration, where no document and no officer says one; takes back those that
    /// <paramref name="rows"/> does not name.
    /// </summary>
    public static Task<IReadOnlyList<ImportCount>> StagesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<StageSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, StagesSql, rows, null, ct);

    /// <summary>Every project of every plan.</summary>
    public static async Task<IReadOnlyList<ProjectKey>> KeysAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        [.. await connection.QueryAsync<ProjectKey>(new CommandDefinition(KeysSql, null, transaction, cancellationToken: ct))];
}
