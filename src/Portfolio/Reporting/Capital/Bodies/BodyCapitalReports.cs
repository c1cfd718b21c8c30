using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Funding;

namespace Portfolio.Reporting.Capital.Bodies;

/// <summary>Capital body by body.</summary>
public sealed class BodyCapitalReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Projects on a page.</summary>
    public const int PageSize = 40;

    private const int Stretch = 200;

    private const string BodySql = """
        -- Reporting.BodyCapital.Body
        select id, code, name, name_en from directory.body where code = @Code
        """;

    // Owners and leaders answer for a project; who only coordinates does not.
    private const string Mine = """
        select distinct r.project_id from projects.project_body r where r.body_id = any(@Bodies) and r.role in ('owner', 'lead')
        """;

    private const string PlansSql = $"""
        -- Reporting.BodyCapital.Plans
        with mine as materialized (
        {Mine}
        )
        select p.code, p.short_name as name, c.projects, c.state, c.other, {CapitalSql.Illustrative} as illustrative
        from (
            select x.plan_id, count(*)::int as projects, coalesce(sum(n.state), 0)::bigint as state, coalesce(sum(n.other), 0)::bigint as other
            from mine
            join projects.project x on x.id = mine.project_id
            left join funding.project_need n on n.project_id = x.id
            group by x.plan_id
        ) c
        join plans.plan p on p.id = c.plan_id
        order by p.position, p.code
        """;

    private const string CellsSql = $"""
        -- Reporting.BodyCapital.Cells
        with mine as materialized (
        {Mine}
        )
        select p.code as plan, a.source_class, a.year, sum(a.allocated)::bigint as allocated, sum(a.carried_in)::bigint as carried_in,
            sum(a.carried_out)::bigint as carried_out, sum(a.lapsed)::bigint as lapsed, sum(a.paid)::bigint as paid,
            a.year <= {CapitalSql.ClosedTo} as closed
        from mine
        join funding.allocation a on a.project_id = mine.project_id
        join plans.plan p on p.id = a.plan_id
        group by p.id, p.code, a.source_class, a.year
        """;

    private const string ProjectsSql = $"""
        -- Reporting.BodyCapital.Projects
        select x.id, x.code, x.name, p.code as plan_code, p.short_name as plan_name, n.total as need
        from (
        {Mine}
        ) mine
        join projects.project x on x.id = mine.project_id
        join plans.plan p on p.id = x.plan_id
        left join funding.project_need n on n.project_id = x.id
        order by p.position, p.code, n.total is null, x.code
        limit @Limit offset @Offset
        """;

    private const string ProjectCellsSql = $"""
        -- Reporting.BodyCapital.ProjectCells
        select a.project_id, a.year, sum(a.allocated)::bigint as allocated, sum(a.carried_in)::bigint as carried_in,
            sum(a.carried_out)::bigint as carried_out, sum(a.lapsed)::bigint as lapsed, sum(a.paid)::bigint as paid,
            a.year <= {CapitalSql.ClosedTo} as closed
        from funding.allocation a
        join plans.plan p on p.id = a.plan_id
        where a.project_id = any(@Projects)
        group by a.project_id, p.id, a.year
        """;

    private const string NoticesSql = """
        -- Reporting.BodyCapital.Notices
        select n.kind, n.subject_type, n.subject_code, n.detail::text as detail, n.caused_at
        from notifications.notice n
        where n.body_id = any(@Bodies)
        order by n.id desc
        limit 20
        """;

    /// <summary>The capital of one body.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>. Who is bound to the body sees what it was told as well.</param>
    /// <param name="code">Body.</param>
    /// <param name="page">Page of its projects, from 1; one past the end gives the last one.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such body.</exception>
    public async Task<BodyCapital> GetAsync(Actor actor, string code, int page, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var (body, bodies) = await BodyAsync(connection, code, ct);
        await using var answers = await connection.QueryMultipleAsync(
            new CommandDefinition($"{PlansSql};\n{CellsSql}", new { Bodies = bodies }, transaction, cancellationToken: ct));
        var plans = (await answers.ReadAsync<PlanRow>()).ToList();
        var cells = (await answers.ReadAsync<CellRow>()).ToList();
        int[] years = [.. cells.Select(c => c.Year).Distinct().Order()];
        var count = plans.Sum(p => p.Projects);
        var number = Math.Clamp(page, 1, Math.Max(1, (count + PageSize - 1) / PageSize));
        return new BodyCapital(
            body.Code, body.Name, body.NameEn, bodies.Length - 1, calendar.Today, years, Plans(plans, cells, years),
            new Page<BodyProject>(await ProjectsAsync(connection, bodies, years, PageSize, (number - 1) * PageSize, ct), count, number, PageSize),
            actor.Reach.Bodies is { } bound && bound.Contains(body.Id) ? await NoticesAsync(connection, bodies, ct) : null,
            plans.Exists(p => p.Illustrative));
    }

    /// <summary>All projects of a body with their capital, in the years in which any has some.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Body.</param>
    /// <param name="years">The years asked for.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such body.</exception>
    public async IAsyncEnumerable<BodyProject> AllAsync(Actor actor, string code, IReadOnlyList<int> years, [EnumeratorCancellation] CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var (_, bodies) = await BodyAsync(connection, code, ct);
        for (var offset = 0; await ProjectsAsync(connection, bodies, years, Stretch, offset, ct) is { Count: > 0 } stretch; offset += Stretch)
        {
            foreach (var project in stretch)
                yield return project;
        }
    }

    private static async Task<(BodyKey Body, long[] Bodies)> BodyAsync(NpgsqlConnection connection, string code, CancellationToken ct)
    {
        var body = await connection.QuerySingleOrDefaultAsync<BodyKey?>(new CommandDefinition(BodySql, new { Code = code }, cancellationToken: ct))
            ?? throw new NotFoundException("body", code);
        return (body, [.. await BodyLookup.WithAllUnderAsync(connection, [body.Id], ct)]);
    }

    private static IReadOnlyList<BodyPlan> Plans(List<PlanRow> plans, List<CellRow> cells, int[] years)
    {
        var figures = cells.ToLookup(c => (c.Plan, c.SourceClass, c.Year), c => c.Figures);
        IReadOnlyList<CapitalFigures> Of(string plan, string sourceClass) => [.. years.Select(y => CapitalFigures.Sum(figures[(plan, sourceClass, y)]))];
        return
        [
            .. plans.Select(p => new BodyPlan(
                p.Code, p.Name, p.Projects, new NeedSplit(p.State, p.Other), Of(p.Code, SourceClass.State), Of(p.Code, SourceClass.Other))),
        ];
    }

    private static async Task<IReadOnlyList<BodyProject>> ProjectsAsync(
        NpgsqlConnection connection, long[] bodies, IReadOnlyList<int> years, int limit, int offset, CancellationToken ct)
    {
        var projects = (await connection.QueryAsync<ProjectRow>(
            new CommandDefinition(ProjectsSql, new { Bodies = bodies, Limit = limit, Offset = offset }, cancellationToken: ct))).ToList();
        if (projects.Count == 0)
            return [];
        var cells = (await connection.QueryAsync<ProjectCellRow>(
            new CommandDefinition(ProjectCellsSql, new { Projects = projects.Select(p => p.Id).ToArray() }, cancellationToken: ct)))
            .ToDictionary(c => (c.ProjectId, c.Year), c => c.Figures);
        return
        [
            .. projects.Select(p => new BodyProject(
                p.Code, p.Name, p.PlanCode, p.PlanName, p.Need, [.. years.Select(y => cells.GetValueOrDefault((p.Id, y), CapitalFigures.Zero))])),
        ];
    }

    private static async Task<IReadOnlyList<BodyNotice>> NoticesAsync(NpgsqlConnection connection, long[] bodies, CancellationToken ct) =>
        [.. await connection.QueryAsync<BodyNotice>(new CommandDefinition(NoticesSql, new { Bodies = bodies }, cancellationToken: ct))];

    private sealed record BodyKey(long Id, string Code, string Name, string? NameEn);

    private sealed record PlanRow(string Code, string Name, int Projects, Vnd State, Vnd Other, bool Illustrative);

    private sealed record CellRow(
        string Plan, string SourceClass, int Year, Vnd Allocated, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd Paid, bool Closed)
    {
        public CapitalFigures Figures => CapitalFigures.Of(Allocated, CarriedIn, CarriedOut, Lapsed, Paid, Closed);
    }

    private sealed record ProjectRow(long Id, string Code, string Name, string PlanCode, string PlanName, Vnd? Need);

    private sealed record ProjectCellRow(long ProjectId, int Year, Vnd Allocated, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd Paid, bool Closed)
    {
        public CapitalFigures Figures => CapitalFigures.Of(Allocated, CarriedIn, CarriedOut, Lapsed, Paid, Closed);
    }
}
