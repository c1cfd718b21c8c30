using System.Globalization;
using Dapper;
using FluentValidation;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Plans;

namespace Portfolio.Reporting.Capital.Decisions;

/// <summary>Decisions and their lines in stretches, for programs. Papers are seen by those alone who may see papers.</summary>
public sealed class DecisionStretches(PortfolioDatabase database)
{
    /// <summary>Most entries of a stretch.</summary>
    public const int LargestStretch = 200;

    private const string ListSql = """
        -- Reporting.Decisions.List
        select d.id, p.code as plan_code, p.short_name as plan_name, d.kind, d.name, d.status, d.closes_year, d.number, d.decided_on, d.signer,
            d.figure_basis = 'illustrative' as illustrative, d.withdrawn_at is not null as withdrawn
        from funding.decision d
        join plans.plan p on p.id = d.plan_id
        where (@Plan::text is null or p.code = @Plan)
            and (@Kind::text is null or d.kind = @Kind)
            and (@Status::text is null or d.status = @Status)
            and (@After::bigint is null or d.id < @After)
            and (d.status = 'approved' or (@Papers and (@Province::text is null or p.province_code = @Province)))
        order by d.id desc
        limit @Limit
        """;

    private const string HeadSql = """
        -- Reporting.Decisions.Head
        select d.status, d.kind, d.plan_id, p.province_code from funding.decision d join plans.plan p on p.id = d.plan_id where d.id = @Id
        """;

    // Of a paper its draft, of an approved decision what it has posted; lines of a demonstration that was taken back cancel out.
    private const string Lines = """
        select f.project_id, f.source_code, f.year, f.amount as change, 0::bigint as carried_in, 0::bigint as carried_out, 0::bigint as lapsed, f.reason
        from funding.draft_line f
        where f.decision_id = @Id and f.amount <> 0
        union all
        select a.project_id, a.source_code, a.year, coalesce(sum(a.amount) filter (where a.entry = 'allocated'), 0)::bigint,
            coalesce(sum(a.amount) filter (where a.entry = 'carried_in'), 0)::bigint,
            coalesce(sum(a.amount) filter (where a.entry = 'carried_out'), 0)::bigint,
            coalesce(sum(a.amount) filter (where a.entry = 'lapsed'), 0)::bigint, max(a.reason)
        from funding.allocation_line a
        where a.decision_id = @Id
        group by a.project_id, a.source_code, a.year
        having bool_or(a.amount > 0) <> bool_or(a.amount < 0) or sum(a.amount) <> 0
        """;

    private const string LinesSql = $"""
        -- Reporting.Decisions.Lines
        select x.code as project, x.name as project_name, g.code as programme_code, g.short_name as programme_name, s.code as source, s.source_class,
            s.name as source_name, s.name_en as source_name_en, l.year, l.change, l.carried_in, l.carried_out, l.lapsed,
            coalesce(a.allocated, 0) as in_force, case when @Reasons then l.reason end as reason
        from (
        {Lines}
        ) l
        join projects.project x on x.id = l.project_id
        join plans.programme g on g.id = x.programme_id
        join funding.source s on s.code = l.source_code
        left join funding.allocation a on a.project_id = l.project_id and a.source_code = l.source_code and a.year = l.year
        where @AfterProject::text is null or (x.code, s.code, l.year) > (@AfterProject, @AfterSource, @AfterYear::int)
        order by x.code, s.code, l.year
        limit @Limit
        """;

    private const string CellsSql = """
        -- Reporting.Decisions.Cells
        select x.code as project, k.source, k.year, coalesce(a.allocated, 0) as in_force, coalesce(d.amount, 0) as change, d.reason
        from unnest(@Projects::text[], @Sources::text[], @Years::int[]) with ordinality as k (project, source, year, position)
        join projects.project x on x.code = k.project
        left join funding.draft_line d on d.decision_id = @Id and d.project_id = x.id and d.source_code = k.source and d.year = k.year
        left join funding.allocation a on a.project_id = x.id and a.source_code = k.source and a.year = k.year
        order by k.position
        """;

    private const string MovesSql = $"""
        -- Reporting.Decisions.Moves
        select x.code as project, x.name as project_name, l.source_code as source, l.year, l.change as amount
        from (
        {Lines}
        ) l
        join projects.project x on x.id = l.project_id
        where l.change <> 0
        order by x.code, l.source_code, l.year
        """;

    private const string DrawsSql = """
        -- Reporting.Decisions.Draws
        select c.source_code as source, sum(w.amount)::bigint as amount
        from funding.contingency_draw w
        join funding.contingency c on c.id = w.contingency_id
        where w.decision_id = @Id
        group by c.source_code
        """;

    private static readonly DecisionFilterValidator Validator = new();

