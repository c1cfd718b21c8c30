using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Dapper;
using Npgsql;

namespace Portfolio.Common;

/// <summary>
/// What the import classes of the areas share. Rows go to PostgreSQL as one jsonb parameter <c>@Rows</c> and are merged by one
/// statement per table: update what differs, insert what is missing, and, where the scope is known, delete what vanished.
/// </summary>
internal static class Import
{
    /// <summary>
    /// End of a merge whose CTEs <c>added</c>, <c>changed</c> and <c>removed</c> return the plan of every row they touch.
    /// </summary>
    public const string CountsByPlan = """
        select c.plan_id,
            (count(*) filter (where c.kind = 'inserted'))::int as inserted,
            (count(*) filter (where c.kind = 'updated'))::int as updated,
            (count(*) filter (where c.kind = 'deleted'))::int as deleted
        from (
            select plan_id, 'inserted' as kind from added
            union all select plan_id, 'updated' from changed
            union all select plan_id, 'deleted' from removed
        ) c
        group by c.plan_id
        """;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new VndNumber() },
    };

    /// <summary>Runs a merge, however long it takes, and returns what it did.</summary>
    public static async Task<IReadOnlyList<ImportCount>> MergeAsync<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, IReadOnlyList<T> rows, object? parameters,
        CancellationToken ct)
    {
        var all = new DynamicParameters(parameters);
        all.Add("Rows", Rows(rows));
        return [.. await connection.QueryAsync<ImportCount>(new CommandDefinition(sql, all, transaction, commandTimeout: 0, cancellationToken: ct))];
    }

    /// <summary>The rows as the value of a parameter <c>@Rows</c>, to be cast to jsonb; property names become snake_case.</summary>
    public static string Rows<T>(IReadOnlyList<T> rows) => JsonSerializer.Serialize(rows, Format);

    private sealed class VndNumber : JsonConverter<Vnd>
    {
        public override Vnd Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Vnd value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Dong);
    }
}

/// <summary>Rows a merge changed in one plan, or, where <c>PlanId</c> is null, in the reference data.</summary>
internal sealed record ImportCount(long? PlanId, int Inserted, int Updated, int Deleted);

/// <summary>Codes of one area with their keys, so that another area can resolve them without joining across schemas.</summary>
internal sealed record CodeIds(string[] Codes, long[] Ids)
{
    public static CodeIds From(IEnumerable<CodeId> pairs)
    {
        var list = pairs.ToList();
        return new CodeIds([.. list.Select(p => p.Code)], [.. list.Select(p => p.Id)]);
    }
}

internal sealed record CodeId(string Code, long Id);
