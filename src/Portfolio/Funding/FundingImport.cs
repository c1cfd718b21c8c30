using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Funding;

/// <summary>Brings the sources of capital and the programmes' envelopes to what the seed files say.</summary>
internal static class FundingImport
{
    private const string SourcesSql = """
        -- Funding.ImportSources
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (code text, source_class text, name text, name_en text, position integer)
        ), changed as (
            update funding.source f
            set source_class = s.source_class, name = s.name, name_en = s.name_en, position = s.position
            from seed s
            where f.code = s.code
                and (f.source_class, f.name, f.name_en, f.position) is distinct from (s.source_class, s.name, s.name_en, s.position)
            returning 1
        ), added as (
            insert into funding.source (code, source_class, name, name_en, position)
            select s.code, s.source_class, s.name, s.name_en, s.position
            from seed s
            where not exists (select 1 from funding.source f where f.code = s.code)
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted,
            (select count(*)::int from changed) as updated, 0 as deleted
        """;

    private const string ReclassedSourcesSql = """
        -- Funding.ReclassedSources
        select f.code, (select count(*) from funding.need_line l where l.source_code = f.code) as lines
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (code text, source_class text)
        join funding.source f on f.code = r.code and f.source_class <> r.source_class
        order by f.code
        """;

    private const string VanishedSourcesSql = """
        -- Funding.VanishedSources
        select f.code, (select count(*) from funding.need_line l where l.source_code = f.code) as lines
        from funding.source f
        where not (f.code = any(@Kept))
        order by f.code
        """;

    private const string RemoveSourcesSql = """
        -- Funding.RemoveSources
        delete from funding.source where code = any(@Codes)
        """;

    // In the order the posting trigger and the officers' changes use.
    private const string LockEnvelopesSql = """
        -- Funding.LockEnvelopes
        select 1 from funding.envelope order by programme_id, source_class for no key update
        """;

    private const string EnvelopeChangesSql = """
        -- Funding.EnvelopeChanges
        select e.programme_id, e.source_class, e.amount as was, r.amount as now, e.itemised
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (programme_id bigint, source_class text, amount bigint)
        join funding.envelope e on e.programme_id = r.programme_id and e.source_class = r.source_class
        where e.amount is distinct from r.amount
        order by e.programme_id, e.source_class
        """;

    private const string EnvelopesSql = """
        -- Funding.ImportEnvelopes
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (programme_id bigint, plan_id bigint, source_class text, amount bigint)
        ), changed as (
            update funding.envelope e
            set amount = s.amount
            from seed s
            where e.programme_id = s.programme_id and e.source_class = s.source_class and e.amount is distinct from s.amount
            returning s.plan_id
        ), new_row as (
            insert into funding.envelope (programme_id, source_class, amount)
            select s.programme_id, s.source_class, s.amount
            from seed s
            where not exists (select 1 from funding.envelope e
                where e.programme_id = s.programme_id and e.source_class = s.source_class)
            returning programme_id, source_class
        ), added as (
            select s.plan_id from new_row n join seed s on s.programme_id = n.programme_id and s.source_class = n.source_class
        ), removed (plan_id) as (
            select 0::bigint where false
        )
        """ + "\n" + Import.CountsByPlan;

    private const string MoneyOfProjectsSql = """
        -- Funding.MoneyOfProjects
        select l.project_id as id, count(*) as lines, sum(l.amount)::bigint as in_force
        from funding.need_line l
        where l.project_id = any(@Ids)
        group by l.project_id
        """;

    private const string MoneyOfProgrammesSql = """
        -- Funding.MoneyOfProgrammes
        select l.programme_id as id, count(*) as lines, sum(l.amount)::bigint as in_force
        from funding.need_line l
        where l.programme_id = any(@Ids)
        group by l.programme_id
        """;

    private const string NeedsHeldSql = """
        -- Funding.NeedsHeld
        select project_id, programme_id, sum(amount)::bigint as in_force
        from funding.need
        group by project_id, programme_id
        """;

    public static Task<IReadOnlyList<ImportCount>> SourcesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<FundingSourceSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, SourcesSql, rows, null, ct);

    /// <summary>
    /// The sources that the rows put into another class, each with the number of lines that name it. The numbers hold to the
    /// end of the transaction only after <see cref="LockEnvelopesAsync"/>.
    /// </summary>
    public static Task<IReadOnlyList<SourceUse>> ReclassedSourcesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<FundingSourceSeed> rows, CancellationToken ct) =>
        ListAsync<SourceUse>(connection, transaction, ReclassedSourcesSql, new { Rows = Import.Rows(rows) }, ct);

    /// <summary>
    /// The sources that are not to be kept, each with the number of lines that name it. The numbers hold to the end of the
    /// transaction only after <see cref="LockEnvelopesAsync"/>.
    /// </summary>
    public static Task<IReadOnlyList<SourceUse>> VanishedSourcesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] kept, CancellationToken ct) =>
        ListAsync<SourceUse>(connection, transaction, VanishedSourcesSql, new { Kept = kept }, ct);

    public static Task<int> RemoveSourcesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] codes, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(RemoveSourcesSql, new { Codes = codes }, transaction, cancellationToken: ct));

    /// <summary>Makes officers who change needs wait until the load is done.</summary>
    public static Task LockEnvelopesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockEnvelopesSql, null, transaction, cancellationToken: ct));

    /// <summary>The envelopes whose amounts <see cref="EnvelopesAsync"/> is about to change; for refusal and audit.</summary>
    public static Task<IReadOnlyList<EnvelopeChange>> EnvelopeChangesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<EnvelopeSeed> rows, CancellationToken ct) =>
        ListAsync<EnvelopeChange>(connection, transaction, EnvelopeChangesSql, new { Rows = Import.Rows(rows) }, ct);

    /// <summary>Envelopes go with their programmes; none is taken out here.</summary>
    public static Task<IReadOnlyList<ImportCount>> EnvelopesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<EnvelopeSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, EnvelopesSql, rows, null, ct);

    /// <summary>Of these projects, the ones the ledger names.</summary>
    public static Task<IReadOnlyList<MoneyHeld>> MoneyOfProjectsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        ListAsync<MoneyHeld>(connection, transaction, MoneyOfProjectsSql, new { Ids = ids }, ct);

    /// <summary>Of these programmes, the ones the ledger names.</summary>
    public static Task<IReadOnlyList<MoneyHeld>> MoneyOfProgrammesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        ListAsync<MoneyHeld>(connection, transaction, MoneyOfProgrammesSql, new { Ids = ids }, ct);

    /// <summary>Every project with needs in force, and the programme they draw on.</summary>
    public static Task<IReadOnlyList<NeedHeld>> NeedsHeldAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        ListAsync<NeedHeld>(connection, transaction, NeedsHeldSql, null, ct);

    private static async Task<IReadOnlyList<T>> ListAsync<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, object? parameters, CancellationToken ct) =>
        [.. await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, transaction, cancellationToken: ct))];
}
