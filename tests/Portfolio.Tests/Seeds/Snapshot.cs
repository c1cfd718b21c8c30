using Dapper;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>The state of every table: two are equal only when nothing at all was written between them.</summary>
internal static class Snapshot
{
    private static readonly string[] Areas = ["directory", "plans", "projects", "funding", "milestones", "land_clearance", "audit", "exchange"];

    /// <summary>Number of rows, and a sum over the transaction and place of every row version, by table.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> TakeAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        var tables = await connection.QueryAsync<string>(
            """
            select format('%I.%I', table_schema, table_name)
            from information_schema.tables
            where table_schema = any(@Areas) and table_type = 'BASE TABLE'
            """, new { Areas });
        var sql = string.Join(" union all ", tables.Select(t =>
            $"select '{t}', count(*) || ' ' || coalesce(sum(hashtextextended(x.xmin::text || x.ctid::text, 0)::numeric), 0) from {t} x"));
        return (await connection.QueryAsync<(string Table, string State)>(sql)).ToDictionary(r => r.Table, r => r.State);
    }
}
