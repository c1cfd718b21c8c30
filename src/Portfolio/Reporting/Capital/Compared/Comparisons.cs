using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Papers;

namespace Portfolio.Reporting.Capital.Compared;

/// <summary>Lays two decisions beside each other, or a paper beside what is in force.</summary>
public sealed class Comparisons(PortfolioDatabase database)
{
    private const int LargestShown = 10;

    // The cells in which decision @Id gives otherwise than decision @With, or, without one, than nothing: then a paper is laid
    // beside what is in force, to which its lines are the difference.
    private const string Cells = """
        select x.project_id, x.source_code, x.year, sum(x.first)::bigint as first, sum(x.second)::bigint as second
        from (
            select f.project_id, f.source_code, f.year, f.amount as first, 0::bigint as second from funding.draft_line f where f.decision_id = @Id
            union all
            select a.project_id, a.source_code, a.year, a.amount, 0 from funding.allocation_line a where a.decision_id = @Id and a.entry = 'allocated'
            union all
            select f.project_id, f.source_code, f.year, 0, f.amount from funding.draft_line f where f.decision_id = @With
            union all
            select a.project_id, a.source_code, a.year, 0, a.amount from funding.allocation_line a where a.decision_id = @With and a.entry = 'allocated'
        ) x
        group by x.project_id, x.source_code, x.year
        having sum(x.first) <> sum(x.second)
        """;

    private const string SourcesSql = $"""
        -- Reporting.Capital.SourceDifferences
        with cell as (
        {Cells}
        )
        select s.code as source, s.name, s.name_en, c.year, sum(c.first - c.second)::bigint as difference
        from cell c
        join funding.source s on s.code = c.source_code
        group by s.code, s.name, s.name_en, s.position, c.year
        order by s.position, c.year
        """;

    private const string ProjectsSql = $"""
        -- Reporting.Capital.ProjectDifferences
        with cell as (
        {Cells}
        )
        select x.id, x.code, x.name, g.code as programme_code, g.name as programme_name, c.more as given, c.less as taken
        from (
            select project_id, coalesce(sum(first - second) filter (where first > second), 0)::bigint as more,
                coalesce(sum(second - first) filter (where first < second), 0)::bigint as less
            from cell
            group by project_id
        ) c
        join projects.project x on x.id = c.project_id
        join plans.programme g on g.id = x.programme_id
        order by g.position, g.id, x.code
        """;

    private const string CellsSql = $"""
        -- Reporting.Capital.CellDifferences
        with cell as (
        {Cells}
        )
        select c.project_id, s.name, s.name_en, c.year, c.first, c.second, coalesce(a.allocated, 0) as in_force
        from cell c
        join funding.source s on s.code = c.source_code
        left join funding.allocation a on a.project_id = c.project_id and a.source_code = c.source_code and a.year = c.year
        where c.project_id = any(@Projects)
        order by c.project_id, s.position, c.year
        """;

    private const string ChoicesSql = """
        -- Reporting.Capital.ComparisonChoices
        select d.id, d.name, d.status, d.number
        from funding.decision d
        where d.plan_id = @PlanId and d.id <> @Id and d.kind <> 'closing' and d.withdrawn_at is null and (d.status = 'approved' or @Papers)
        order by d.status = 'approved', d.decided_on desc, d.id desc
        limit 200
        """;

    /// <summary>One comparison.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewCapitalDrafts"/> unless both are approved.</param>
    /// <param name="request">What is compared with what.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such decision, they are of different plans, or one closes a year.</exception>
    public async Task<Comparison> GetAsync(Actor actor, ComparisonRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var first = Comparable(await PaperHeads.GetAsync(connection, transaction, actor, request.Id, ct), null);
        var second = request.With is { } with ? Comparable(await PaperHeads.GetAsync(connection, transaction, actor, with, ct), first) : null;
        var pair = new { request.Id, request.With };
        var choices = await connection.QueryAsync<ComparisonChoice>(new CommandDefinition(ChoicesSql, new
        {
            first.Decision.PlanId,
            request.Id,
            Papers = actor.May(Permission.ViewCapitalDrafts, first.Place),
        }, transaction, cancellationToken: ct));
        var sources = await connection.QueryAsync<SourceRow>(new CommandDefinition(SourcesSql, pair, transaction, cancellationToken: ct));
        var sums = (await connection.QueryAsync<ProjectSum>(new CommandDefinition(ProjectsSql, pair, transaction, cancellationToken: ct))).ToList();
        return new Comparison(
            first, second, [.. choices],
            [
                .. sources.GroupBy(s => (s.Source, s.Name, s.NameEn)).Select(s => new SourceDifference(
                    s.Key.Source, s.Key.Name, s.Key.NameEn, s.ToDictionary(y => y.Year, y => y.Difference))),
            ],
            PaperSums.Programmes(sums), await PageAsync(connection, transaction, request, sums, ct), PaperSums.Largest(sums, LargestShown));
    }

    private static PaperHead Comparable(PaperHead head, PaperHead? other) =>
        head.Decision.Kind != DecisionKind.Closing && (other is null || other.Decision.PlanId == head.Decision.PlanId)
            ? head
            : throw new NotFoundException("decision", head.Decision.Id.ToString(CultureInfo.InvariantCulture));

    private static async Task<Page<ProjectDifference>> PageAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ComparisonRequest request, List<ProjectSum> sums, CancellationToken ct)
    {
        var number = Math.Clamp(request.Page, 1, Math.Max(1, (sums.Count + PaperReports.PageSize - 1) / PaperReports.PageSize));
        var shown = sums.Skip((number - 1) * PaperReports.PageSize).Take(PaperReports.PageSize).ToList();
        var rows = shown.Count == 0 ? [] : await connection.QueryAsync<CellRow>(new CommandDefinition(
            CellsSql, new { request.Id, request.With, Projects = shown.Select(p => p.Id).ToArray() }, transaction, cancellationToken: ct));
        var cells = rows.ToLookup(c => c.ProjectId);
        return new Page<ProjectDifference>(
            [.. shown.Select(p => new ProjectDifference(p, [.. cells[p.Id].Select(c => c.Shown(request.With is null))]))],
            sums.Count, number, PaperReports.PageSize);
    }

    private sealed record SourceRow(string Source, string Name, string NameEn, int Year, Vnd Difference);

    private sealed record CellRow(long ProjectId, string Name, string NameEn, int Year, Vnd First, Vnd Second, Vnd InForce)
    {
        /// <summary>Against what is in force, the plan as it is and as it would be.</summary>
        public CellDifference Shown(bool againstPlan) => againstPlan
            ? new(Name, NameEn, Year, InForce + First, InForce)
            : new(Name, NameEn, Year, First, Second);
    }
}
