using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Needs;

namespace Portfolio.Reporting.Projects;

/// <summary>One project with all that is known of it.</summary>
public sealed class ProjectReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int LatestShown = 3;

    private const string OverviewSql = """
        -- Reporting.Projects.Overview
        select x.id, x.code, x.name, x.kind, x.sector,
            coalesce((select t.size_group from funding.project_terms t where t.project_id = x.id), x.size_group) as size_group,
            x.stage, x.stage_basis, x.description, x.places, x.period_from, x.period_to, funding.total_investment(x.id) as total_investment,
            p.code as plan_code, p.short_name as plan_name, p.name as plan_title, p.province_code, v.name as province_name, v.name_en as province_name_en,
            g.code as programme_code, g.name as programme_name,
            u.code as parent_code, u.name as parent_name, coalesce(n.version, 0) as version,
            x.source_file, x.source_section, x.source_item, x.source_quote, coalesce(w.red, 0) as red_warnings, coalesce(w.amber, 0) as amber_warnings,
            coalesce(w.colour, 'green') as colour, w.stated is not null as colour_stated
        from projects.project x
        join plans.plan p on p.id = x.plan_id
        join directory.province v on v.code = p.province_code
        join plans.programme g on g.id = x.programme_id
        left join projects.project u on u.id = x.parent_id
        left join funding.project_need n on n.project_id = x.id
        left join slippage.project_state w on w.project_id = x.id
        where x.code = @Code
        """;

    private const string LinksSql = """
        -- Reporting.Projects.Links
        select r.role as relation, b.code, b.name, r.as_written, r.source_file, r.source_section, r.source_item, b.id as body_id
        from projects.project_body r
        join directory.body b on b.id = r.body_id
        where r.project_id = @Id
        union all
        select 'commune', c.code, c.name, c.kind, null, null, null, null
        from projects.project_commune r
        join directory.commune c on c.id = r.commune_id
        where r.project_id = @Id
        union all
        select 'child', x.code, x.name, null, null, null, null, null
        from projects.project x
        where x.parent_id = @Id
        order by relation, name
        """;

    private const string MilestonesSql = """
        -- Reporting.Projects.Milestones
        select m.code, m.kind_code, k.name as kind_name, k.name_en as kind_name_en, m.name, m.planned_on, m.planned_precision,
            m.planned_text, m.met_on, m.source_file, m.source_section, m.source_item
        from milestones.milestone m
        join milestones.kind k on k.code = m.kind_code
        where m.project_id = @Id and m.dropped_on is null
        order by m.planned_on nulls last, k.position, m.id
        """;

    private const string OutputsSql = """
        -- Reporting.Projects.Outputs
        select o.code, o.name, o.comparator, o.value, o.value_to, o.unit, o.target_year, o.as_written,
            o.source_file, o.source_section, o.source_item
        from projects.output o
        where o.project_id = @Id
        order by o.position
        """;

    /// <summary>The project with its bodies, places, milestones, outputs, needs and history.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>; the history comes with <see cref="Permission.ViewHistory"/> on the project.</param>
    /// <param name="code">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<ProjectReport> GetAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var overview = await FindAsync(connection, code, ct);
        var links = await ReadAsync<ProjectLink>(connection, LinksSql, overview.Id, ct);
        var place = PlaceOf(overview, links);
        return new ProjectReport(
            overview,
            place,
            links,
            await ReadAsync<ProjectMilestone>(connection, MilestonesSql, overview.Id, ct),
            await ReadAsync<ProjectOutput>(connection, OutputsSql, overview.Id, ct),
            [.. await connection.QueryAsync<SourceNeed>(new CommandDefinition(
                NeedService.SourcesSql, new { ProjectId = overview.Id }, cancellationToken: ct))],
            actor.May(Permission.ViewHistory, place)
                ? await AuditService.HistoryAsync(connection, "project", overview.Code, null, LatestShown, ct)
                : new Stretch<AuditEntry>([], null),
            calendar.Today);
    }

    /// <summary>Who changed what of the project, when and why, newest first, from after a given place on.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/> on the project.</param>
    /// <param name="code">Project.</param>
    /// <param name="after"><see cref="Stretch{T}.Next"/> of the stretch before; null = from the newest.</param>
    /// <param name="limit">Changes at most, up to <see cref="AuditService.LargestStretch"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="OutOfReachException">It belongs to another province, or to other bodies.</exception>
    /// <exception cref="ValidationFailedException"><paramref name="after"/> is not one of ours.</exception>
    public async Task<ProjectHistory> HistoryAsync(Actor actor, string code, string? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        await using var connection = await database.OpenAsync(ct);
        var (overview, place) = await HeadAsync(connection, code, ct);
        actor.Demand(Permission.ViewHistory, place);
        var size = Math.Clamp(limit, 1, AuditService.LargestStretch);
        return new ProjectHistory(
            overview, place, await AuditService.HistoryAsync(connection, "project", overview.Code, after, size, ct));
    }

    /// <summary>What every page of a project shows at its top, and where the project belongs.</summary>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    internal static async Task<ProjectHead> HeadAsync(NpgsqlConnection connection, string code, CancellationToken ct)
    {
        var overview = await FindAsync(connection, code, ct);
        return new ProjectHead(overview, PlaceOf(overview, await ReadAsync<ProjectLink>(connection, LinksSql, overview.Id, ct)));
    }

    /// <summary>The same with everything it is linked to.</summary>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    internal static async Task<ProjectWithLinks> WithLinksAsync(NpgsqlConnection connection, string code, CancellationToken ct)
    {
        var overview = await FindAsync(connection, code, ct);
        var links = await ReadAsync<ProjectLink>(connection, LinksSql, overview.Id, ct);
        return new ProjectWithLinks(overview, PlaceOf(overview, links), links);
    }

    private static async Task<ProjectOverview> FindAsync(NpgsqlConnection connection, string code, CancellationToken ct) =>
        await connection.QuerySingleOrDefaultAsync<ProjectOverview?>(
            new CommandDefinition(OverviewSql, new { Code = code }, cancellationToken: ct)) ?? throw new NotFoundException("project", code);

    private static Place PlaceOf(ProjectOverview project, IReadOnlyList<ProjectLink> links) =>
        new(project.ProvinceCode, [.. links.Where(l => l.Relation is "owner" or "lead").Select(l => l.BodyId!.Value)]);

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, long id, CancellationToken ct) =>
        [.. await connection.QueryAsync<T>(new CommandDefinition(sql, new { Id = id }, cancellationToken: ct))];
}

/// <summary>A project, where it belongs, and what it is linked to.</summary>
internal sealed record ProjectWithLinks(ProjectOverview Project, Place Place, IReadOnlyList<ProjectLink> Links);
