using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

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

    private const string Reached = """
        (@Province::text is null or exists (select 1 from plans.plan p where p.id = x.plan_id and p.province_code = @Province))
            and (@Bodies::bigint[] is null or exists (
                select 1 from projects.project_body r where r.project_id = x.id and r.body_id = any(@Bodies) and r.role in ('owner', 'lead')))
        """;

    private const string ListSql = $"""
        -- Reporting.OpenMilestones
        select {Columns}, count(*) over ()::int as total
        from projects.project x
        join milestones.milestone m on m.project_id = x.id
        left join milestones.forecast f on f.milestone_id = m.id
        where {Reached}
            and m.met_on is null and m.reported_on is null and m.dropped_on is null
            and (@Project::text is null or x.code = @Project)
            and (@Body::text is null or exists (
                select 1 from projects.project_body r join directory.body b on b.id = r.body_id
                where r.project_id = x.id and b.code = @Body and r.role in ('owner', 'lead')))
            and case @Kind
                when 'Late' then m.planned_on < @Today
                when 'Due' then m.planned_on between @Today and @DueUntil
                when 'Stale' then not exists (
                    select 1 from milestones.milestone h
                    where h.project_id = x.id and h.dropped_on is null and (h.updated_at at time zone 'Asia/Ho_Chi_Minh')::date >= @StaleBefore)
                else true end
        order by x.code, m.planned_on nulls last, m.code
        limit @Limit offset @Offset
        """;

    private const string BodiesSql = $"""
        -- Reporting.BodiesOfWork
        select distinct b.code, b.name
        from projects.project x
        join projects.project_body o on o.project_id = x.id and o.role in ('owner', 'lead')
        join directory.body b on b.id = o.body_id
        where {Reached} and (@Bodies::bigint[] is null or b.id = any(@Bodies))
        order by b.name
        """;

    private const string StandingSql = $"""
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
        where {Reached}
        """;

    /// <summary>Open milestones within reach, by project and planned date.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.UpdateMilestones"/>.</param>
    /// <param name="request">Which part of them.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Page<OpenMilestone>> ListAsync(Actor actor, OpenRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        var today = calendar.Today;
        var page = Math.Max(1, request.Page);
        var total = 0;
        await using var connection = await database.OpenAsync(ct);
        var rows = (await connection.QueryAsync<OpenMilestone, int, OpenMilestone>(new CommandDefinition(ListSql, new
        {
            actor.Reach.Province,
            Bodies = actor.Reach.Bodies?.ToArray(),
            request.Project,
            request.Body,
            Kind = request.Kind.ToString(),
            Today = today,
            DueUntil = today.AddDays(WorkReports.DueWithin),
            StaleBefore = today.AddDays(-WorkReports.StaleAfter),
            Limit = PageSize,
            Offset = (page - 1) * PageSize,
        }, cancellationToken: ct), (row, all) => { total = all; return row; }, splitOn: "total")).ToList();
        var illustrative = await IllustrativeProjects.AmongAsync(connection, rows.Select(r => r.ProjectCode), ct);
        return new Page<OpenMilestone>([.. rows.Select(r => r with { Illustrative = illustrative.Contains(r.ProjectCode) })], total, page, PageSize);
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
                BodiesSql, new { actor.Reach.Province, Bodies = actor.Reach.Bodies?.ToArray() }, cancellationToken: ct)),
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
        var rows = await connection.QueryAsync<OpenMilestone>(new CommandDefinition(StandingSql, new
        {
            actor.Reach.Province,
            Bodies = actor.Reach.Bodies?.ToArray(),
            Projects = milestones.Select(m => m.Project).ToArray(),
            Codes = milestones.Select(m => m.Milestone).ToArray(),
        }, cancellationToken: ct));
        return rows.DistinctBy(r => (r.ProjectCode, r.Code)).ToDictionary(r => (r.ProjectCode, r.Code));
    }
}
