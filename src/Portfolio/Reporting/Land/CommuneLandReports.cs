using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Reporting.Land;

/// <summary>Land of a commune over all projects.</summary>
public sealed class CommuneLandReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int PackagesShown = 300;

    private const string CommuneSql = """
        -- Reporting.Land.Commune
        select c.id, c.code, c.kind, c.name, c.province_code, v.name as province_name, v.name_en as province_name_en,
            array(select b.id from directory.body b where b.commune_id = c.id) as bodies
        from directory.commune c
        join directory.province v on v.code = c.province_code
        where c.code = @Code
        """;

    private const string CommunePackagesSql = $"""
        -- Reporting.Land.CommunePackages
        select
        {LandSql.Columns}
        {LandSql.Tables}
        where p.commune_id = @Id
        order by p.handed_over_on desc nulls first, p.planned_on nulls last, p.id
        limit @Limit
        """;

    private const string CommuneSumSql = $"""
        -- Reporting.Land.CommuneSum
        select {LandSql.SumColumns}
        from land_clearance.package l
        where l.commune_id = @Id
        """;

    private const string CommuneObstaclesSql = $"""
        -- Reporting.Land.CommuneObstacles
        select
        {ObstacleSql.Columns}
        {ObstacleSql.Tables}
        where p.commune_id = @Id and o.closed_on is null
        order by o.due_on nulls last, o.since, o.id
        limit @Limit
        """;

    /// <summary>The land of a commune over all projects.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>; obstacles come with <see cref="Permission.ViewObstacles"/> in the commune.</param>
    /// <param name="code">Commune.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such commune.</exception>
    public async Task<CommuneLand> OfCommuneAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var commune = await connection.QuerySingleOrDefaultAsync<CommuneHead?>(new CommandDefinition(CommuneSql, new { Code = code }, cancellationToken: ct))
            ?? throw new NotFoundException("commune", code);
        var steps = await LandSql.StepsAsync(connection, commune.ProvinceCode, ct);
        // One more than shown tells whether there are more.
        List<LandRow> rows = [.. await connection.QueryAsync<LandRow>(new CommandDefinition(CommunePackagesSql, new { commune.Id, Limit = PackagesShown + 1 }, cancellationToken: ct))];
        return new CommuneLand(
            commune.Code, commune.Kind, commune.Name, commune.ProvinceName, commune.ProvinceNameEn, [.. rows.Take(PackagesShown).Select(p => p.With(steps, calendar.Today))],
            rows.Count > PackagesShown,
            await connection.QuerySingleAsync<LandFigures>(new CommandDefinition(CommuneSumSql, new { commune.Id }, cancellationToken: ct)),
            actor.May(Permission.ViewObstacles, new Place(commune.ProvinceCode, commune.Bodies))
                ? await ObstacleSql.OpenAsync(connection, CommuneObstaclesSql, commune.Id, ct) : null,
            calendar.Today);
    }

    // Not by constructor: Dapper matches no array there.
    private sealed record CommuneHead
    {
        public long Id { get; init; }

        public required string Code { get; init; }

        public required string Kind { get; init; }

        public required string Name { get; init; }

        public required string ProvinceCode { get; init; }

        public required string ProvinceName { get; init; }

        public required string ProvinceNameEn { get; init; }

        public long[] Bodies { get; init; } = [];
    }
}
