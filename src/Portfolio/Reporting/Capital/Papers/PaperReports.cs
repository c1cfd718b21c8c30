using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;

namespace Portfolio.Reporting.Capital.Papers;

/// <summary>Decisions on capital as they are read: one with its sums, a page of its projects, and the way it went.</summary>
public sealed class PaperReports(PortfolioDatabase database)
{
    /// <summary>Projects on a page: as many as one reads without losing the thread.</summary>
    public const int PageSize = 40;

    private const int LargestShown = 10;
    private const int LatestChanges = 20;

    private const string SourcesSql = $"""
        -- Reporting.Capital.PaperSources
        with line as materialized (
        {PaperSql.Lines}
        ), cell as (
            select source_code, year, coalesce(sum(amount) filter (where amount > 0), 0)::bigint as given,
                coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as taken
            from line
            group by source_code, year
        )
        select s.code as source, s.source_class, s.name, s.name_en, y.year, coalesce(t.allocated, 0) as in_force, t.ceiling,
            coalesce(c.given, 0) as given, coalesce(c.taken, 0) as taken,
            coalesce((select sum(w.amount) from funding.contingency_draw w join funding.contingency k on k.id = w.contingency_id
                where w.decision_id = @Id and k.source_code = s.code), 0)::bigint as drawn,
            coalesce((select sum(k.amount - k.drawn) from funding.contingency k where k.plan_id = @PlanId and k.source_code = s.code), 0)::bigint as kept
        from funding.source s
        cross join generate_series(@From::int, @To::int) as y (year)
        left join funding.source_year t on t.plan_id = @PlanId and t.source_code = s.code and t.year = y.year
        left join cell c on c.source_code = s.code and c.year = y.year
        where exists (select 1 from line l where l.source_code = s.code)
            or exists (select 1 from funding.contingency_draw w join funding.contingency k on k.id = w.contingency_id
                where w.decision_id = @Id and k.source_code = s.code)
        order by s.position, y.year
        """;

    internal const string ProjectsSql = $"""
        -- Reporting.Capital.PaperProjects
        with line as materialized (
        {PaperSql.Lines}
        )
        select x.id, x.code, x.name, g.code as programme_code, g.name as programme_name, l.given, l.taken
        from (
            select project_id, coalesce(sum(amount) filter (where amount > 0), 0)::bigint as given,
                coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as taken
            from line
            group by project_id
        ) l
        join projects.project x on x.id = l.project_id
        join plans.programme g on g.id = x.programme_id
        order by g.position, g.id, x.code
        """;

    // Before is what stood when the decision was posted; of a paper, what is in force. Lines of a decision are posted together, so
    // every other line of a project that bears a smaller key was there before.
    private const string LinesSql = $"""
        -- Reporting.Capital.PaperLines
        with line as (
        {PaperSql.Lines}
        )
        select l.project_id, s.code as source, s.name, s.name_en, l.year, l.amount as change,
            case when @Reasons then l.reason end as reason, case when @Reasons then l.basis end as basis,
            b.cell as before, b.source as source_before
        from line l
        join funding.source s on s.code = l.source_code
        cross join lateral (
            select coalesce(sum(a.amount), 0)::bigint as source, coalesce(sum(a.amount) filter (where a.year = l.year), 0)::bigint as cell
            from funding.allocation_line a
            where a.project_id = l.project_id and a.source_code = l.source_code and a.entry = 'allocated' and a.decision_id <> @Id
                and (l.posted is null or a.id < l.posted)
        ) b
        where l.project_id = any(@Projects)
        order by l.project_id, s.position, l.year
        """;

    private const string ContingenciesSql = """
        -- Reporting.Capital.ContingencyUses
        select c.id, c.source_code as source, c.name, c.amount, c.drawn, s.name as source_name, s.name_en as source_name_en,
            coalesce(d.amount, 0) as draw
        from funding.contingency c
        join funding.source s on s.code = c.source_code
        left join funding.contingency_draw d on d.contingency_id = c.id and d.decision_id = @Id
        where c.plan_id = @PlanId
        order by s.position, c.name
        """;

    private const string WaySql = """
        -- Reporting.Capital.Way
        select e.occurred_at, e.kind, e.actor_name, e.reason
        from audit.event e
        where e.subject_type = 'decision' and e.subject_code = @Code and e.kind = any(@Kinds)
        order by e.id
        limit 200
        """;

    private static readonly string[] Steps =
    [
        "capital.paper_begun", "capital.proposed", "capital.replanned", "capital.submitted", "capital.returned", "capital.approved", "capital.paper_discarded",
    ];

