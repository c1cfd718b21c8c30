using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Papers;

/// <summary>One project in a paper, and the projects of its plan that can be taken into it.</summary>
public sealed class ProjectPapers(PortfolioDatabase database)
{
    /// <summary>Most projects that a search shows; whoever looks for others types more.</summary>
    public const int MostFound = 60;

    private const string ProjectSql = """
        -- Reporting.Capital.PaperProject
        select x.id, x.code, x.name, funding.total_investment(x.id) as total_investment, g.code as programme_code, g.name as programme_name,
            exists (select 1 from funding.need n where n.project_id = x.id and n.figure_basis = 'illustrative') as illustrative_needs
        from projects.project x
        join plans.programme g on g.id = x.programme_id
        where x.code = @Code and x.plan_id = @PlanId
        """;

    // The room of a ceiling is that of the whole paper, whose other lines draw on it as well.
    private const string CellsSql = """
        -- Reporting.Capital.PaperCells
        select s.code as source, s.source_class, s.name, s.name_en, coalesce(n.amount, 0) as need, y.year, coalesce(a.allocated, 0) as in_force,
            coalesce(d.amount, 0) as change, coalesce(a.paid, 0) as paid,
            t.ceiling - t.allocated - coalesce(w.amount, 0) as room, coalesce(k.kept, 0) as kept,
            exists (select 1 from funding.decision c
                where c.plan_id = @PlanId and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null and c.closes_year >= y.year) as closed,
            case when @Reasons then d.reason end as reason, case when @Reasons then d.basis::text end as basis
        from funding.source s
        cross join generate_series(@From::int, @To::int) as y (year)
        left join funding.need n on n.project_id = @ProjectId and n.source_code = s.code
        left join funding.allocation a on a.project_id = @ProjectId and a.source_code = s.code and a.year = y.year
        left join funding.draft_line d on d.decision_id = @Id and d.project_id = @ProjectId and d.source_code = s.code and d.year = y.year
        left join funding.source_year t on t.plan_id = @PlanId and t.source_code = s.code and t.year = y.year and t.ceiling is not null
        left join lateral (
            select sum(f.amount)::bigint as amount from funding.draft_line f where f.decision_id = @Id and f.source_code = s.code and f.year = y.year
        ) w on t.ceiling is not null
        left join lateral (
            select sum(c.amount - c.drawn - coalesce(x.amount, 0))::bigint as kept
            from funding.contingency c
            left join funding.contingency_draw x on x.contingency_id = c.id and x.decision_id = @Id
            where c.plan_id = @PlanId and c.source_code = s.code
        ) k on true
        where n.amount > 0
            or exists (select 1 from funding.draft_line f where f.decision_id = @Id and f.project_id = @ProjectId and f.source_code = s.code and f.amount <> 0)
        order by s.position, y.year
        """;

    private const string FindSql = """
        -- Reporting.Capital.FindProjects
        select x.code, x.name, g.short_name as programme_name, coalesce(n.total, 0) as need, coalesce(c.allocated, 0) as in_force,
            coalesce(c.paid, 0) as paid, coalesce(d.change, 0)::bigint as change, coalesce(d.lines, 0)::int as lines, coalesce(n.illustrative, false) as illustrative_needs
        from projects.project x
        join plans.programme g on g.id = x.programme_id
        left join funding.project_need n on n.project_id = x.id
        left join funding.project_capital c on c.project_id = x.id
        left join lateral (
            select sum(f.amount) as change, count(*) as lines from funding.draft_line f
            where f.decision_id = @Id and f.project_id = x.id and f.amount <> 0
        ) d on true
        where x.plan_id = @PlanId
            and not exists (select 1 from unnest(@Words::text[]) as w (word) where x.search_text not like common.fold(w.word))
        order by g.position, g.id, x.code
        limit @Limit
        """;

    /// <summary>A project in a paper.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewCapitalDrafts"/> unless the paper is approved.</param>
    /// <param name="id">Paper.</param>
    /// <param name="projectCode">Project of the same plan.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such paper, or no such project in its plan.</exception>
    public async Task<ProjectPaper> GetAsync(Actor actor, long id, string projectCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var head = await PaperHeads.GetAsync(connection, transaction, actor, id, ct);
        var project = await connection.QuerySingleOrDefaultAsync<ProjectRow>(new CommandDefinition(
            ProjectSql, new { Code = projectCode, head.Decision.PlanId }, transaction, cancellationToken: ct))
            ?? throw new NotFoundException("project", projectCode);
        var cells = await connection.QueryAsync<CellRow>(new CommandDefinition(CellsSql, new
        {
            head.Decision.Id,
            head.Decision.PlanId,
            ProjectId = project.Id,
            From = head.Decision.PeriodFrom,
            To = head.Decision.PeriodTo,
            Reasons = head.ShowsReasons,
        }, transaction, cancellationToken: ct));
        return new ProjectPaper(
            head, project.Code, project.Name, project.ProgrammeCode, project.ProgrammeName, project.TotalInvestment, project.IllustrativeNeeds,
            [
                .. cells.GroupBy(c => (c.Source, c.SourceClass, c.Name, c.NameEn, c.Need, c.Kept)).Select(s => new SourceCells(
                    s.Key.Source, s.Key.SourceClass, s.Key.Name, s.Key.NameEn, s.Key.Need, s.Key.Kept,
                    [.. s.Select(c => new PaperCell(c.Source, c.Year, c.InForce, c.Change, c.Paid, c.Room, c.Closed, c.Reason, c.Basis))])),
            ]);
    }

    /// <summary>Projects of the plan of a paper whose code or name holds every word, with or without accents.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewCapitalDrafts"/> on the paper.</param>
    /// <param name="id">Paper.</param>
    /// <param name="text">What to look for; blank = all.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such paper.</exception>
    public async Task<PaperProjects> FindAsync(Actor actor, long id, string? text, CancellationToken ct)
    {
        actor.Demand(Permission.ViewCapitalDrafts);
        await using var connection = await database.OpenAsync(ct);
        var head = await PaperHeads.GetAsync(connection, null, actor, id, ct);
        actor.Demand(Permission.ViewCapitalDrafts, head.Place);
        var found = (await connection.QueryAsync<PaperProject>(new CommandDefinition(FindSql, new
        {
            head.Decision.Id,
            head.Decision.PlanId,
            Words = Words(text),
            Limit = MostFound + 1,
        }, cancellationToken: ct))).ToList();
        return new PaperProjects(head, [.. found.Take(MostFound)], found.Count > MostFound);
    }

    private static string[] Words(string? text) =>
        [.. (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(8).Select(word => LikePattern.Containing(word)!)];

    private sealed record ProjectRow(
        long Id, string Code, string Name, Vnd? TotalInvestment, string ProgrammeCode, string ProgrammeName, bool IllustrativeNeeds);

    private sealed record CellRow(
        string Source, string SourceClass, string Name, string NameEn, Vnd Need, int Year, Vnd InForce, Vnd Change, Vnd Paid, Vnd? Room, Vnd Kept,
        bool Closed, string? Reason, string? Basis);
}
