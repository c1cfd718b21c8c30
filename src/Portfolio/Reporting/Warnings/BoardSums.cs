using Portfolio.Accounts;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Warnings;

/// <summary>
/// What is kept of warnings by programme: it tells a view of whole programmes, plans, provinces or the country, in as much time as these have
/// programmes. A view that looks into projects or at single warnings (a body, a commune, an age, words) counts these, which it finds by index.
/// </summary>
internal static class BoardSums
{
    private const string Programmes = """
        from plans.programme g
            join plans.plan p on p.id = g.plan_id
        """;

    private const string InProvince = "(@Province::text is null or p.province_code = @Province)";

    /// <summary>Whether what is kept tells the counts and the capital of a view.</summary>
    public static bool Tell(Reach reach, BoardRequest request) =>
        reach.Bodies is null && request is { Answered: null, MinDays: null }
        && ProjectListService.Where(request.Filter with { Plan = null, Programme = null }).Length == 0 && request.Filter.Body is null;

    /// <summary>Warnings of the view by rule and severity. Few are acknowledged, so these are counted.</summary>
    public static string CountSql(ProjectFilter filter) => $"""
        -- Reporting.Warnings.CountKept
        with answered as (
            select e.rule_code, e.severity, count(*) as warnings
            {Programmes}
            join slippage.episode e on e.programme_id = g.id and e.resolved_on is null and e.acknowledged_on is not null
            where {Asked(filter)}
            group by e.rule_code, e.severity
        )
        select c.rule_code as rule, c.severity, c.warnings::int as warnings, (c.warnings - coalesce(a.warnings, 0))::int as unanswered
        from (
            select k.rule_code, k.severity, sum(k.warnings) as warnings
            {Programmes}
            join slippage.open_count k on k.programme_id = g.id
            where {Asked(filter)}
            group by k.rule_code, k.severity
            having sum(k.warnings) > 0
        ) c
        left join answered a on a.rule_code = c.rule_code and a.severity = c.severity
        """;

    /// <summary>What hangs on the warnings of the view.</summary>
    public static string CapitalSql(ProjectFilter filter) => $"""
        -- Reporting.Warnings.CapitalKept
        select coalesce(sum(r.red_projects), 0)::int as red_projects, coalesce(sum(r.amber_projects), 0)::int as amber_projects,
            coalesce(sum(r.any_amber_projects), 0)::int as any_amber_projects,
            coalesce(sum(r.red_at_risk), 0)::bigint as red_at_risk, coalesce(sum(r.amber_at_risk), 0)::bigint as amber_at_risk,
        {WarningSql.Standing}
        {Programmes}
        join slippage.risk_sum r on r.programme_id = g.id
        where {Asked(filter)}
        """;

    private static string Asked(ProjectFilter filter) =>
        InProvince + (filter.Plan is null ? "" : " and p.code = @Plan") + (filter.Programme is null ? "" : " and g.code = @Programme");
}