    /// <summary>Decisions, the latest begun first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewCapitalDrafts"/> for papers.</param>
    /// <param name="filter">Which decisions.</param>
    /// <param name="after">Key after which to go on; null = from the start.</param>
    /// <param name="limit">Entries at most, up to <see cref="LargestStretch"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">The filter names an unknown kind or status.</exception>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<Stretch<DecisionRow>> ListAsync(Actor actor, DecisionFilter filter, long? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        Validator.Demand(filter);
        await using var connection = await database.OpenAsync(ct);
        if (filter.Plan is { } plan && !await PlanReports.ExistsAsync(connection, plan, ct))
            throw new NotFoundException("plan", plan);
        return Cut(
            await connection.QueryAsync<DecisionRow>(new CommandDefinition(ListSql, new
            {
                filter.Plan,
                filter.Kind,
                filter.Status,
                After = after,
                Papers = actor.May(Permission.ViewCapitalDrafts),
                actor.Reach.Province,
                Limit = Size(limit) + 1,
            }, cancellationToken: ct)), limit, row => row.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The lines of a decision, by project, source and year.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewCapitalDrafts"/> unless it is approved.</param>
    /// <param name="id">Decision.</param>
    /// <param name="after"><see cref="DecisionLine.Key"/> after which to go on; null = from the start.</param>
    /// <param name="limit">Lines at most, up to <see cref="LargestStretch"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such decision.</exception>
    /// <exception cref="ValidationFailedException"><paramref name="after"/> is no key.</exception>
    public async Task<Stretch<DecisionLine>> LinesAsync(Actor actor, long id, string? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        var (project, source, year) = LineKey.Read(after);
        await using var connection = await database.OpenAsync(ct);
        var head = await HeadAsync(connection, actor, id, ct);
        return Cut(
            await connection.QueryAsync<DecisionLine>(new CommandDefinition(LinesSql, new
            {
                Id = id,
                Reasons = await DecisionReasons.ShownAsync(connection, null, actor, head.PlanId, head.ProvinceCode, ct),
                AfterProject = project,
                AfterSource = source,
                AfterYear = year,
                Limit = Size(limit) + 1,
            }, cancellationToken: ct)), limit, line => line.Key);
    }

    /// <summary>Cells of a paper as they stand; those of unknown projects are left out.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewCapitalDrafts"/> on the paper.</param>
    /// <param name="id">Paper.</param>
    /// <param name="cells">Which cells.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such paper.</exception>
    public async Task<IReadOnlyList<CellState>> CellsAsync(Actor actor, long id, IReadOnlyList<LineEdit> cells, CancellationToken ct)
    {
        actor.Demand(Permission.ViewCapitalDrafts);
        await using var connection = await database.OpenAsync(ct);
        var head = await HeadAsync(connection, actor, id, ct);
        actor.Demand(Permission.ViewCapitalDrafts, head.Place);
        return
        [
            .. await connection.QueryAsync<CellState>(new CommandDefinition(CellsSql, new
            {
                Id = id,
                Projects = cells.Select(c => c.Project).ToArray(),
                Sources = cells.Select(c => c.Source).ToArray(),
                Years = cells.Select(c => c.Year).ToArray(),
            }, cancellationToken: ct)),
        ];
    }

    /// <summary>Who gives and who takes by an adjustment.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewCapitalDrafts"/> unless it is approved.</param>
    /// <param name="id">Decision.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such adjustment.</exception>
    public async Task<AdjustmentMoves> MovesAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        if ((await HeadAsync(connection, actor, id, ct)).Kind != DecisionKind.Adjustment)
            throw NotFound(id);
        var moves = (await connection.QueryAsync<Move>(new CommandDefinition(MovesSql, new { Id = id }, transaction, cancellationToken: ct))).ToList();
        var draws = (await connection.QueryAsync<DrawRow>(new CommandDefinition(DrawsSql, new { Id = id }, transaction, cancellationToken: ct)))
            .ToDictionary(d => d.Source, d => d.Amount, StringComparer.Ordinal);
        var takers = moves.FindAll(m => m.Amount > Vnd.Zero);
        List<Move> givers = [.. moves.Where(m => m.Amount < Vnd.Zero).Select(m => m with { Amount = Vnd.Zero - m.Amount })];
        return new AdjustmentMoves(givers, takers,
        [
            .. moves.Select(m => m.Source).Union(draws.Keys).Order(StringComparer.Ordinal).Select(s => new SourceMoves(
                s, takers.Where(m => m.Source == s).Sum(m => m.Amount), givers.Where(m => m.Source == s).Sum(m => m.Amount), draws.GetValueOrDefault(s))),
        ]);
    }

    private static async Task<HeadRow> HeadAsync(NpgsqlConnection connection, Actor actor, long id, CancellationToken ct)
    {
        var head = await connection.QuerySingleOrDefaultAsync<HeadRow?>(new CommandDefinition(HeadSql, new { Id = id }, cancellationToken: ct)) ?? throw NotFound(id);
        if (head.Status != DecisionStatus.Approved)
            actor.Demand(Permission.ViewCapitalDrafts, head.Place);
        return head;
    }

    private static NotFoundException NotFound(long id) => new("decision", id.ToString(CultureInfo.InvariantCulture));

    private static int Size(int limit) => Math.Clamp(limit, 1, LargestStretch);

    // One row more than asked for tells whether there is a next stretch.
    private static Stretch<T> Cut<T>(IEnumerable<T> rows, int limit, Func<T, string> key)
    {
        var (list, size) = (rows.ToList(), Size(limit));
        return list.Count <= size ? new Stretch<T>(list, null) : new Stretch<T>(list.GetRange(0, size), key(list[size - 1]));
    }

    private sealed record HeadRow(string Status, string Kind, long PlanId, string ProvinceCode)
    {
        public Place Place { get; } = Place.In(ProvinceCode);
    }

    private sealed record DrawRow(string Source, Vnd Amount);

    private sealed class DecisionFilterValidator : AbstractValidator<DecisionFilter>
    {
        private static readonly string[] Kinds = [DecisionKind.Allocation, DecisionKind.Adjustment, DecisionKind.Closing];

        private static readonly string[] Statuses =
            [DecisionStatus.Draft, DecisionStatus.Submitted, DecisionStatus.Returned, DecisionStatus.Approved, DecisionStatus.Discarded];

        public DecisionFilterValidator()
        {
            RuleFor(f => f.Kind).Must(k => k is null || Kinds.Contains(k)).WithErrorCode("validation.unknown_value").OverridePropertyName("kind");
            RuleFor(f => f.Status).Must(s => s is null || Statuses.Contains(s)).WithErrorCode("validation.unknown_value").OverridePropertyName("status");
        }
    }
}
