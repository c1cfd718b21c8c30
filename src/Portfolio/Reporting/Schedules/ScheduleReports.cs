using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Schedules;

/// <summary>Schedules of projects as they are read and drawn.</summary>
public sealed class ScheduleReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string HeadSql = $"""
        -- Reporting.ScheduleHead
        select x.id, x.code, x.name, x.kind, p.province_code, p.code as plan_code, p.short_name as plan_name, s.physical_percent,
            coalesce(c.payable, 0) as payable, coalesce(c.paid, 0) as paid,
            f.code as finish_code, s.finish_baseline_on, s.finish_planned_on, s.finish_expected_on,
            array(select b.body_id from projects.project_body b where b.project_id = x.id and b.role in ('owner', 'lead')) as bodies,
            {IllustrativeProjects.Is} as illustrative
        from projects.project x
        join plans.plan p on p.id = x.plan_id
        left join milestones.project_state s on s.project_id = x.id
        left join milestones.milestone f on f.id = s.finish_id
        left join lateral (
            select sum(a.payable)::bigint as payable, sum(a.paid)::bigint as paid from funding.allocation a where a.project_id = x.id
        ) c on true
        where x.code = @Code
        """;

    private const string MilestonesSql = """
        -- Reporting.ScheduleMilestones
        select m.code, m.kind_code, k.name as kind_name, k.name_en as kind_name_en, k.is_key, m.name, m.weight, m.percent, m.baseline_on, m.baseline_text,
            m.planned_on, m.planned_precision, m.planned_text, m.stated_on, m.stated_text, m.reported_on, m.met_on, m.confirmed_on, m.dropped_on,
            f.expected_on, f.cause, d.code as driver_code, l.code as package_code, f.days_pushed, m.moves, m.days_moved, m.revision, m.source_file
        from milestones.milestone m
        join milestones.kind k on k.code = m.kind_code
        left join milestones.forecast f on f.milestone_id = m.id
        left join milestones.milestone d on d.id = f.driver_id
        left join land_clearance.package l on l.id = f.package_id
        where m.project_id = @Id
        order by m.dropped_on is not null, coalesce(m.met_on, m.planned_on) nulls last, k.position, m.id
        """;

    // What a predecessor costs: how far it alone would push beyond the own plan.
    private const string LinksSql = """
        -- Reporting.ScheduleLinks
        select m.code, p.code as predecessor_code, d.lag_days,
            case when m.met_on is null then greatest(0,
                case when p.met_on is null then greatest(f.expected_on, p.stated_on) else p.met_on end + d.lag_days - greatest(m.planned_on, @Today)) end as days_pushed
        from milestones.dependency d
        join milestones.milestone m on m.id = d.milestone_id
        join milestones.milestone p on p.id = d.predecessor_id
        left join milestones.forecast f on f.milestone_id = p.id
        where d.project_id = @Id
        order by m.planned_on nulls last, m.id, p.id
        """;

    private const string PackagesSql = """
        -- Reporting.SchedulePackages
        select l.id, l.code, c.name as commune_name, l.section, l.notified_on, l.planned_on, l.planned_text, l.expected_on, l.handed_over_on,
            case when l.area_needed = 0 then 100 else (l.area_handed_over * 100 / l.area_needed)::int end as area_percent,
            b.codes as blocks, b.lags as block_lags
        from land_clearance.package l
        join directory.commune c on c.id = l.commune_id
        cross join lateral (
            select coalesce(array_agg(m.code order by m.code), '{}') as codes, coalesce(array_agg(b.lag_days order by m.code), '{}') as lags
            from milestones.land_block b
            join milestones.milestone m on m.id = b.milestone_id
            where b.package_id = l.id
        ) b
        where l.project_id = @Id
        order by c.name, l.section, l.id
        """;

    /// <summary>The schedule of a project.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="projectCode">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<ScheduleReport> GetAsync(Actor actor, string projectCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        var today = calendar.Today;
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var head = await connection.QuerySingleOrDefaultAsync<ScheduleHead>(new CommandDefinition(HeadSql, new { Code = projectCode }, transaction, cancellationToken: ct))
            ?? throw new NotFoundException("project", projectCode);
        var milestones = (await connection.QueryAsync<ScheduleMilestone>(new CommandDefinition(MilestonesSql, new { head.Id }, transaction, cancellationToken: ct))).ToList();
        var links = await connection.QueryAsync<LinkRow>(new CommandDefinition(LinksSql, new { head.Id, Today = today }, transaction, cancellationToken: ct));
        var packages = await connection.QueryAsync<SchedulePackage>(new CommandDefinition(PackagesSql, new { head.Id }, transaction, cancellationToken: ct));
        return new ScheduleReport(
            head, milestones, [.. links.Select(l => new ScheduleLink(l.Code, l.PredecessorCode, l.LagDays, l.DaysPushed ?? 0))], [.. packages],
            CriticalPath(milestones, head.FinishCode), today);
    }

    // From the finish back along whatever drives it; a milestone that nothing drives begins the path.
    private static IReadOnlyList<string> CriticalPath(List<ScheduleMilestone> milestones, string? finish)
    {
        var byCode = milestones.ToDictionary(m => m.Code);
        var path = new List<string>();
        for (var code = finish; code is not null; code = byCode[code].DriverCode)
            path.Add(code);
        path.Reverse();
        return path;
    }

    private sealed record LinkRow(string Code, string PredecessorCode, int LagDays, int? DaysPushed);
}
