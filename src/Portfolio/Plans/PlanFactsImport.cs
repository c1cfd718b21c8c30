using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Plans;

/// <summary>
/// Brings what hangs on plans to what the seed files say: indicators, reporting obligations, duties, discrepancies. Within the
/// plans <c>planIds</c> whatever the files do not name is deleted.
/// </summary>
internal static class PlanFactsImport
{
    private const string IndicatorsSql = """
        -- Plans.ImportIndicators
        with seed as materialized (
            select r.*, p.id as plan_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (plan text, code text, theme text, name text, comparator text, value numeric, value_to numeric, unit text,
                target_year integer, as_written text, position integer,
                source_file text, source_section text, source_item text)
            join plans.plan p on p.code = r.plan
        ), changed as (
            update plans.indicator i
            set theme = s.theme, name = s.name, comparator = s.comparator, value = s.value, value_to = s.value_to,
                unit = s.unit, target_year = s.target_year, as_written = s.as_written, position = s.position,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where i.plan_id = s.plan_id and i.code = s.code
                and (i.theme, i.name, i.comparator, i.value, i.value_to, i.unit, i.target_year, i.as_written, i.position,
                        i.source_file, i.source_section, i.source_item)
                    is distinct from (s.theme, s.name, s.comparator, s.value, s.value_to, s.unit, s.target_year, s.as_written,
                        s.position, s.source_file, s.source_section, s.source_item)
            returning i.plan_id
        ), added as (
            insert into plans.indicator (plan_id, code, theme, name, comparator, value, value_to, unit, target_year,
                as_written, position, source_file, source_section, source_item)
            select s.plan_id, s.code, s.theme, s.name, s.comparator, s.value, s.value_to, s.unit, s.target_year,
                s.as_written, s.position, s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from plans.indicator i where i.plan_id = s.plan_id and i.code = s.code)
            returning plan_id
        ), removed as (
            delete from plans.indicator i
            where i.plan_id = any(@PlanIds)
                and not exists (select 1 from seed s where s.plan_id = i.plan_id and s.code = i.code)
            returning i.plan_id
        )
        """ + "\n" + Import.CountsByPlan;

    private const string ObligationsSql = """
        -- Plans.ImportObligations
        with seed as materialized (
            select r.*, p.id as plan_id, b.id as reporter_id, c.id as recipient_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (plan text, code text, name text, reporter text, recipient text, frequency text, before_month integer,
                before_day integer, before_date date, as_written text, position integer,
                source_file text, source_section text, source_item text)
            join plans.plan p on p.code = r.plan
            left join unnest(cast(@BodyCodes as text[]), cast(@BodyIds as bigint[])) as b (code, id) on b.code = r.reporter
            left join unnest(cast(@BodyCodes as text[]), cast(@BodyIds as bigint[])) as c (code, id) on c.code = r.recipient
        ), changed as (
            update plans.reporting_obligation o
            set name = s.name, reporter_id = s.reporter_id, recipient_id = s.recipient_id, frequency = s.frequency,
                before_month = s.before_month, before_day = s.before_day, before_date = s.before_date,
                as_written = s.as_written, position = s.position,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where o.plan_id = s.plan_id and o.code = s.code
                and (o.name, o.reporter_id, o.recipient_id, o.frequency, o.before_month, o.before_day, o.before_date,
                        o.as_written, o.position, o.source_file, o.source_section, o.source_item)
                    is distinct from (s.name, s.reporter_id, s.recipient_id, s.frequency, s.before_month, s.before_day,
                        s.before_date, s.as_written, s.position, s.source_file, s.source_section, s.source_item)
            returning o.plan_id
        ), added as (
            insert into plans.reporting_obligation (plan_id, code, name, reporter_id, recipient_id, frequency, before_month,
                before_day, before_date, as_written, position, source_file, source_section, source_item)
            select s.plan_id, s.code, s.name, s.reporter_id, s.recipient_id, s.frequency, s.before_month,
                s.before_day, s.before_date, s.as_written, s.position, s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from plans.reporting_obligation o where o.plan_id = s.plan_id and o.code = s.code)
            returning plan_id
        ), removed as (
            delete from plans.reporting_obligation o
            where o.plan_id = any(@PlanIds)
                and not exists (select 1 from seed s where s.plan_id = o.plan_id and s.code = o.code)
            returning o.plan_id
        )
        """ + "\n" + Import.CountsByPlan;

    private const string ObligationDatesSql = """
        -- Plans.ObligationDates
        select p.code as plan, o.code, o.before_month, o.before_day, o.before_date
        from plans.reporting_obligation o
        join plans.plan p on p.id = o.plan_id
        where o.plan_id = any(@PlanIds)
        order by p.code, o.position, o.code
        """;

