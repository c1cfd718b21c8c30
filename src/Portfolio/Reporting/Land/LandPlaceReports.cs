using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Reporting.Land;

/// <summary>Land by commune, body and province.</summary>
public sealed class LandPlaceReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int PackagesShown = 300;
    private const int ProjectsShown = 200;
    private const int ObstaclesShown = 100;
    private const int LateShown = 25;

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
        select {SumColumns}
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
        select count(*)::int as projects, {SumColumns}
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

    private const string ProvinceSql = $"""
        -- Reporting.Land.Province
        select v.code, v.name, v.name_en, s.projects, s.packages, s.handed_over_packages, {SumNames}
        from directory.province v
        cross join lateral (
            select count(*)::int as projects, coalesce(sum(l.packages), 0)::int as packages, coalesce(sum(l.handed_over_packages), 0)::int as handed_over_packages,
                {SumColumns}
            from plans.plan pl
            join land_clearance.project_land l on l.plan_id = pl.id
            where pl.province_code = v.code
        ) s
        where v.code = @Code
        """;

    // Planned area by month of the planned hand-over, handed over area by month of the entry; both added up by month alone.
    private const string ProvinceMonthsSql = """
        -- Reporting.Land.ProvinceMonths
        select true as planned, date_trunc('month', k.planned_on)::date as month, sum(k.area_needed)::bigint as area
        from plans.plan pl
        join land_clearance.package k on k.plan_id = pl.id
        where pl.province_code = @Code and k.planned_on is not null
        group by 2
        union all
        select false, date_trunc('month', e.entered_on)::date, sum(e.now - e.was)::bigint
        from plans.plan pl
        join land_clearance.project_land l on l.plan_id = pl.id
        join land_clearance.entry e on e.project_id = l.project_id and e.field = 'area_handed_over'
        where pl.province_code = @Code
        group by 2
        order by 1, 2
        """;

    // The first of each plan come out of its index in order; of those, the first of all.
    private const string LateSql = $"""
        -- Reporting.Land.ProvinceLate
        select
        {LandSql.Columns}
        from (
            select late.id
            from plans.plan pl
            cross join lateral (
                select k.id, k.planned_on
                from land_clearance.package k
                where k.plan_id = pl.id and k.handed_over_on is null and k.planned_on < @Today
                order by k.planned_on, k.id
                limit @Limit
            ) late
            where pl.province_code = @Code
            order by late.planned_on, late.id
            limit @Limit
        ) latest
        join land_clearance.package p on p.id = latest.id
        join projects.project x on x.id = p.project_id
        join directory.commune c on c.id = p.commune_id
        order by p.planned_on, p.id
        """;

    private const string SumColumns = """
        coalesce(sum(l.area_needed), 0)::bigint as area_needed, coalesce(sum(l.area_handed_over), 0)::bigint as area_handed_over,
        coalesce(sum(l.households), 0)::bigint as households, coalesce(sum(l.notified), 0)::bigint as notified,
        coalesce(sum(l.inventoried), 0)::bigint as inventoried, coalesce(sum(l.plan_approved), 0)::bigint as plan_approved,
        coalesce(sum(l.paid), 0)::bigint as paid, coalesce(sum(l.handed_over), 0)::bigint as handed_over,
        coalesce(sum(l.compensation_approved), 0)::bigint as compensation_approved, coalesce(sum(l.compensation_paid), 0)::bigint as compensation_paid,
        coalesce(sum(l.resettlement_needed), 0)::bigint as resettlement_needed, coalesce(sum(l.resettled), 0)::bigint as resettled
        """;

    private const string SumNames = """
        s.area_needed, s.area_handed_over, s.households, s.notified, s.inventoried, s.plan_approved, s.paid, s.handed_over, s.compensation_approved,
        s.compensation_paid, s.resettlement_needed, s.resettled
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
                ? await ObstaclesAsync(connection, CommuneObstaclesSql, commune.Id, ct) : null,
            calendar.Today);
    }

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
        var projects = await connection.QueryAsync<ProjectSumRow>(
            new CommandDefinition(BodyProjectsSql, new { body.Id, calendar.Today, Limit = ProjectsShown }, cancellationToken: ct));
        var sum = await connection.QuerySingleAsync<BodySum>(new CommandDefinition(BodySumSql, new { body.Id }, cancellationToken: ct));
        return new BodyLand(
            body.Code, body.Name, body.NameEn, [.. projects.Select(p => p.Row)], sum.Projects, sum.Figures,
            actor.May(Permission.ViewObstacles, new Place(body.ProvinceCode, [body.Id])) ? await ObstaclesAsync(connection, BodyObstaclesSql, body.Id, ct) : null,
            calendar.Today);
    }

    /// <summary>The land of a province, and the packages that are latest.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Province.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such province.</exception>
    public async Task<ProvinceLand> OfProvinceAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var province = await connection.QuerySingleOrDefaultAsync<ProvinceSum?>(new CommandDefinition(ProvinceSql, new { Code = code }, cancellationToken: ct))
            ?? throw new NotFoundException("province", code);
        var steps = await LandSql.StepsAsync(connection, code, ct);
        var late = await connection.QueryAsync<LandRow>(new CommandDefinition(LateSql, new { Code = code, calendar.Today, Limit = LateShown }, cancellationToken: ct));
        var months = (await connection.QueryAsync<MonthRow>(new CommandDefinition(ProvinceMonthsSql, new { Code = code }, cancellationToken: ct))).ToLookup(m => m.Planned, m => (m.Month, m.Area));
        return new ProvinceLand(
            province.Code, province.Name, province.NameEn, province.Projects, province.Packages, province.HandedOverPackages, province.Figures,
            [.. late.Select(p => p.With(steps, calendar.Today))], AreaCurve.Of([.. months[true]], [.. months[false]], calendar.Today), calendar.Today);
    }

    private static async Task<IReadOnlyList<ObstacleRow>> ObstaclesAsync(NpgsqlConnection connection, string sql, long id, CancellationToken ct) =>
        [.. await connection.QueryAsync<ObstacleRow>(new CommandDefinition(sql, new { Id = id, Limit = ObstaclesShown }, cancellationToken: ct))];

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

    private sealed record BodyHead(long Id, string Code, string Name, string? NameEn, string? ProvinceCode);

    private sealed record MonthRow(bool Planned, DateOnly Month, long Area);

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

    private sealed record ProvinceSum(
        string Code, string Name, string NameEn, int Projects, int Packages, int HandedOverPackages, long AreaNeeded, long AreaHandedOver, long Households,
        long Notified, long Inventoried, long PlanApproved, long Paid, long HandedOver, long CompensationApproved, long CompensationPaid, long ResettlementNeeded,
        long Resettled)
    {
        public LandFigures Figures => new(
            AreaNeeded, AreaHandedOver, Households, Notified, Inventoried, PlanApproved, Paid, HandedOver, CompensationApproved, CompensationPaid,
            ResettlementNeeded, Resettled);
    }
}
