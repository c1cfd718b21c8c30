using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Reporting.Land;

/// <summary>Land of a province.</summary>
public sealed class ProvinceLandReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int LateShown = 25;

    private const string ProvinceSql = $"""
        -- Reporting.Land.Province
        select v.code, v.name, v.name_en, s.projects, s.packages, s.handed_over_packages, {LandSql.SumNames}
        from directory.province v
        cross join lateral (
            select count(*)::int as projects, coalesce(sum(l.packages), 0)::int as packages, coalesce(sum(l.handed_over_packages), 0)::int as handed_over_packages,
                {LandSql.SumColumns}
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

    private sealed record MonthRow(bool Planned, DateOnly Month, long Area);

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
