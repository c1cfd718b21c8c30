using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Work;

/// <summary>The milestones somebody may update, row by row, and how single ones stand now.</summary>
public sealed class OpenMilestones(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Rows on a page: as many as a form can hold with all its fields.</summary>
    public const int PageSize = 100;

    private const string Columns = """
        x.code as project_code, x.name as project_name, m.code, m.name, m.planned_on, m.planned_text, f.expected_on, m.stated_text, m.percent,
            m.reported_on, m.met_on, m.dropped_on, m.revision
        """;

    /// <summary>Open milestones within reach, by project and planned date.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.UpdateMilestones"/>.</param>
    /// <param name="request">Which part of them; a page past the end gives the last one.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Page<OpenMilestone>> ListAsync(Actor actor, OpenRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        var today = calendar.Today;
        var parameters = new DynamicParameters(new
        {
            actor.Reach.Province,
            Bodies = actor.Reach.Bodies?.ToArray(),
            request.Project,
            request.Body,
            Today = today,
            CountLimit = ProjectListService.DeepestRow + 1,
        });
        var asked = Asked(actor.Reach, request);
        await using var connection = await database.OpenAsync(ct);
        var counted = await connection.ExecuteScalarAsync<int>(new CommandDefinition(CountSql(asked), parameters, cancellationToken: ct));
        var total = Math.Min(counted, ProjectListService.DeepestRow);
        var number = Math.Clamp(request.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        parameters.Add("Limit", PageSize);
        parameters.Add("Offset", (number - 1) * PageSize);
        var rows = (await connection.QueryAsync<OpenMilestone>(new CommandDefinition(PageSql(asked), parameters, cancellationToken: ct))).ToList();
        var illustrative = await IllustrativeProjects.AmongAsync(connection, rows.Select(r => r.ProjectCode), ct);
        return new Page<OpenMilestone>(
            [.. rows.Select(r => r with { Illustrative = illustrative.Contains(r.ProjectCode) })], total, number, PageSize, More: counted > total);
    }

    /// <summary>The bodies that answer for the projects within reach.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.UpdateMilestones"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<WorkBody>> BodiesAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        await using var connection = await database.OpenAsync(ct);
        return
        [
            .. await connection.QueryAsync<WorkBody>(new CommandDefinition(
                BodiesSql(actor.Reach), new { actor.Reach.Province, Bodies = actor.Reach.Bodies?.ToArray() }, cancellationToken: ct)),
        ];
    }

    /// <summary>How milestones within reach stand now, open or not, and who spoke of them last.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.UpdateMilestones"/>.</param>
    /// <param name="milestones">Which ones, by project and code; unknown ones are left out.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyDictionary<(string Project, string Milestone), OpenMilestone>> StandingAsync(
        Actor actor, IReadOnlyCollection<(string Project, string Milestone)> milestones, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        if (milestones.Count == 0)
            return new Dictionary<(string, string), OpenMilestone>();
        await using var connection = await database.OpenAsync(ct);
        var rows = await connection.QueryAsync<OpenMilestone>(new CommandDefinition(StandingSql(actor.Reach), new
        {
            actor.Reach.Province,
            Bodies = actor.Reach.Bodies?.ToArray(),
            Projects = milestones.Select(m => m.Project).ToArray(),
            Codes = milestones.Select(m => m.Milestone).ToArray(),
        }, cancellationToken: ct));
        return rows.DistinctBy(r => (r.ProjectCode, r.Code)).ToDictionary(r => (r.ProjectCode, r.Code));
    }

    // What is not asked for stands in no statement, so that each is planned for what it is.
    internal static string Asked(Reach reach, OpenRequest request) => $"""
        {Reached(reach)}
            and m.met_on is null and m.reported_on is null and m.dropped_on is null
            {(request.Project is null ? "" : "and x.code = @Project")}
            {(request.Body is null ? "" : "and x.id in (select r.project_id from projects.project_body r join directory.body b on b.id = r.body_id where b.code = @Body and r.role in ('owner', 'lead'))")}
            {OfKind(reach, request.Kind)}
        """;

    private static string OfKind(Reach reach, OpenKind kind) => kind switch
    {
        OpenKind.Late => "and m.planned_on < @Today",
        OpenKind.Due => $"and m.planned_on between @Today and {Limit(reach, "due_until")}",
        OpenKind.Stale => $"""
            and not exists (
                select 1 from milestones.milestone h
                where h.project_id = x.id and h.dropped_on is null and (h.updated_at at time zone 'Asia/Ho_Chi_Minh')::date > {Limit(reach, "stale_since")})
            """,
        _ => "",
    };

    // Within one province a single value, asked for once.
    private static string Limit(Reach reach, string name) => reach.Province is null
        ? $"(select l.{name} from limits l join plans.plan q on q.province_code = l.province_code where q.id = x.plan_id)"
        : $"(select l.{name} from limits l)";

    // What asks for no limit reads none.
    private static string With(string asked) => asked.Contains("from limits l", StringComparison.Ordinal) ? $"with\n{WorkLimits.Limits}\n" : "";

    private static string Reached(Reach reach) => string.Join(" and ", new[]
    {
        reach.Province is null ? "true" : "x.plan_id in (select p.id from plans.plan p where p.province_code = @Province)",
        reach.Bodies is null ? "true" : "x.id in (select r.project_id from projects.project_body r where r.body_id = any(@Bodies) and r.role in ('owner', 'lead'))",
    });

    // Nobody pages past the limit, so nothing past it is counted.
    internal static string CountSql(string asked) => $"""
        -- Reporting.CountOpenMilestones
        {With(asked)}
        select count(*)::int
        from (
            select 1
            from projects.project x
            join milestones.milestone m on m.project_id = x.id
            where {asked}
            limit @CountLimit
        ) c
        """;

    // Project by project in the order of an index, as far as the page goes.
    internal static string PageSql(string asked) => $"""
        -- Reporting.OpenMilestones
        {(With(asked) is { Length: > 0 } limits ? limits + ", " : "with ")}page as materialized (
            select m.id, row_number() over () as place
            from (
                select m.id
                from projects.project x
                join milestones.milestone m on m.project_id = x.id
                where {asked}
                order by x.code, m.planned_on nulls last, m.code
                limit @Limit offset @Offset
            ) m
        )
        select {Columns}
        from page
        join milestones.milestone m on m.id = page.id
        join projects.project x on x.id = m.project_id
        left join milestones.forecast f on f.milestone_id = m.id
        order by page.place
        """;

    internal static string BodiesSql(Reach reach) => $"""
        -- Reporting.BodiesOfWork
        select distinct b.code, b.name
        from projects.project x
        join projects.project_body o on o.project_id = x.id and o.role in ('owner', 'lead')
        join directory.body b on b.id = o.body_id
        where {Reached(reach)} {(reach.Bodies is null ? "" : "and b.id = any(@Bodies)")}
        order by b.name
        """;

    internal static string StandingSql(Reach reach) => $"""
        -- Reporting.StandingMilestones
        select {Columns}, w.entered_by as said_by, w.entered_at as said_at
        from unnest(@Projects::text[], @Codes::text[]) as k (project, code)
        join projects.project x on x.code = k.project
        join milestones.milestone m on m.project_id = x.id and m.code = k.code
        left join milestones.forecast f on f.milestone_id = m.id
        left join lateral (
            select u.entered_by, u.entered_at
            from (
                (select e.entered_by, e.entered_at from milestones.date_entry e where e.milestone_id = m.id order by e.id desc limit 1)
                union all
                (select r.entered_by, r.entered_at from milestones.remark r where r.milestone_id = m.id order by r.id desc limit 1)
            ) u
            order by u.entered_at desc
            limit 1
        ) w on true
        where {Reached(reach)}
        """;
}
