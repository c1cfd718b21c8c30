using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Plans.Reports;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Reports;

/// <summary>Reports that bodies owe and have handed in.</summary>
public sealed class OwedReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Reports on a page.</summary>
    public const int PageSize = 50;

    private static readonly OwedRequestValidator Validator = new();

    private const string Reached = """
        (@Province::text is null or p.province_code = @Province) and (@Bodies::bigint[] is null or d.body_id = any(@Bodies))
        """;

    private const string Columns = """
            d.id, d.name, d.due_on, d.handed_in_on, d.handed_in_by, d.note, d.revision as version, d.body_id, b.code as body_code, b.name as body_name,
            b.name_en as body_name_en, r.name as recipient_name, r.name_en as recipient_name_en, p.code as plan_code, p.short_name as plan_name, p.province_code,
            f.name as file_name, f.media_type as file_type, c.size as file_size
        """;

    private const string Beside = """
        join plans.plan p on p.id = d.plan_id
        join directory.body b on b.id = d.body_id
        left join directory.body r on r.id = d.recipient_id
        left join files.file f on f.id = d.file_id
        left join files.content c on c.sha256 = f.sha256
        """;

    private const string CountSql = $"""
        -- Reporting.Reports.Count
        select count(*) filter (where d.handed_in_on is null and d.due_on < @Today)::int as late,
            count(*) filter (where d.handed_in_on is null and d.due_on >= @Today)::int as due, count(*) filter (where d.handed_in_on is not null)::int as handed
        from plans.report_duty d
        join plans.plan p on p.id = d.plan_id
        where (@Body::text is null or d.body_id = (select k.id from directory.body k where k.code = @Body))
            and {Reached}
        """;

    private const string BodiesSql = $"""
        -- Reporting.Reports.Bodies
        select b.code, b.name, b.name_en
        from directory.body b
        where exists (select 1 from plans.report_duty d join plans.plan p on p.id = d.plan_id where d.body_id = b.id
            and {Reached})
        order by b.name
        limit 500
        """;

    private const string PageSql = $"""
        -- Reporting.Reports.Page
        with page as materialized (
            select y.*, row_number() over () as place
            from (
                select d.id
                from plans.report_duty d
                join plans.plan p on p.id = d.plan_id
                where (@Body::text is null or d.body_id = (select k.id from directory.body k where k.code = @Body))
                    and (@State::text is null or @State = case when d.handed_in_on is not null then 'in' when d.due_on < @Today then 'late' else 'due' end)
                    and {Reached}
                order by d.handed_in_on is not null, d.handed_in_on desc, d.due_on, d.name, d.id
                limit @Limit offset @Offset
            ) y
        )
        select
        {Columns}
        from page
        join plans.report_duty d on d.id = page.id
        {Beside}
        order by page.place
        """;

    private const string OneSql = $"""
        -- Reporting.Reports.One
        select {ReportDutyRecords.PreviousDueOn} as previous_due_on,
        {Columns}
        from plans.report_duty d
        {Beside}
        where d.id = @Id
        """;

    /// <summary>A page of the reports within the actor's reach that pass the filter.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewWarnings"/>.</param>
    /// <param name="request">Filter and page; a page past the end gives the last one.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">The filter names an unknown state, or a code that is too long.</exception>
    public async Task<OwedPage> PageAsync(Actor actor, OwedRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        Validator.Demand(request);
        await using var connection = await database.OpenAsync(ct);
        var asked = new DynamicParameters(new
        {
            actor.Reach.Province,
            Bodies = actor.Reach.Bodies?.ToArray(),
            Body = SafeText.OrNull(request.Body),
            request.State,
            calendar.Today,
        });
        var counts = await connection.QuerySingleAsync<OwedCounts>(new CommandDefinition(CountSql, asked, cancellationToken: ct));
        var bodies = await connection.QueryAsync<OwingBody>(new CommandDefinition(BodiesSql, asked, cancellationToken: ct));
        var total = Math.Min(counts.Of(request.State), ProjectListService.DeepestRow);
        var number = Math.Clamp(request.Number, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        asked.Add("Limit", PageSize);
        asked.Add("Offset", (number - 1) * PageSize);
        var rows = await connection.QueryAsync<OwedReport>(new CommandDefinition(PageSql, asked, cancellationToken: ct));
        return new OwedPage(
            new Page<OwedReport>([.. rows], total, number, PageSize, More: counts.Of(request.State) > total), counts, [.. bodies], calendar.Today);
    }

    /// <summary>One report.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewWarnings"/> for the body that reports.</param>
    /// <param name="id">Key of the duty.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such report.</exception>
    /// <exception cref="OutOfReachException">It is not one of the actor's.</exception>
    public async Task<OneOwedReport> GetAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        await using var connection = await database.OpenAsync(ct);
        var report = await connection.QuerySingleOrDefaultAsync<OwedReport?>(new CommandDefinition(OneSql, new { Id = id }, cancellationToken: ct))
            ?? throw new NotFoundException("report", id.ToString(CultureInfo.InvariantCulture));
        var one = new OneOwedReport(report, calendar.Today);
        actor.Demand(Permission.ViewWarnings, one.Place);
        return one;
    }
}

/// <summary>One report as it stands today.</summary>
/// <param name="Report">The report.</param>
/// <param name="Today">Business date.</param>
public sealed record OneOwedReport(OwedReport Report, DateOnly Today)
{
    /// <summary>Who may see it and hand it in.</summary>
    public Place Place => new(Report.ProvinceCode, [Report.BodyId]);
}
