using System.Diagnostics;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using Portfolio.Slippage.Rules;
using Portfolio.Slippage.Scan;

namespace Portfolio.Benchmarks;

/// <summary>
/// What it costs to read the tables of a scan plainly: one process that reads a table from its first page to its last and counts each of the
/// columns that are asked for, so that these are taken out of their rows; no index, no filter, no join. A column is asked for where the statement
/// says its name with a dot before it.
/// </summary>
/// <param name="Once">Every table of the scan once, with all columns that some statement asks for, in seconds.</param>
/// <param name="Each">Of every statement its tables with its columns: what the reads of a scan come to whose rules are a statement each.</param>
internal sealed partial record PlainReads(double Once, double Each)
{
    private const string ColumnsSql = """
        select a.attname from pg_attribute a where a.attrelid = @table::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
        """;

    public static async Task<PlainReads> MeasureAsync(NpgsqlConnection owner)
    {
        await owner.OpenAsync();
        await owner.ExecuteAsync("set max_parallel_workers_per_gather = 0; set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off");
        var (all, each) = (new Dictionary<string, HashSet<string>>(), 0.0);
        foreach (var statement in Rule.All.Select(r => r.ScanSql).Concat([ScanRecords.StatesSql, ScanRecords.ColoursSql]))
        {
            var said = Named().Matches(statement).Select(m => m.Groups[1].Value).ToHashSet();
            foreach (var table in Table().Matches(statement).Select(m => m.Groups[1].Value).Distinct())
            {
                string[] columns = [.. (await owner.QueryAsync<string>(ColumnsSql, new { table })).Where(said.Contains)];
                all.TryAdd(table, []);
                all[table].UnionWith(columns);
                each += await ReadAsync(owner, table, columns);
            }
        }
        var once = 0.0;
        foreach (var (table, columns) in all)
            once += await ReadAsync(owner, table, columns);
        await owner.ExecuteAsync("reset all");
        return new PlainReads(once, each);
    }

    // The quicker of two, so that what another one had to fetch from the disk is not counted for us.
    private static async Task<double> ReadAsync(NpgsqlConnection owner, string table, IEnumerable<string> columns)
    {
        var sql = $"select {string.Join(", ", columns.Select(c => $"count({c})").DefaultIfEmpty("count(*)"))} from {table}";
        var best = double.MaxValue;
        for (var i = 0; i < 2; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await owner.ExecuteAsync(sql, commandTimeout: 600);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    [GeneratedRegex(@"(?:from|join|update|into)\s+((?:milestones|funding|projects|plans|land_clearance|slippage)\.[a-z_]+)\b(?!\s*\()(?<!limit_in_force)")]
    private static partial Regex Table();

    [GeneratedRegex(@"\b[a-z]+(?:_1)?\.([a-z_]+)\b")]
    private static partial Regex Named();
}
