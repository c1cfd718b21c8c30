using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Warnings;

/// <summary>The board of warnings: what slips, what hangs on it, what has been done.</summary>
public sealed class BoardReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Warnings on a page.</summary>
    public const int PageSize = 40;

    private static readonly BoardRequestValidator Validator = new();

    /// <summary>A page of the active warnings within the actor's reach that pass the filter.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewWarnings"/>.</param>
    /// <param name="request">Filter and page; a page past the end gives the last one.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A filter names an unknown value or one out of reach, or the text is too long.</exception>
    public async Task<BoardReport> PageAsync(Actor actor, BoardRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        Validator.Demand(request);
        var parameters = ProjectListService.Parameters(request.Filter);
        parameters.Add("Province", actor.Reach.Province);
        parameters.Add("Bodies", actor.Reach.Bodies?.ToArray());
        parameters.Add("Severity", request.Severity);
        parameters.Add("Rule", request.Rule);
        parameters.Add("OpenedBy", request.MinDays is { } days ? calendar.Today.AddDays(-days) : (DateOnly?)null);
        parameters.Add("Answered", request.Answered);
        await using var connection = await database.OpenAsync(ct);
        var where = Where(request.Filter);
        var kept = BoardSums.Tell(actor.Reach, request);
        var counts = (await connection.QueryAsync<RuleCount>(new CommandDefinition(
            kept ? BoardSums.CountSql(request.Filter) : CountSql(where), parameters, cancellationToken: ct))).ToList();
        var capital = await connection.QuerySingleAsync<BoardCapital>(new CommandDefinition(
            kept ? BoardSums.CapitalSql(request.Filter) : CapitalSql(where), parameters, cancellationToken: ct));
        var shown = counts.Where(c => (request.Severity ?? c.Severity) == c.Severity && (request.Rule ?? c.Rule) == c.Rule).Sum(c => c.Warnings);
        var total = Math.Min(shown, ProjectListService.DeepestRow);
        var number = Math.Clamp(request.Number, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        // That nothing is found tells only of what there is: a name that is none must not look as if all were well.
        if (counts.Count == 0)
            await BoardNames.DemandAsync(connection, parameters, request.Filter, ct);
        parameters.Add("Limit", PageSize);
        parameters.Add("Offset", (number - 1) * PageSize);
        var rows = shown == 0 ? [] : await connection.QueryAsync<WarningRow>(new CommandDefinition(PageSql(where), parameters, cancellationToken: ct));
        return new BoardReport(new Page<WarningRow>([.. rows], total, number, PageSize, More: shown > total), counts, capital, calendar.Today);
    }

    // Who must act stands on the warning, and where it does not, on the project: both are found by index.
    private const string OfBody = """
        (e.id in (
                with asked as materialized (select b.id from directory.body b where b.code = @Body)
                select w.id from asked join slippage.episode w on w.assigned_id = asked.id
                union all
                select w.id from asked join slippage.episode w on w.body_id = asked.id where w.assigned_id is null
                union all
                select w.id
                from asked
                join slippage.project_state t on t.body_id = asked.id
                join slippage.episode w on w.project_id = t.project_id and w.resolved_on is null
                where w.assigned_id is null and w.body_id is null
            ))
        """;

    internal static string Where(ProjectFilter filter)
    {
        var where = ProjectListService.Where(filter with { Body = null });
        return filter.Body is null ? where : ProjectListService.And(where, OfBody);
    }

    private const string Tables = """
        from slippage.project_state s
            join projects.project x on x.id = s.project_id
            join slippage.episode e on e.project_id = s.project_id and e.resolved_on is null and e.severity in ('amber', 'red')
        """;

    private const string Chosen = $"""
        {WarningSql.Reached} and (@Answered::boolean is null or (e.acknowledged_on is not null) = @Answered) and (@OpenedBy::date is null or e.opened_on <= @OpenedBy)
        """;

    // Counts and capital stand for all severities and rules, whichever is chosen: only the list is narrowed.
    private const string Picked = """
        ((@Severity::text is null or e.severity = @Severity) and (@Rule::text is null or e.rule_code = @Rule))
        """;

    internal static string CountSql(string where) => $"""
        -- Reporting.Warnings.Count
        select e.rule_code as rule, e.severity, count(*)::int as warnings, count(*) filter (where e.acknowledged_on is null)::int as unanswered
        {Tables}
        {ProjectListService.And(where, Chosen)}
        group by e.rule_code, e.severity
        """;

    internal static string CapitalSql(string where) => $"""
        -- Reporting.Warnings.Capital
        select count(*) filter (where y.any_red)::int as red_projects, count(*) filter (where not y.red)::int as amber_projects,
            count(*) filter (where y.any_amber)::int as any_amber_projects,
            coalesce(sum(y.at_risk) filter (where y.red), 0)::bigint as red_at_risk, coalesce(sum(y.at_risk) filter (where not y.red), 0)::bigint as amber_at_risk,
        {WarningSql.Standing}
        from (
            select s.project_id, s.at_risk, s.red > 0 as red, bool_or(e.severity = 'red') as any_red, bool_or(e.severity = 'amber') as any_amber
            {Tables}
            {ProjectListService.And(where, Chosen)}
            group by s.project_id, s.at_risk, s.red
        ) y
        """;

    // In the order of an index: what is red first, then what most capital hangs on.
    internal static string PageSql(string where) => $"""
        -- Reporting.Warnings.Page
        with page as materialized (
            select y.*, row_number() over () as place
            from (
                select s.project_id, e.id
                {Tables}
                {ProjectListService.And(where, Chosen)} and {Picked}
                    and (s.red > 0 or s.amber > 0)
                order by (s.red > 0) desc, s.at_risk desc, s.project_id, e.severity desc, e.opened_on, e.id
                limit @Limit offset @Offset
            ) y
        )
        select
        {WarningSql.Columns}, {WarningSql.Illustrative} as illustrative,
        {WarningSql.Said}
        from page
        join slippage.episode e on e.id = page.id
        join projects.project x on x.id = page.project_id
        join slippage.project_state s on s.project_id = page.project_id
        {WarningSql.Beside}
        {WarningSql.Talk}
        order by page.place
        """;
}
