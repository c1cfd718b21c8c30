using Dapper;
using Npgsql;
using Portfolio.Slippage.Answers;

namespace Portfolio.Reporting;

/// <summary>Bodies that can be asked to act in a province.</summary>
internal static class WhoActs
{
    private const string OfProvinceSql = $"""
        -- Reporting.WhoIsTold
        select b.code, b.name, b.name_en
        from directory.body b
        where {AnswerRecords.MayBeTold}
        order by b.kind = 'commune', b.name
        limit 500
        """;

    private const string Sql = """
        -- Reporting.WhoActs
        select b.code, b.name, b.name_en
        from directory.body b
        where b.active and (b.province_code = @Province or b.province_code is null) and b.kind <> 'group'
        order by b.kind = 'commune', b.name
        limit 500
        """;

    /// <summary>Bodies of the province that can be told to act on a warning; communes last.</summary>
    public static async Task<IReadOnlyList<BodyChoice>> OfProvinceAsync(NpgsqlConnection connection, string? province, CancellationToken ct) =>
        [.. await connection.QueryAsync<BodyChoice>(new CommandDefinition(OfProvinceSql, new { Province = province }, cancellationToken: ct))];

    /// <summary>Bodies of the province, and central ones; communes last.</summary>
    public static async Task<IReadOnlyList<BodyChoice>> AskAsync(NpgsqlConnection connection, string? province, CancellationToken ct) =>
        [.. await connection.QueryAsync<BodyChoice>(new CommandDefinition(Sql, new { Province = province }, cancellationToken: ct))];
}

/// <summary>A body that can be asked to act.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">Name in English.</param>
public sealed record BodyChoice(string Code, string Name, string? NameEn);
