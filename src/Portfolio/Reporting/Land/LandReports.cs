using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Land;

/// <summary>The land of a project, and one package of it.</summary>
public sealed class LandReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int EntriesShown = 30;

    // What is closed is of interest for a while only.
    private const int ObstaclesShown = 50;

    private const string PackagesSql = $"""
        -- Reporting.Land.ProjectPackages
        select
        {LandSql.Columns}
        {LandSql.Tables}
        where p.project_id = @Id
        order by c.name, p.section, p.id
        """;

    private const string PackageSql = $"""
        -- Reporting.Land.Package
        select
        {LandSql.Columns}
        {LandSql.Tables}
        where p.project_id = @Id and p.id = @Package
        """;

    private const string MonthsSql = """
        -- Reporting.Land.Months
        select date_trunc('month', e.entered_on)::date as month, sum(e.now - e.was)::bigint as area
        from land_clearance.entry e
        where e.project_id = @Id and e.field = 'area_handed_over'
        group by 1
        order by 1
        """;

    private const string EntriesSql = """
        -- Reporting.Land.Entries
        select e.field, e.was, e.now, e.reason, e.entered_by, e.entered_at
        from land_clearance.entry e
        where e.package_id = @Package
        order by e.id desc
        limit @Limit
        """;

    private const string ObstaclesSql = $"""
        -- Reporting.Land.ProjectObstacles
        select
        {ObstacleSql.Columns}
        {ObstacleSql.Tables}
        where o.project_id = @Id
        order by o.closed_on desc nulls first, o.due_on nulls last, o.since, o.id
        limit @Limit
        """;

    private const string ChoicesSql = """
        -- Reporting.Land.CommuneChoices
        select c.code, c.kind, c.name, array(select b.id from directory.body b where b.commune_id = c.id) as bodies
        from directory.commune c
        where c.id in (select r.commune_id from projects.project_commune r where r.project_id = @Id)
            or (c.province_code = @Province and not exists (select 1 from projects.project_commune r where r.project_id = @Id))
        order by c.name
        """;

    /// <summary>A project, and the communes in which it may have packages.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.UpdateLand"/>.</param>
    /// <param name="code">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<LandChoice> ChoiceAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateLand);
        await using var connection = await database.OpenAsync(ct);
        var head = await ProjectReports.HeadAsync(connection, code, ct);
        return new LandChoice(head, [.. await connection.QueryAsync<CommuneChoice>(
            new CommandDefinition(ChoicesSql, new { head.Project.Id, Province = head.Project.ProvinceCode }, cancellationToken: ct))]);
    }

    /// <summary>The land of a project.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>; obstacles come with <see cref="Permission.ViewObstacles"/> on the project or in one of the communes.</param>
    /// <param name="code">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<ProjectLand> OfProjectAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var head = await ProjectReports.WithLinksAsync(connection, code, ct);
        var steps = await LandSql.StepsAsync(connection, head.Project.ProvinceCode, ct);
        List<LandPackage> packages =
            [.. (await connection.QueryAsync<LandRow>(new CommandDefinition(PackagesSql, new { head.Project.Id }, cancellationToken: ct))).Select(p => p.With(steps, calendar.Today))];
        var reported = await connection.QueryAsync<(DateOnly Month, long Area)>(new CommandDefinition(MonthsSql, new { head.Project.Id }, cancellationToken: ct));
        return new ProjectLand(
            head.Project, head.Place, [.. head.Links.Where(l => l.Relation == "commune")], packages,
            AreaCurve.Of([.. packages.Where(p => p.Planned?.On is not null).Select(p => (p.Planned!.On!.Value, p.Figures.AreaNeeded))], [.. reported], calendar.Today),
            await ObstaclesAsync(connection, actor, head, packages, ct), calendar.Today);
    }

    /// <summary>One package of a project.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>; its entries come with <see cref="Permission.ViewHistory"/> on the package.</param>
    /// <param name="code">Project.</param>
    /// <param name="id">Package.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project, or it has no such package.</exception>
    public async Task<PackageReport> PackageAsync(Actor actor, string code, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var (project, own) = await ProjectReports.HeadAsync(connection, code, ct);
        var row = await connection.QuerySingleOrDefaultAsync<LandRow?>(new CommandDefinition(PackageSql, new { project.Id, Package = id }, cancellationToken: ct))
            ?? throw new NotFoundException("land_package", id.ToString(CultureInfo.InvariantCulture));
        var package = row.With(await LandSql.StepsAsync(connection, project.ProvinceCode, ct), calendar.Today);
        var place = new Place(own.Province, [.. own.Bodies, .. package.Bodies]);
        return new PackageReport(
            project, place, package,
            actor.May(Permission.ViewHistory, place)
                ? [.. await connection.QueryAsync<LandEntry>(new CommandDefinition(EntriesSql, new { Package = id, Limit = EntriesShown }, cancellationToken: ct))]
                : [],
            calendar.Today);
    }

    private static async Task<IReadOnlyList<ObstacleRow>?> ObstaclesAsync(
        NpgsqlConnection connection, Actor actor, ProjectWithLinks head, IReadOnlyList<LandPackage> packages, CancellationToken ct)
    {
        var place = new Place(head.Place.Province, [.. head.Place.Bodies, .. packages.SelectMany(p => p.Bodies)]);
        return actor.May(Permission.ViewObstacles, place)
            ? [.. await connection.QueryAsync<ObstacleRow>(new CommandDefinition(ObstaclesSql, new { head.Project.Id, Limit = ObstaclesShown }, cancellationToken: ct))]
            : null;
    }
}

/// <summary>A project, and the communes in which it may have packages: its own, or those of its province where no document names any.</summary>
/// <param name="Head">The project.</param>
/// <param name="Communes">The communes.</param>
public sealed record LandChoice(ProjectHead Head, IReadOnlyList<CommuneChoice> Communes)
{
    /// <summary>Who may make a package: whoever answers for the project, and the committees of the communes.</summary>
    public Place Place => Head.Place with { Bodies = [.. Head.Place.Bodies, .. Communes.SelectMany(c => c.Bodies)] };
}

/// <summary>A commune that can be chosen. Not by constructor: Dapper matches no array there.</summary>
public sealed record CommuneChoice
{
    /// <summary>Code.</summary>
    public required string Code { get; init; }

    /// <summary><c>xa</c> or <c>phuong</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Bodies that administer it.</summary>
    public long[] Bodies { get; init; } = [];
}
