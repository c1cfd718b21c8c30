using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Directories.Administration;

/// <summary>One body as administrators see it.</summary>
internal static class BodyFinder
{
    private const string FindSql = """
        -- Directory.FindBody
        select b.id, b.code, b.province_code, b.kind, b.name, b.name_en, b.short_name, c.code as commune_code, c.name as commune_name,
            p.code as parent_code, p.name as parent_name, b.entered, b.active, b.source_file, b.source_section, b.source_item
        from directory.body b
        left join directory.commune c on c.id = b.commune_id
        left join directory.body p on p.id = b.parent_id
        where b.code = @Code
        """;

    private const string UnderSql = """
        -- Directory.BodiesDirectlyUnder
        select code, name, kind, province_code from directory.body where parent_id = @Id order by name, code
        """;

    /// <summary>The body of this code.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<BodyDetails> FindAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string code, CancellationToken ct)
    {
        var body = await connection.QuerySingleOrDefaultAsync<BodyDetails?>(
            new CommandDefinition(FindSql, new { Code = code }, transaction, cancellationToken: ct)) ?? throw new NotFoundException("body", code);
        return body with
        {
            Under = [.. await connection.QueryAsync<BodyChoice>(new CommandDefinition(UnderSql, new { body.Id }, transaction, cancellationToken: ct))],
        };
    }
}
