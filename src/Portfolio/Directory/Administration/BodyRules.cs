using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Directories.Administration;

/// <summary>Rules of bodies that need data.</summary>
internal static class BodyRules
{
    // Two administrators who put two bodies under each other at the same moment would make a circle that neither of them sees.
    private const string LockSql = """
        -- Directory.LockBodies
        select pg_advisory_xact_lock(20261122, 5)
        """;

    private const string CodesSql = """
        -- Directory.CodesLike
        select code from directory.body where code = @Code or code like @Code || '-%'
        """;

    private const string SameNameSql = """
        -- Directory.BodyOfName
        select code from directory.body
        where province_code is not distinct from @Province and lower(name) = lower(@Name) and id <> @Id
        limit 1
        """;

    private const string CommuneSql = """
        -- Directory.CommuneOfProvince
        select id from directory.commune where code = @Commune and province_code = @Province
        """;

    private const string PathUpSql = """
        -- Directory.PathUp
        with recursive up as (
            select b.id, b.parent_id, b.name, 1 as step from directory.body b where b.id = @Id
            union all
            select b.id, b.parent_id, b.name, u.step + 1 from directory.body b join up u on b.id = u.parent_id where u.step < @Deepest
        )
        select id, name from up order by step
        """;

    // Far deeper than any organisation; the walk ends even in a circle that the rules did not prevent.
    private const int Deepest = 100;

    /// <summary>Lets one change of bodies after the other, until the transaction ends.</summary>
    public static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockSql, null, transaction, cancellationToken: ct));

    /// <summary>The code that was typed, or one made from the name, with a number behind it where others have it.</summary>
    /// <exception cref="ValidationFailedException">The code that was typed is taken.</exception>
    public static async Task<string> CodeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, EnterBody request, CancellationToken ct)
    {
        var wanted = request.Code ?? BodyCodes.Make(request.Fields.Name, request.Province);
        var taken = (await connection.QueryAsync<string>(new CommandDefinition(
            CodesSql, new { Code = wanted }, transaction, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);
        if (!taken.Contains(wanted))
            return wanted;
        if (request.Code is not null)
            throw Fault("code", "directory.code_taken");
        return Enumerable.Range(2, taken.Count + 1).Select(n => string.Create(CultureInfo.InvariantCulture, $"{wanted}-{n}")).First(code => !taken.Contains(code));
    }

    /// <exception cref="ValidationFailedException">Another body of the province bears the name.</exception>
    public static async Task DemandNameFreeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, string? province, string name, CancellationToken ct)
    {
        var other = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            SameNameSql, new { Id = id, Province = province, Name = name.Trim() }, transaction, cancellationToken: ct));
        if (other is not null)
            throw Fault("name", "directory.name_taken", ("body", other));
    }

    /// <exception cref="StaleException">The body was changed since it was read.</exception>
    /// <exception cref="RuleException">A document names the body, and says otherwise.</exception>
    public static void DemandChangeable(BodyDetails body, ChangeBody request)
    {
        if (request.Version is { } version && version != body.Version)
            throw new StaleException("directory.stale");
        var wanted = request.Fields;
        var said = wanted with
        {
            Name = wanted.Name.Trim(),
            NameEn = SafeText.OrNull(wanted.NameEn),
            ShortName = SafeText.OrNull(wanted.ShortName),
            Parent = body.ParentCode,
        };
        if (!body.Entered && said != body.Fields)
            throw new RuleException("directory.body_of_document");
        if (body.ProvinceCode is null != (wanted.Kind == BodyKinds.Central))
            throw Fault("kind", "directory.central_without_province");
    }

    /// <summary>Keys of the commune and of the body above.</summary>
    /// <exception cref="ValidationFailedException">One is unknown or of another province, or the body would stand under itself.</exception>
    public static async Task<BodyPlace> PlaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, BodyDetails? body, string? province, BodyFields fields, CancellationToken ct)
    {
        if (province is not null && !await BodyLookup.HasProvinceAsync(connection, transaction, province, ct))
            throw Fault("province", "accounts.province_unknown");
        return new BodyPlace(
            await CommuneAsync(connection, transaction, province, fields.Commune, ct),
            await ParentAsync(connection, transaction, body, province, fields.Parent, ct));
    }

    private static async Task<long?> CommuneAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string? province, string? commune, CancellationToken ct)
    {
        if (commune is null)
            return null;
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            CommuneSql, new { Commune = commune, Province = province }, transaction, cancellationToken: ct))
            ?? throw Fault("commune", "directory.commune_unknown");
    }

    private static async Task<long?> ParentAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, BodyDetails? body, string? province, string? parent, CancellationToken ct)
    {
        if (parent is null)
            return null;
        // Under a body of another province it would come into the reach of that province's owners.
        if (await BodyLookup.FindAsync(connection, transaction, [parent], [], ct) is not [var above] || (above.ProvinceCode is { } other && other != province))
            throw Fault("parent", "directory.parent_unknown");
        if (body is null)
            return above.Id;
        var path = (await connection.QueryAsync<Step>(new CommandDefinition(
            PathUpSql, new { above.Id, Deepest }, transaction, cancellationToken: ct))).ToList();
        var circle = path.FindIndex(step => step.Id == body.Id);
        if (circle >= 0)
            throw Fault("parent", "directory.circle", ("path", string.Join(" → ", path.Take(circle + 1).Select(step => step.Name).Prepend(body.Name))));
        return above.Id;
    }

    private static ValidationFailedException Fault(string field, string code, params (string Name, object? Value)[] arguments) =>
        new([new FieldFailure(field, code, arguments.ToDictionary(a => a.Name, a => a.Value))]);

    private sealed record Step(long Id, string Name);
}

/// <summary>Where a body stands, by keys.</summary>
internal sealed record BodyPlace(long? CommuneId, long? ParentId);