    private const string DutiesSql = """
        -- Plans.ImportDuties
        with seed as materialized (
            select r.*, p.id as plan_id, b.id as body_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (plan text, body text, position integer, text text, source_file text, source_section text, source_item text)
            join plans.plan p on p.code = r.plan
            left join unnest(cast(@BodyCodes as text[]), cast(@BodyIds as bigint[])) as b (code, id) on b.code = r.body
        ), changed as (
            update plans.duty d
            set text = s.text, source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where d.plan_id = s.plan_id and d.body_id = s.body_id and d.position = s.position
                and (d.text, d.source_file, d.source_section, d.source_item)
                    is distinct from (s.text, s.source_file, s.source_section, s.source_item)
            returning d.plan_id
        ), added as (
            insert into plans.duty (plan_id, body_id, position, text, source_file, source_section, source_item)
            select s.plan_id, s.body_id, s.position, s.text, s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from plans.duty d
                where d.plan_id = s.plan_id and d.body_id = s.body_id and d.position = s.position)
            returning plan_id
        ), removed as (
            delete from plans.duty d
            where d.plan_id = any(@PlanIds)
                and not exists (select 1 from seed s
                    where s.plan_id = d.plan_id and s.body_id = d.body_id and s.position = d.position)
            returning d.plan_id
        )
        """ + "\n" + Import.CountsByPlan;

    private const string DiscrepanciesSql = """
        -- Plans.ImportDiscrepancies
        with seed as materialized (
            select r.*, p.id as plan_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (plan text, code text, subject text, statement text, place_a text, says_a text, place_b text, says_b text,
                note text, position integer)
            join plans.plan p on p.code = r.plan
        ), changed as (
            update plans.discrepancy d
            set subject = s.subject, statement = s.statement, place_a = s.place_a, says_a = s.says_a, place_b = s.place_b,
                says_b = s.says_b, note = s.note, position = s.position
            from seed s
            where d.plan_id = s.plan_id and d.code = s.code
                and (d.subject, d.statement, d.place_a, d.says_a, d.place_b, d.says_b, d.note, d.position)
                    is distinct from (s.subject, s.statement, s.place_a, s.says_a, s.place_b, s.says_b, s.note, s.position)
            returning d.plan_id
        ), added as (
            insert into plans.discrepancy (plan_id, code, subject, statement, place_a, says_a, place_b, says_b, note, position)
            select s.plan_id, s.code, s.subject, s.statement, s.place_a, s.says_a, s.place_b, s.says_b, s.note, s.position
            from seed s
            where not exists (select 1 from plans.discrepancy d where d.plan_id = s.plan_id and d.code = s.code)
            returning plan_id
        ), removed as (
            delete from plans.discrepancy d
            where d.plan_id = any(@PlanIds)
                and not exists (select 1 from seed s where s.plan_id = d.plan_id and s.code = d.code)
            returning d.plan_id
        )
        """ + "\n" + Import.CountsByPlan;

    public static Task<IReadOnlyList<ImportCount>> IndicatorsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<IndicatorSeed> rows, long[] planIds,
        CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, IndicatorsSql, rows, new { PlanIds = planIds }, ct);

    /// <summary>The days on which reports are due; for the audit of what <see cref="ObligationsAsync"/> is about to change.</summary>
    public static async Task<IReadOnlyList<ObligationDate>> ObligationDatesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] planIds, CancellationToken ct) =>
        [.. await connection.QueryAsync<ObligationDate>(
            new CommandDefinition(ObligationDatesSql, new { PlanIds = planIds }, transaction, cancellationToken: ct))];

    public static Task<IReadOnlyList<ImportCount>> ObligationsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ObligationSeed> rows, CodeIds bodies,
        long[] planIds, CancellationToken ct) =>
        Import.MergeAsync(
            connection, transaction, ObligationsSql, rows,
            new { PlanIds = planIds, BodyCodes = bodies.Codes, BodyIds = bodies.Ids }, ct);

    public static Task<IReadOnlyList<ImportCount>> DutiesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DutySeed> rows, CodeIds bodies,
        long[] planIds, CancellationToken ct) =>
        Import.MergeAsync(
            connection, transaction, DutiesSql, rows,
            new { PlanIds = planIds, BodyCodes = bodies.Codes, BodyIds = bodies.Ids }, ct);

    public static Task<IReadOnlyList<ImportCount>> DiscrepanciesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DiscrepancySeed> rows, long[] planIds,
        CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, DiscrepanciesSql, rows, new { PlanIds = planIds }, ct);
}
