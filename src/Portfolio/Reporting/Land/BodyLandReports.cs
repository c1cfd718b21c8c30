using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Reporting.Land;

/// <summary>Land that a body answers for.</summary>
public sealed class BodyLandReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int ProjectsShown = 200;

    private const string BodySql = """
        -- Reporting.Land.Body
        select b.id, b.code, b.name, b.name_en, b.province_code from directory.body b where b.code = @Code
        """;

    private const string BodyProjectsSql = """
        -- Reporting.Land.BodyProjects
        select x.code, x.name, l.packages, l.handed_over_packages, l.area_needed, l.area_handed_over, l.households, l.notified, l.inventoried,
            l.plan_approved, l.paid, l.handed_over, l.compensation_approved, l.compensation_paid, l.resettlement_needed, l.resettled,
            coalesce(s.late, 0)::int as late_packages, s.next_on
        from (select distinct r.project_id from projects.project_body r where r.body_id = @Id and r.role in ('owner', 'lead')) own
        join land_clearance.project_land l on l.project_id = own.project_id
        join projects.project x on x.id = l.project_id
        left join lateral (
            select count(*) filter (where p.planned_on < @Today) as late, min(p.planned_on) as next_on
            from land_clearance.package p
            where p.project_id = l.project_id and p.handed_over_on is null
        ) s on true
        order by l.area_needed - l.area_handed_over desc, x.code
        limit @Limit
        """;

    private const string BodySumSql = $"""
        -- Reporting.Land.BodySum
        select count(*)::int as projects, {LandSql.SumColumns}
        from (select distinct r.project_id from projects.project_body r where r.body_id = @Id and r.role in ('owner', 'lead')) own
        join land_clearance.project_land l on l.project_id = own.project_id
        """;

    private const string BodyObstaclesSql = $"""
        -- Reporting.Land.BodyObstacles
        select
        {ObstacleSql.Columns}
        {ObstacleSql.Tables}
        where o.must_act_id = @Id and o.closed_on is null
        order by o.due_on nulls last, o.id
        limit @Limit
        """;

    /// <summary>The land that a body answers for, and what it must act on.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>; obstacles come with <see cref="Permission.ViewObstacles"/> for the body.</param>
    /// <param name="code">Body.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such body.</exception>
    public async Task<BodyLand> OfBodyAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var body = await connection.QuerySingleOrDefaultAsync<BodyHead?>(new CommandDefinition(BodySql, new { Code = code }, cancellationToken: ct))
            ?? throw new NotFoundException("body", code);
        var projects = (await connection.QueryAsync<ProjectSumRow>(
            new CommandDefinition(BodyProjectsSql, new { body.Id, calendar.Today, Limit = ProjectsShown }, cancellationToken: ct))).ToList();
        var sum = await connection.QuerySingleAsync<BodySum>(new CommandDefinition(BodySumSql, new { body.Id }, cancellationToken: ct));
        var obstacles = actor.May(Permission.ViewObstacles, new Place(body.ProvinceCode, [body.Id]))
            ? await ObstacleSql.OpenAsync(connection, BodyObstaclesSql, body.Id, ct) : null;
        return new BodyLand(body.Code, body.Name, body.NameEn, [.. projects.Select(p => p.Row)], sum.Projects, sum.Figures, obstacles, calendar.Today)
        {
            Illustrative = obstacles?.Any(o => o.Illustrative) == true
                || (await IllustrativeProjects.AmongAsync(connection, projects.Select(p => p.Code), ct)).Count > 0,
        };
    }

    private sealed record BodyHead(long Id, string Code, string Name, string? NameEn, string? ProvinceCode);

    private sealed record BodySum(
        int Projects, long AreaNeeded, long AreaHandedOver, long Households, long Notified, long Inventoried, long PlanApproved, long Paid, long HandedOver,
        long CompensationApproved, long CompensationPaid, long ResettlementNeeded, long Resettled)
    {
        public LandFigures Figures => new(
            AreaNeeded, AreaHandedOver, Households, Notified, Inventoried, PlanApproved, Paid, HandedOver, CompensationApproved, CompensationPaid,
            ResettlementNeeded, Resettled);
    }

    private sealed record ProjectSumRow(
        string Code, string Name, int Packages, int HandedOverPackages, long AreaNeeded, long AreaHandedOver, long Households, long Notified, long Inventoried,
        long PlanApproved, long Paid, long HandedOver, long CompensationApproved, long CompensationPaid, long ResettlementNeeded, long Resettled, int LatePackages,
        DateOnly? NextOn)
    {
        public ProjectLandRow Row => new(
            Code, Name, Packages, HandedOverPackages,
            new LandFigures(
                AreaNeeded, AreaHandedOver, Households, Notified, Inventoried, PlanApproved, Paid, HandedOver, CompensationApproved, CompensationPaid,
                ResettlementNeeded, Resettled),
            LatePackages, NextOn);
    }
}
