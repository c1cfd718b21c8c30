using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.LandClearance.Steps;

/// <summary>Brings the steps of provinces to what the seed files say.</summary>
internal static class LandStepImport
{
    // A limit on which the province ruled stays as it ruled; what the file says is kept beside it. A step that a package has done stays, whatever the files say; it is told by UsedAsync first.
    private const string MergeSql = """
        -- LandClearance.ImportSteps
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r (province text, code text, position integer, name text, name_en text, after_step text,
                limit_value integer, limit_unit text, law_parameter text, source_document text, verified boolean)
        ), changed as (
            update land_clearance.step t
            set position = s.position, name = s.name, name_en = s.name_en, after_step = s.after_step, document_value = s.limit_value,
                document_unit = s.limit_unit, law_parameter = s.law_parameter, source_document = s.source_document, verified = s.verified,
                limit_value = case when t.ruled_at is null then s.limit_value else t.limit_value end,
                limit_unit = case when t.ruled_at is null then s.limit_unit else t.limit_unit end,
                revision = nextval('land_clearance.revision')
            from seed s
            where t.province_code = s.province and t.code = s.code
                and ((t.position, t.name, t.name_en, t.after_step, t.document_value, t.document_unit, t.law_parameter, t.source_document, t.verified)
                        is distinct from (s.position, s.name, s.name_en, s.after_step, s.limit_value, s.limit_unit, s.law_parameter, s.source_document, s.verified)
                    or (t.ruled_at is null and (t.limit_value, t.limit_unit) is distinct from (s.limit_value, s.limit_unit)))
            returning 1
        ), added as (
            insert into land_clearance.step (province_code, code, position, name, name_en, after_step, limit_value, limit_unit, document_value, document_unit,
                law_parameter, source_document, verified)
            select s.province, s.code, s.position, s.name, s.name_en, s.after_step, s.limit_value, s.limit_unit, s.limit_value, s.limit_unit,
                s.law_parameter, s.source_document, s.verified
            from seed s
            where not exists (select 1 from land_clearance.step t where t.province_code = s.province and t.code = s.code)
            returning 1
        ), removed as (
            delete from land_clearance.step t
            where not exists (select 1 from seed s where t.province_code = s.province and t.code = s.code)
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted, (select count(*)::int from changed) as updated,
            (select count(*)::int from removed) as deleted
        """;

    private const string UsedSql = """
        -- LandClearance.StepsInUse
        select distinct s.step_code from land_clearance.package_step s where s.step_code <> all(@Codes) order by s.step_code
        """;

    /// <summary>Merges the steps of every province.</summary>
    public static Task<IReadOnlyList<ImportCount>> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<LandStepSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, MergeSql, rows, null, ct);

    /// <summary>Codes of steps that packages have done and no file names any longer.</summary>
    public static async Task<IReadOnlyList<string>> UsedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<LandStepSeed> rows, CancellationToken ct) =>
        [.. await connection.QueryAsync<string>(new CommandDefinition(
            UsedSql, new { Codes = rows.Select(r => r.Code).Distinct().ToArray() }, transaction, cancellationToken: ct))];
}

/// <summary>A step as a seed file has it.</summary>
internal sealed record LandStepSeed(
    string Province, string Code, int Position, string Name, string NameEn, string? AfterStep, int? LimitValue, string? LimitUnit, string? LawParameter,
    string SourceDocument, bool Verified);