    /// <summary>One decision.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewCapitalDrafts"/> unless it is approved.</param>
    /// <param name="request">Which decision, and which of its projects.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<PaperReport> GetAsync(Actor actor, PaperRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        // One snapshot, so that the sums are those of the lines beside them.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var head = await PaperHeads.GetAsync(connection, transaction, actor, request.Id, ct);
        var way = actor.May(Permission.ViewCapitalDrafts, head.Place) ? await WayAsync(connection, transaction, request.Id, ct) : [];
        // What a closing carries over is no capital given; it has a report of its own.
        if (head.Decision.Kind == DecisionKind.Closing)
            return new PaperReport(head, [], [], new Page<ProjectEffect>([], 0, 1, PageSize), new GiversAndTakers([], [], 0, 0), [], way);
        var sums = (await connection.QueryAsync<ProjectSum>(new CommandDefinition(ProjectsSql, new { request.Id }, transaction, cancellationToken: ct))).ToList();
        return new PaperReport(
            head,
            await SourcesAsync(connection, transaction, head, ct),
            PaperSums.Programmes(sums),
            await PageAsync(connection, transaction, head, request, sums, ct),
            head.Decision.Kind == DecisionKind.Adjustment ? PaperSums.Largest(sums, LargestShown) : new GiversAndTakers([], [], 0, 0),
            head.Decision.Kind == DecisionKind.Adjustment ? await ContingenciesAsync(connection, transaction, head, ct) : [],
            way);
    }

    /// <summary>What was done to a paper since it was read, newest first: what a refusal for staleness tells.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewCapitalDrafts"/> on the paper.</param>
    /// <param name="id">Paper.</param>
    /// <param name="since">When it was read.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<IReadOnlyList<AuditEntry>> ChangesAsync(Actor actor, long id, DateTimeOffset since, CancellationToken ct)
    {
        actor.Demand(Permission.ViewCapitalDrafts);
        await using var connection = await database.OpenAsync(ct);
        var head = await PaperHeads.GetAsync(connection, null, actor, id, ct);
        actor.Demand(Permission.ViewCapitalDrafts, head.Place);
        var latest = await AuditService.HistoryAsync(connection, "decision", Text(id), null, LatestChanges, ct);
        return [.. latest.Items.Where(entry => entry.OccurredAt > since)];
    }

    private static async Task<IReadOnlyList<PaperStep>> WayAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        [.. await connection.QueryAsync<PaperStep>(new CommandDefinition(WaySql, new { Code = Text(id), Kinds = Steps }, transaction, cancellationToken: ct))];

    private static async Task<IReadOnlyList<SourceEffect>> SourcesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PaperHead head, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<SourceRow>(new CommandDefinition(SourcesSql, new
        {
            head.Decision.Id,
            head.Decision.PlanId,
            From = head.Decision.PeriodFrom,
            To = head.Decision.PeriodTo,
        }, transaction, cancellationToken: ct));
        return
        [
            .. rows.GroupBy(r => (r.Source, r.SourceClass, r.Name, r.NameEn, r.Drawn, r.Kept)).Select(s => new SourceEffect(
                s.Key.Source, s.Key.SourceClass, s.Key.Name, s.Key.NameEn, s.Key.Drawn, s.Key.Kept,
                [.. s.Select(y => new YearEffect(y.Year, y.InForce, y.Ceiling, y.Given, y.Taken))])),
        ];
    }

    private static async Task<Page<ProjectEffect>> PageAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PaperHead head, PaperRequest request, List<ProjectSum> sums, CancellationToken ct)
    {
        var asked = sums.FindAll(p => request.Programme is null || p.ProgrammeCode == request.Programme);
        var number = Math.Clamp(request.Page, 1, Math.Max(1, (asked.Count + PageSize - 1) / PageSize));
        var shown = asked.Skip((number - 1) * PageSize).Take(PageSize).ToList();
        return new Page<ProjectEffect>(await EffectsAsync(connection, transaction, head, shown, ct), asked.Count, number, PageSize);
    }

    /// <summary>What a decision does to some of its projects, line by line.</summary>
    internal static async Task<IReadOnlyList<ProjectEffect>> EffectsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PaperHead head, IReadOnlyCollection<ProjectSum> projects, CancellationToken ct)
    {
        if (projects.Count == 0)
            return [];
        var lines = (await connection.QueryAsync<LineRow>(new CommandDefinition(LinesSql, new
        {
            head.Decision.Id,
            Projects = projects.Select(p => p.Id).ToArray(),
            Reasons = head.ShowsReasons,
        }, transaction, cancellationToken: ct))).ToLookup(l => l.ProjectId);
        return [.. projects.Select(p => new ProjectEffect(p, SourceLinesOf(lines[p.Id])))];
    }

    private static IReadOnlyList<SourceLines> SourceLinesOf(IEnumerable<LineRow> lines) =>
    [
        .. lines.GroupBy(l => (l.Source, l.Name, l.NameEn, l.SourceBefore)).Select(s => new SourceLines(
            s.Key.Source, s.Key.Name, s.Key.NameEn, s.Key.SourceBefore,
            [.. s.Select(l => new PaperLine(l.Year, l.Before, l.Change, l.Reason, l.Basis))])),
    ];

    private static async Task<IReadOnlyList<ContingencyUse>> ContingenciesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PaperHead head, CancellationToken ct) =>
        [.. (await connection.QueryAsync<ContingencyRow>(new CommandDefinition(
            ContingenciesSql, new { head.Decision.Id, head.Decision.PlanId }, transaction, cancellationToken: ct)))
            .Select(c => new ContingencyUse(new Contingency(c.Id, c.Source, c.Name, c.Amount, c.Drawn), c.SourceName, c.SourceNameEn, c.Draw))];

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private sealed record SourceRow(
        string Source, string SourceClass, string Name, string NameEn, int Year, Vnd InForce, Vnd? Ceiling, Vnd Given, Vnd Taken, Vnd Drawn, Vnd Kept);

    private sealed record LineRow(
        long ProjectId, string Source, string Name, string NameEn, int Year, Vnd Change, string? Reason, string? Basis, Vnd Before, Vnd SourceBefore);

    private sealed record ContingencyRow(
        long Id, string Source, string Name, Vnd Amount, Vnd Drawn, string SourceName, string SourceNameEn, Vnd Draw);
}
