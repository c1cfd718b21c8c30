using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Progress;

/// <summary>The schedules of many projects side by side.</summary>
public sealed class ProgressReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string MilestonesSql = """
        -- Reporting.Progress.Milestones
        select m.project_id, m.code, m.name, m.planned_on, m.planned_text, m.met_on, m.reported_on is not null and m.met_on is null as waits
        from milestones.milestone m
        where m.project_id = any(@Ids) and m.dropped_on is null and coalesce(m.met_on, m.planned_on) is not null
        order by m.project_id, coalesce(m.met_on, m.planned_on), m.id
        """;

    private static readonly ProgressRequestValidator Validator = new();

    /// <summary>One page of the projects that pass the filter and have milestones, and what all of them come to.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="request">Filter, order and page; a page past the end gives the last one.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A filter names an unknown value, or the text is too long.</exception>
    public async Task<ProgressReport> PageAsync(Actor actor, ProgressRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        Validator.Demand(request);
        var size = Math.Clamp(request.Size, 1, ProjectListService.LargestPage);
        await using var connection = await database.OpenAsync(ct);
        var where = Where(request);
        var parameters = ProjectListService.Parameters(request.Filter);
        parameters.Add("CountLimit", ProjectListService.DeepestRow + 1);
        var sum = await connection.QuerySingleAsync<ProgressSum>(new CommandDefinition(SumSql(where), parameters, cancellationToken: ct));
        var total = Math.Min(sum.Projects, ProjectListService.DeepestRow);
        var number = Math.Clamp(request.Number, 1, Math.Max(1, (total + size - 1) / size));
        parameters.Add("Limit", size);
        parameters.Add("Offset", (number - 1) * size);
        var rows = await RowsAsync(connection, PageSql(where, request.Sort), parameters, ct);
        return new ProgressReport(sum, new Page<ProgressRow>(rows, total, number, size, More: sum.Projects > total), calendar.Today);
    }

    /// <summary>The projects that pass the filter and have milestones, by code, from after a given code on.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="filter">Which projects.</param>
    /// <param name="after">Code after which to begin; null = from the start.</param>
    /// <param name="limit">Rows at most, up to <see cref="ProjectListService.LargestPage"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A filter names an unknown value, or the text is too long.</exception>
    public async Task<Stretch<ProgressRow>> AfterAsync(Actor actor, ProjectFilter filter, string? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        var request = new ProgressRequest(filter, null, ProgressSort.Code, 1, Math.Clamp(limit, 1, ProjectListService.LargestPage));
        Validator.Demand(request);
        await using var connection = await database.OpenAsync(ct);
        var parameters = ProjectListService.Parameters(filter);
        parameters.Add("After", after ?? "");
        // One row more than asked for tells whether there is a next stretch.
        parameters.Add("Limit", request.Size + 1);
        parameters.Add("Offset", 0);
        var rows = await RowsAsync(connection, PageSql(ProjectListService.And(Where(request), "x.code > @After"), request.Sort), parameters, ct);
        return rows.Count <= request.Size ? new Stretch<ProgressRow>(rows, null) : new Stretch<ProgressRow>([.. rows.Take(request.Size)], rows[request.Size - 1].Code);
    }

    private static async Task<IReadOnlyList<ProgressRow>> RowsAsync(NpgsqlConnection connection, string sql, DynamicParameters parameters, CancellationToken ct)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: ct))).ToList();
        var milestones = (await connection.QueryAsync<MilestoneRow>(
            new CommandDefinition(MilestonesSql, new { Ids = rows.Select(r => r.Id).ToArray() }, cancellationToken: ct))).ToLookup(m => m.ProjectId, m => m.Milestone);
        return [.. rows.Select(r => r.With([.. milestones[r.Id]]))];
    }

    internal static string Where(ProgressRequest request)
    {
        var asked = request.Slips switch { Slips.Finish => "s.days_late > 0", Slips.Overdue => "s.open_late > 0", _ => null };
        var where = ProjectListService.Where(request.Filter);
        return asked is null ? where : ProjectListService.And(where, asked);
    }

    // Nobody pages past the limit, so nothing past it is summed.
    internal static string SumSql(string where) => $"""
        -- Reporting.Progress.Sum
        select count(*)::int as projects, count(*) filter (where c.days_late > 0)::int as finish_late, count(*) filter (where c.open_late > 0)::int as with_overdue,
            coalesce(sum(c.open_late), 0)::int as overdue, round(avg(c.physical_percent), 1) as physical_percent
        from (
            select s.days_late, s.open_late, s.physical_percent
            from projects.project x
            join milestones.project_state s on s.project_id = x.id and s.plan_id = x.plan_id
            {where}
            limit @CountLimit
        ) c
        """;

    internal static string PageSql(string where, ProgressSort sort) => $"""
        -- Reporting.Progress.Page
        with page as materialized (
            select y.*, row_number() over () as place
            from (
                select x.id, x.code, x.name, x.plan_id, s.physical_percent, s.finish_baseline_on, s.finish_planned_on, s.finish_expected_on, s.days_late, s.open_late,
                    s.finish_id
                from projects.project x
                join milestones.project_state s on s.project_id = x.id and s.plan_id = x.plan_id
                {where}
                order by {Order(sort)}
                limit @Limit offset @Offset
            ) y
        )
        select x.id, x.code, x.name, p.short_name as plan_name, {ProjectSql.Responsible} as responsible, x.physical_percent, x.finish_baseline_on,
            x.finish_planned_on, x.finish_expected_on, x.days_late, x.open_late, f.cause, coalesce(d.name, t.name) as driver,
            {IllustrativeProjects.Is} as illustrative, coalesce(w.colour, 'green') as colour,
            l.packages is not null as needs_land, l.area_needed, l.area_handed_over, k.notified_on, k.planned_on, k.expected_on,
            case when k.open = 0 then k.handed_over_on end as handed_over_on
        from page x
        join plans.plan p on p.id = x.plan_id
        left join slippage.project_state w on w.project_id = x.id
        left join milestones.forecast f on f.milestone_id = x.finish_id
        left join milestones.milestone d on d.id = f.driver_id
        left join land_clearance.package q on q.id = f.package_id
        left join directory.commune t on t.id = q.commune_id
        left join land_clearance.project_land l on l.project_id = x.id
        left join lateral (
            select min(k.notified_on) as notified_on, max(k.planned_on) as planned_on, max(k.handed_over_on) as handed_over_on,
                max(coalesce(k.expected_on, k.planned_on)) filter (where k.handed_over_on is null) as expected_on,
                count(*) filter (where k.handed_over_on is null) as open
            from land_clearance.package k
            where k.project_id = l.project_id
        ) k on true
        order by x.place
        """;

    // Each is the order of an index.
    private static string Order(ProgressSort sort) => sort switch
    {
        ProgressSort.Late => "s.days_late desc nulls last, s.project_id",
        ProgressSort.Code => "x.code",
        ProgressSort.Percent => "s.physical_percent, s.project_id",
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    private sealed record MilestoneRow(long ProjectId, string Code, string Name, DateOnly? PlannedOn, string PlannedText, DateOnly? MetOn, bool Waits)
    {
        public ProgressMilestone Milestone => new(Code, Name, PlannedOn, PlannedText, MetOn, Waits);
    }

    private sealed record Row(
        long Id, string Code, string Name, string PlanName, string? Responsible, decimal PhysicalPercent, DateOnly? FinishBaselineOn, DateOnly? FinishPlannedOn,
        DateOnly? FinishExpectedOn, int? DaysLate, int OpenLate, string? Cause, string? Driver, bool Illustrative, string Colour, bool NeedsLand, long? AreaNeeded, long? AreaHandedOver, DateOnly? NotifiedOn,
        DateOnly? PlannedOn, DateOnly? ExpectedOn, DateOnly? HandedOverOn)
    {
        public ProgressRow With(IReadOnlyList<ProgressMilestone> milestones) => new()
        {
            Id = Id,
            Code = Code,
            Name = Name,
            PlanName = PlanName,
            Responsible = Responsible,
            PhysicalPercent = PhysicalPercent,
            FinishBaselineOn = FinishBaselineOn,
            FinishPlannedOn = FinishPlannedOn,
            FinishExpectedOn = FinishExpectedOn,
            DaysLate = DaysLate,
            OpenLate = OpenLate,
            Cause = Cause,
            Driver = Driver,
            Illustrative = Illustrative,
            Colour = Colour,
            Milestones = milestones,
            Land = NeedsLand
                ? new ProgressLand(NotifiedOn, PlannedOn, ExpectedOn, HandedOverOn, AreaNeeded is > 0 and var needed ? (int)(AreaHandedOver!.Value * 100 / needed) : 100)
                : null,
        };
    }
}
