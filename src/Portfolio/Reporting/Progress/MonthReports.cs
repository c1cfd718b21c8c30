using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Progress;

/// <summary>What falls due, is met and is late, month by month.</summary>
public sealed class MonthReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Milestones on a page of a list.</summary>
    public const int PageSize = 100;

    private const string YearsSql = """
        -- Reporting.Progress.Years
        select p.id,
            (select extract(year from min(m.planned_on))::int from milestones.milestone m
                where m.plan_id = p.id and m.dropped_on is null and m.planned_on is not null) as first_year,
            (select extract(year from max(m.planned_on))::int from milestones.milestone m
                where m.plan_id = p.id and m.dropped_on is null and m.planned_on is not null) as last_year,
            exists (select 1 from milestones.milestone m where m.plan_id = p.id and m.figure_basis = 'illustrative') as illustrative
        from plans.plan p
        where p.code = @Plan
        """;

    // The owner answers for a project, else whoever leads it; told per project, after the milestones of each were counted.
    private const string Answering = """
        (select r.body_id from projects.project_body r
            where r.project_id = g.project_id and r.role in ('owner', 'lead')
            order by r.role desc, r.body_id limit 1)
        """;

    private const string CountsSql = $"""
        -- Reporting.Progress.Months
        with g as (
            select m.project_id, extract(month from m.planned_on)::int as month, count(*) as due, count(m.met_on) as met,
                count(*) filter (where m.met_on > m.planned_on) as met_late,
                count(*) filter (where m.met_on is null and m.reported_on is null and m.planned_on < @Today) as late
            from milestones.milestone m
            where m.plan_id = @Id and m.planned_on between @From and @To and m.dropped_on is null and m.planned_on is not null
            group by m.project_id, month
        ), answering as materialized (
            select g.project_id, {Answering} as body_id from (select distinct project_id from g) g
        ), counted as (
            select a.body_id, g.month, sum(g.due)::int as due, sum(g.met)::int as met, sum(g.met_late)::int as met_late, sum(g.late)::int as late
            from g
            join answering a on a.project_id = g.project_id
            group by a.body_id, g.month
        )
        select b.code, b.name, b.name_en, c.month, c.due, c.met, c.met_late, c.late
        from counted c
        left join directory.body b on b.id = c.body_id
        order by b.name, b.code, c.month
        """;

    private const string ListSql = $"""
        -- Reporting.Progress.Due
        with asked as (
            select m.id, m.planned_on, count(*) over ()::int as total
            from milestones.milestone m
            join plans.plan p on p.id = m.plan_id
            cross join lateral (select m.project_id) g
            where p.code = @Plan and m.planned_on between @From and @To and m.dropped_on is null and m.planned_on is not null
                and case @State::text
                    when 'met' then m.met_on is not null
                    when 'late' then m.met_on is null and m.reported_on is null and m.planned_on < @Today
                    when 'open' then m.met_on is null and (m.reported_on is not null or m.planned_on >= @Today)
                    else true end
                and (@Body::text is null or (@Body = '{DueRequest.Nobody}' and {Answering} is null)
                    or {Answering} = (select b.id from directory.body b where b.code = @Body))
            order by m.planned_on, m.id
            limit @Limit offset @Offset
        )
        select a.total, x.code as project_code, x.name as project_name, m.code, m.name, m.planned_on, m.planned_text, f.expected_on, m.stated_text, m.reported_on, m.met_on,
            b.name as responsible
        from asked a
        join milestones.milestone m on m.id = a.id
        join projects.project x on x.id = m.project_id
        left join milestones.forecast f on f.milestone_id = m.id
        cross join lateral (select m.project_id) g
        left join directory.body b on b.id = {Answering}
        order by a.planned_on, a.id
        """;

    /// <summary>The milestones of a plan that fall due in a year, by body and month.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="plan">Plan.</param>
    /// <param name="year">Year; null = this one, or the nearest in which a milestone falls due.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<MonthReport> YearAsync(Actor actor, string plan, int? year, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var (id, first, last, illustrative) = await connection.QuerySingleOrDefaultAsync<YearsRow?>(new CommandDefinition(YearsSql, new { Plan = plan }, cancellationToken: ct))
            ?? throw new NotFoundException("plan", plan);
        var shown = Math.Clamp(year ?? Nearest(calendar.Today.Year, first, last), DateOnly.MinValue.Year, DateOnly.MaxValue.Year);
        var counts = await connection.QueryAsync<CountRow>(new CommandDefinition(
            CountsSql, new { Id = id, From = new DateOnly(shown, 1, 1), To = new DateOnly(shown, 12, 31), calendar.Today }, cancellationToken: ct));
        List<BodyMonths> bodies =
        [
            .. counts.GroupBy(c => (c.Code, c.Name, c.NameEn)).Select(b => new BodyMonths(
                b.Key.Code, b.Key.Name, b.Key.NameEn, [.. Enumerable.Range(1, 12).Select(m => b.FirstOrDefault(c => c.Month == m)?.Count ?? MonthCount.None)])),
        ];
        return new MonthReport(plan, shown, first, last, [.. bodies.OrderByDescending(b => b.Sum.Late)], calendar.Today) { Illustrative = illustrative };
    }

    /// <summary>One page of the milestones that fall due: what a number of the year is made of.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="request">Which.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Page<DueMilestone>> ListAsync(Actor actor, DueRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var number = Math.Clamp(request.Number, 1, int.MaxValue / PageSize);
        var rows = (await connection.QueryAsync<DueRow>(new CommandDefinition(ListSql, new
        {
            request.Plan,
            request.From,
            request.To,
            request.Body,
            State = request.State?.ToString().ToLowerInvariant(),
            calendar.Today,
            Limit = PageSize,
            Offset = (number - 1) * PageSize,
        }, cancellationToken: ct))).ToList();
        // Past the end there is nothing that could tell how many there are.
        if (rows.Count == 0 && number > 1)
            return await ListAsync(actor, request with { Number = 1 }, ct);
        var illustrative = await IllustrativeProjects.AmongAsync(connection, rows.Select(r => r.ProjectCode), ct);
        return new Page<DueMilestone>(
            [.. rows.Select(r => r.Milestone with { Illustrative = illustrative.Contains(r.ProjectCode) })], rows.Count == 0 ? 0 : rows[0].Total, number, PageSize);
    }

    private static int Nearest(int year, int? first, int? last) => first is null ? year : Math.Clamp(year, first.Value, last!.Value);

    private sealed record YearsRow(long Id, int? FirstYear, int? LastYear, bool Illustrative);

    private sealed record CountRow(string? Code, string? Name, string? NameEn, int Month, int Due, int Met, int MetLate, int Late)
    {
        public MonthCount Count => new(Due, Met, MetLate, Late);
    }

    private sealed record DueRow(
        int Total, string ProjectCode, string ProjectName, string Code, string Name, DateOnly PlannedOn, string PlannedText, DateOnly? ExpectedOn, string? StatedText, DateOnly? ReportedOn,
        DateOnly? MetOn, string? Responsible)
    {
        public DueMilestone Milestone => new(ProjectCode, ProjectName, Code, Name, PlannedOn, PlannedText, ExpectedOn, StatedText, ReportedOn, MetOn, Responsible);
    }
}
