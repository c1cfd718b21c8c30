using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Warnings;

/// <summary>What a leader must see on one screen: the projects that matter most, why, and what was done.</summary>
public sealed class TopReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Projects shown.</summary>
    public const int Shown = 10;

    /// <summary>Reasons shown of each.</summary>
    public const int Reasons = 3;

    // Of each project the gravest few: what most money is stuck in, then what has lasted longest. The rest stands on the board.
    private const string Sql = $"""
        -- Reporting.Warnings.Top
        with top as materialized (
            select s.project_id, row_number() over (order by s.at_risk desc, s.project_id) as place
            from slippage.project_state s
            join projects.project x on x.id = s.project_id
            where s.red > 0 and {WarningSql.InProvince}
                and (@Bodies::bigint[] is null
                    or exists (select 1 from slippage.episode e where e.project_id = x.id and e.resolved_on is null and e.severity = 'red' and {WarningSql.Reached}))
            order by s.at_risk desc, s.project_id
            limit @Shown
        )
        select
        {WarningSql.Columns}, {WarningSql.Illustrative} as illustrative,
        {WarningSql.Said},
            e.reds
        from top t
        join projects.project x on x.id = t.project_id
        join slippage.project_state s on s.project_id = t.project_id
        cross join lateral (
            select e.*, count(*) over ()::int as reds from slippage.episode e
            where e.project_id = t.project_id and e.resolved_on is null and e.severity = 'red' and {WarningSql.Reached}
            order by e.amount desc nulls last, coalesce(e.since, e.opened_on), e.id
            limit @Reasons
        ) e
        {WarningSql.Beside}
        {WarningSql.Talk}
        order by t.place, e.amount desc nulls last, coalesce(e.since, e.opened_on), e.id
        """;

    private const string SumOfBodiesSql = $"""
        -- Reporting.Warnings.SumOfBodies
        select count(*) filter (where s.red > 0)::int as red_projects, count(*) filter (where s.red = 0)::int as amber_projects,
            count(*) filter (where s.amber > 0)::int as any_amber_projects,
            coalesce(sum(s.at_risk) filter (where s.red > 0), 0)::bigint as red_at_risk, coalesce(sum(s.at_risk) filter (where s.red = 0), 0)::bigint as amber_at_risk,
        {WarningSql.Standing}
        from slippage.project_state s
        join projects.project x on x.id = s.project_id
        where (s.red > 0 or s.amber > 0) and {WarningSql.InProvince}
            and exists (select 1 from slippage.episode e where e.project_id = x.id and e.resolved_on is null and e.severity <> 'notice' and {WarningSql.Reached})
        """;

    /// <summary>What hangs on warnings within the reach of whoever asks.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewWarnings"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<BoardCapital> SumAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        await using var connection = await database.OpenAsync(ct);
        return await SumAsync(connection, actor.Reach, ct);
    }

    /// <summary>The ten projects with red warnings on which most capital hangs, within the reach of whoever asks.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewWarnings"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<TopReport> GetAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        var given = new { actor.Reach.Province, Bodies = actor.Reach.Bodies?.ToArray(), Shown, Reasons };
        await using var connection = await database.OpenAsync(ct);
        var rows = await connection.QueryAsync<WarningRow, int, (WarningRow Warning, int Reds)>(
            new CommandDefinition(Sql, given, cancellationToken: ct), (warning, reds) => (warning, reds), splitOn: "reds");
        var sum = await SumAsync(connection, actor.Reach, ct);
        return new TopReport([.. rows.GroupBy(r => r.Warning.ProjectCode).Select(g => new TopProject([.. g.Select(r => r.Warning)], g.First().Reds))], sum, calendar.Today);
    }

    private static Task<BoardCapital> SumAsync(NpgsqlConnection connection, Reach reach, CancellationToken ct) =>
        connection.QuerySingleAsync<BoardCapital>(new CommandDefinition(
            reach.Bodies is null ? BoardSums.CapitalSql(new ProjectFilter()) : SumOfBodiesSql,
            new { reach.Province, Bodies = reach.Bodies?.ToArray() }, cancellationToken: ct));
}

/// <summary>The projects that matter most.</summary>
/// <param name="Projects">What most capital hangs on first.</param>
/// <param name="Capital">What hangs on all warnings.</param>
/// <param name="Today">Business date.</param>
public sealed record TopReport(IReadOnlyList<TopProject> Projects, BoardCapital Capital, DateOnly Today);

/// <summary>A project that matters.</summary>
/// <param name="Warnings">Its gravest red warnings: most đồng of the condition first, then what has lasted longest.</param>
/// <param name="Reds">Red warnings it has in all.</param>
public sealed record TopProject(IReadOnlyList<WarningRow> Warnings, int Reds)
{
    /// <summary>Red warnings that are not among those shown.</summary>
    public int More => Reds - Warnings.Count;
}
