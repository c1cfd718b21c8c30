using Npgsql;
using Portfolio.Common;

namespace Portfolio.Directories;

/// <summary>Brings the days on which offices are closed to what the seed file says.</summary>
internal static class HolidayImport
{
    private const string MergeSql = """
        -- Directory.ImportHolidays
        with seed as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r (day date, name text, source_document text, verified boolean)
        ), changed as (
            update directory.holiday h
            set name = s.name, source_document = s.source_document, verified = s.verified
            from seed s
            where h.day = s.day and (h.name, h.source_document, h.verified) is distinct from (s.name, s.source_document, s.verified)
            returning 1
        ), added as (
            insert into directory.holiday (day, name, source_document, verified)
            select s.day, s.name, s.source_document, s.verified
            from seed s
            where not exists (select 1 from directory.holiday h where h.day = s.day)
            returning 1
        ), removed as (
            delete from directory.holiday h where not exists (select 1 from seed s where s.day = h.day) returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted, (select count(*)::int from changed) as updated,
            (select count(*)::int from removed) as deleted
        """;

    /// <summary>Merges the days; nothing refers to them, so what vanished is deleted at once.</summary>
    public static Task<IReadOnlyList<ImportCount>> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<HolidaySeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, MergeSql, rows, null, ct);
}

/// <summary>A holiday as the seed file has it.</summary>
internal sealed record HolidaySeed(DateOnly Day, string Name, string SourceDocument, bool Verified);
