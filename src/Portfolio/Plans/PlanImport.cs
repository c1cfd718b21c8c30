using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Plans;

/// <summary>Brings plans and their programmes to what the seed files say.</summary>
internal static class PlanImport
{
    private const string PlansSql = """
        -- Plans.ImportPlans
        with seed as materialized (
            select r.*, b.id as issuer_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (code text, province text, kind text, name text, short_name text, document_number text, document_date date,
                document_date_text text, issuer text, period_from integer, period_to integer, stated_need_total bigint,
                stated_need_state bigint, stated_need_other bigint, position integer,
                source_file text, source_section text, source_item text)
            left join unnest(cast(@BodyCodes as text[]), cast(@BodyIds as bigint[])) as b (code, id) on b.code = r.issuer
        ), changed as (
            update plans.plan p
            set province_code = s.province, kind = s.kind, name = s.name, short_name = s.short_name,
                document_number = s.document_number, document_date = s.document_date,
                document_date_text = s.document_date_text, issuer_id = s.issuer_id,
                period_from = s.period_from, period_to = s.period_to, stated_need_total = s.stated_need_total,
                stated_need_state = s.stated_need_state, stated_need_other = s.stated_need_other, position = s.position,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where p.code = s.code
                and (p.province_code, p.kind, p.name, p.short_name, p.document_number, p.document_date,
                        p.document_date_text, p.issuer_id, p.period_from, p.period_to, p.stated_need_total,
                        p.stated_need_state, p.stated_need_other, p.position, p.source_file, p.source_section, p.source_item)
                    is distinct from (s.province, s.kind, s.name, s.short_name, s.document_number, s.document_date,
                        s.document_date_text, s.issuer_id, s.period_from, s.period_to, s.stated_need_total,
                        s.stated_need_state, s.stated_need_other, s.position, s.source_file, s.source_section, s.source_item)
            returning p.id as plan_id
        ), added as (
            insert into plans.plan (code, province_code, kind, name, short_name, document_number, document_date,
                document_date_text, issuer_id, period_from, period_to, stated_need_total, stated_need_state,
                stated_need_other, position, source_file, source_section, source_item)
            select s.code, s.province, s.kind, s.name, s.short_name, s.document_number, s.document_date,
                s.document_date_text, s.issuer_id, s.period_from, s.period_to, s.stated_need_total, s.stated_need_state,
                s.stated_need_other, s.position, s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from plans.plan p where p.code = s.code)
            returning id as plan_id
        ), removed (plan_id) as (
            select 0::bigint where false
        )
        """ + "\n" + Import.CountsByPlan;

    private const string ProgrammesSql = """
        -- Plans.ImportProgrammes
        with seed as materialized (
            select r.*, p.id as plan_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (plan text, code text, name text, short_name text, position integer,
                source_file text, source_section text, source_item text)
            join plans.plan p on p.code = r.plan
        ), changed as (
            update plans.programme g
            set name = s.name, short_name = s.short_name, position = s.position,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where g.plan_id = s.plan_id and g.code = s.code
                and (g.name, g.short_name, g.position, g.source_file, g.source_section, g.source_item)
                    is distinct from (s.name, s.short_name, s.position, s.source_file, s.source_section, s.source_item)
            returning g.plan_id
        ), added as (
            insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
            select s.plan_id, s.code, s.name, s.short_name, s.position, s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from plans.programme g where g.plan_id = s.plan_id and g.code = s.code)
            returning plan_id
        ), removed (plan_id) as (
            select 0::bigint where false
        )
        """ + "\n" + Import.CountsByPlan;

    private const string StatementsSql = """
        -- Plans.Statements
        select code, document_date, stated_need_total, stated_need_state, stated_need_other from plans.plan
        """;

    private const string PlanKeysSql = """
        -- Plans.PlanKeys
        select id, code, province_code as province from plans.plan
        """;

    private const string ProgrammeKeysSql = """
        -- Plans.ProgrammeKeys
        select g.id, g.code, g.name, g.plan_id, p.code as plan_code
        from plans.programme g
        join plans.plan p on p.id = g.plan_id
        """;

    public static Task<IReadOnlyList<ImportCount>> PlansAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PlanSeed> rows, CodeIds bodies,
        CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, PlansSql, rows, new { BodyCodes = bodies.Codes, BodyIds = bodies.Ids }, ct);

    public static Task<IReadOnlyList<ImportCount>> ProgrammesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ProgrammeSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, ProgrammesSql, rows, null, ct);

    /// <summary>What every plan in the database states; for the audit of what <see cref="PlansAsync"/> is about to change.</summary>
    public static async Task<IReadOnlyList<PlanStatement>> StatementsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        [.. await connection.QueryAsync<PlanStatement>(new CommandDefinition(StatementsSql, null, transaction, cancellationToken: ct))];

    /// <summary>Every plan.</summary>
    public static async Task<IReadOnlyList<PlanKey>> PlanKeysAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        [.. await connection.QueryAsync<PlanKey>(new CommandDefinition(PlanKeysSql, null, transaction, cancellationToken: ct))];

    /// <summary>Every programme of every plan.</summary>
    public static async Task<IReadOnlyList<ProgrammeKey>> ProgrammeKeysAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        [.. await connection.QueryAsync<ProgrammeKey>(new CommandDefinition(ProgrammeKeysSql, null, transaction, cancellationToken: ct))];
}
