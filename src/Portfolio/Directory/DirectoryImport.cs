using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Directories;

/// <summary>Brings provinces, communes, bodies and the law's figures to what the seed files say.</summary>
internal static class DirectoryImport
{
    private const string ProvincesSql = """
        -- Directory.ImportProvinces
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r (code text, name text, name_en text)
        ), changed as (
            update directory.province p
            set name = s.name, name_en = s.name_en
            from seed s
            where p.code = s.code and (p.name, p.name_en) is distinct from (s.name, s.name_en)
            returning 1
        ), added as (
            insert into directory.province (code, name, name_en)
            select s.code, s.name, s.name_en
            from seed s
            where not exists (select 1 from directory.province p where p.code = s.code)
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted,
            (select count(*)::int from changed) as updated, 0 as deleted
        """;

    private const string CommunesSql = """
        -- Directory.ImportCommunes
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (province text, code text, kind text, name text, source_file text, source_section text, source_item text)
        ), changed as (
            update directory.commune c
            set province_code = s.province, kind = s.kind, name = s.name,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where c.code = s.code
                and (c.province_code, c.kind, c.name, c.source_file, c.source_section, c.source_item)
                    is distinct from (s.province, s.kind, s.name, s.source_file, s.source_section, s.source_item)
            returning 1
        ), added as (
            insert into directory.commune (province_code, code, kind, name, source_file, source_section, source_item)
            select s.province, s.code, s.kind, s.name, s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from directory.commune c where c.code = s.code)
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted,
            (select count(*)::int from changed) as updated, 0 as deleted
        """;

    private const string BodiesSql = """
        -- Directory.ImportBodies
        with seed as materialized (
            select r.*, c.id as commune_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (province text, code text, kind text, name text, name_en text, short_name text, commune text,
                source_file text, source_section text, source_item text)
            left join directory.commune c on c.code = r.commune
        ), changed as (
            update directory.body b
            set province_code = s.province, kind = s.kind, name = s.name, name_en = s.name_en, short_name = s.short_name,
                commune_id = s.commune_id, entered = false,
                source_file = s.source_file, source_section = s.source_section, source_item = s.source_item
            from seed s
            where b.code = s.code
                and (b.province_code, b.kind, b.name, b.name_en, b.short_name, b.commune_id,
                        b.source_file, b.source_section, b.source_item)
                    is distinct from (s.province, s.kind, s.name, s.name_en, s.short_name, s.commune_id,
                        s.source_file, s.source_section, s.source_item)
            returning 1
        ), added as (
            insert into directory.body (province_code, code, kind, name, name_en, short_name, commune_id,
                source_file, source_section, source_item)
            select s.province, s.code, s.kind, s.name, s.name_en, s.short_name, s.commune_id,
                s.source_file, s.source_section, s.source_item
            from seed s
            where not exists (select 1 from directory.body b where b.code = s.code)
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted,
            (select count(*)::int from changed) as updated, 0 as deleted
        """;

    private const string EnteredSql = """
        -- Directory.EnteredBodies
        select code, province_code, kind, name from directory.body where entered and code = any(@Codes) order by code
        """;

    private const string LawSql = """
        -- Directory.ImportLaw
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (parameter text, value text, unit text, valid_from date, valid_to date, source_document text,
                verified boolean, note text)
        ), changed as (
            update directory.law_parameter l
            set valid_to = s.valid_to, value = s.value, unit = s.unit, source_document = s.source_document,
                verified = s.verified, note = s.note
            from seed s
            where l.parameter = s.parameter and l.valid_from is not distinct from s.valid_from
                and (l.valid_to, l.value, l.unit, l.source_document, l.verified, l.note)
                    is distinct from (s.valid_to, s.value, s.unit, s.source_document, s.verified, s.note)
            returning 1
        ), added as (
            insert into directory.law_parameter (parameter, valid_from, valid_to, value, unit, source_document, verified, note)
            select s.parameter, s.valid_from, s.valid_to, s.value, s.unit, s.source_document, s.verified, s.note
            from seed s
            where not exists (select 1 from directory.law_parameter l
                where l.parameter = s.parameter and l.valid_from is not distinct from s.valid_from)
            returning 1
        ), removed as (
            delete from directory.law_parameter l
            where not exists (select 1 from seed s
                where l.parameter = s.parameter and l.valid_from is not distinct from s.valid_from)
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted,
            (select count(*)::int from changed) as updated, (select count(*)::int from removed) as deleted
        """;

    private const string CommuneIdsSql = """
        -- Directory.CommuneIds
        select code, id from directory.commune
        """;

    private const string BodyIdsSql = """
        -- Directory.BodyIds
        select code, id from directory.body
        """;

    public static Task<IReadOnlyList<ImportCount>> ProvincesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ProvinceSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, ProvincesSql, rows, null, ct);

    public static Task<IReadOnlyList<ImportCount>> CommunesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<CommuneSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, CommunesSql, rows, null, ct);

    public static Task<IReadOnlyList<ImportCount>> BodiesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<BodySeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, BodiesSql, rows, null, ct);

    /// <summary>
    /// Bodies of these codes that an administrator entered before a document named them. The document takes them over: their names
    /// become its names, and accounts and whatever stands under them stay.
    /// </summary>
    public static async Task<IReadOnlyList<EnteredBody>> EnteredBodiesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<BodySeed> rows, CancellationToken ct) =>
    [
        .. await connection.QueryAsync<EnteredBody>(new CommandDefinition(
            EnteredSql, new { Codes = rows.Select(row => row.Code).ToArray() }, transaction, cancellationToken: ct)),
    ];

    /// <summary>Nothing refers to the figures of the law, so what vanished is deleted at once.</summary>
    public static Task<IReadOnlyList<ImportCount>> LawAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<LawSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, LawSql, rows, null, ct);

    public static async Task<CodeIds> CommuneIdsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        CodeIds.From(await connection.QueryAsync<CodeId>(new CommandDefinition(CommuneIdsSql, null, transaction, cancellationToken: ct)));

    public static async Task<CodeIds> BodyIdsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        CodeIds.From(await connection.QueryAsync<CodeId>(new CommandDefinition(BodyIdsSql, null, transaction, cancellationToken: ct)));
}

/// <summary>A body as an administrator entered it.</summary>
internal sealed record EnteredBody(string Code, string? ProvinceCode, string Kind, string Name);
