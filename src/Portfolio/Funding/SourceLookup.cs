using Dapper;
using Npgsql;

namespace Portfolio.Funding;

/// <summary>The sources of capital by code: a dozen rows.</summary>
internal static class SourceLookup
{
    private const string NamesSql = """
        -- Funding.SourceNames
        select code, source_class, name, name_en, position from funding.source order by position
        """;

    public static async Task<IReadOnlyDictionary<string, SourceName>> NamesAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct) =>
        (await connection.QueryAsync<SourceName>(new CommandDefinition(NamesSql, null, transaction, cancellationToken: ct)))
        .ToDictionary(s => s.Code, StringComparer.Ordinal);
}

/// <summary>A source of capital.</summary>
internal sealed record SourceName(string Code, string SourceClass, string Name, string NameEn, int Position);
