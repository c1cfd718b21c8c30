using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Drafts;

/// <summary>
/// Edits the cells of a paper. Officers in different projects stand beside each other; in the same project they queue, and whoever
/// worked on stale figures is refused with the present ones.
/// </summary>
public sealed class DraftService(PortfolioDatabase database)
{
    // One row stands for the project: whatever adds up its capital (F2, F4) takes it first, in the order of the keys.
    private const string LockProjectsSql = """
        -- Funding.LockProjects
        select p.project_id from funding.project_need p where p.project_id = any(@Ids) order by p.project_id for no key update
        """;

    // Once edited it is the officer's work and stays when the demonstration goes.
    private const string OwnSql = """
        -- Funding.OwnPaper
        update funding.decision set figure_basis = 'entered' where id = @Id and figure_basis <> 'entered'
        """;

    private const string TouchSql = """
        -- Funding.TouchLines
        insert into funding.draft_line (decision_id, project_id, source_code, year, amount, changed_by)
        select @Id, k.project_id, k.source_code, k.year, 0, @ChangedBy
        from unnest(@Projects::bigint[], @Sources::text[], @Years::int[]) as k (project_id, source_code, year)
        order by k.project_id, k.source_code, k.year
        on conflict do nothing
        """;

    // Read after the lock, so what comes back is what the change meets.
    private const string PresentSql = """
        -- Funding.PresentCells
        select d.project_id, d.source_code, d.year, coalesce(a.allocated, 0) as in_force, d.amount as change, d.reason
        from unnest(@Projects::bigint[], @Sources::text[], @Years::int[]) as k (project_id, source_code, year)
        join funding.draft_line d on d.decision_id = @Id and d.project_id = k.project_id and d.source_code = k.source_code and d.year = k.year
        left join funding.allocation a on a.project_id = d.project_id and a.source_code = d.source_code and a.year = d.year
        """;

    private const string ChangeSql = """
        -- Funding.ChangeLines
        update funding.draft_line d
        set amount = k.amount, reason = nullif(coalesce(k.reason, d.reason), ''), basis = null, changed_by = @ChangedBy, changed_at = now(),
            revision = nextval('funding.revision')
        from unnest(@Projects::bigint[], @Sources::text[], @Years::int[], @Amounts::bigint[], @Reasons::text[])
            as k (project_id, source_code, year, amount, reason)
        where d.decision_id = @Id and d.project_id = k.project_id and d.source_code = k.source_code and d.year = k.year
            and (d.amount <> k.amount or coalesce(k.reason, d.reason, '') <> coalesce(d.reason, ''))
        """;

    private static readonly EditLinesValidator Validator = new();

    /// <summary>Changes cells of a paper, all or none.</summary>
    /// <param name="actor">Who changes; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">The cells as they shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A cell names something unknown, or a year outside the plan.</exception>
    /// <exception cref="StaleCellsException">Cells were changed since they were read; their present figures come along.</exception>
    /// <exception cref="StaleException">The paper was changed since <see cref="EditLines.Version"/>.</exception>
    /// <exception cref="RuleException">One rule refuses: <c>capital.need_exceeded</c>, <c>capital.ceiling_exceeded</c>, …</exception>
    /// <exception cref="RulesException">Several rules refuse.</exception>
    public async Task<EditReceipt> EditAsync(Actor actor, EditLines request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        Validator.Demand(request);
        return await database.TransactAsync((connection, transaction) => EditAsync(connection, transaction, actor, request, ct), ct);
    }

    /// <summary>Takes the rows that stand for the projects, in the order every writer uses.</summary>
    internal static Task LockProjectsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockProjectsSql, new { Ids = ids }, transaction, cancellationToken: ct));

    private static async Task<EditReceipt> EditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, EditLines request, CancellationToken ct)
    {
        // A version speaks of the whole paper, so nobody else may change any of it meanwhile.
        var state = request.Version is null
            ? await DecisionRecords.LockForLinesAsync(connection, transaction, request.DecisionId, ct)
            : await DecisionRecords.LockForStateAsync(connection, transaction, request.DecisionId, ct);
        var plan = await PlanLookup.GetAsync(connection, transaction, state.PlanId, ct);
        actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
        state.DemandEditable();
        if (request.Version is { } version && version != (await DecisionRecords.GetAsync(connection, transaction, state.Id, ct)).Decision.Version)
            throw new StaleException("capital.stale");

        await connection.ExecuteAsync(new CommandDefinition(OwnSql, new { state.Id }, transaction, cancellationToken: ct));
        var edits = await ResolveAsync(connection, transaction, request.Lines, state, plan, ct);
        var keys = Keys(edits);
        await LockProjectsAsync(connection, transaction, [.. keys.Projects.Distinct().Order()], ct);
        await connection.ExecuteAsync(new CommandDefinition(
            TouchSql, new { state.Id, ChangedBy = actor.Name, keys.Projects, keys.Sources, keys.Years }, transaction, cancellationToken: ct));
        var before = await PresentAsync(connection, transaction, state.Id, keys, ct);
        DemandFresh(edits, before);
        await ChangeAsync(connection, transaction, actor, state.Id, edits, keys, ct);
        if (state is { Kind: DecisionKind.Closing, ClosesYear: { } year })
            await Refusals.DemandNoneAsync(connection, transaction, await Closing.CarryRules.FindAsync(connection, transaction, state.Id, year, ct), ct);
        else
            await Refusals.DemandNoneAsync(connection, transaction, await DraftRules.FindAsync(
                connection, transaction, DraftScope.Of(state, plan), keys, ct), ct);
        await AuditAsync(connection, transaction, actor, state, plan, edits, before, ct);

        long? after = request.Version is null ? null : (await DecisionRecords.GetAsync(connection, transaction, state.Id, ct)).Decision.Version;
        var present = await PresentAsync(connection, transaction, state.Id, keys, ct);
        return new EditReceipt(after, [.. edits.Select(e => e.State(present[e.Key]))]);
    }

    private static async Task<IReadOnlyList<ResolvedEdit>> ResolveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<LineEdit> lines, DecisionState state, PlanRow plan, CancellationToken ct)
    {
        string[] codes = [.. lines.Select(l => l.Project).Distinct(StringComparer.Ordinal)];
        var projects = (await ProjectLookup.FindManyAsync(connection, transaction, codes, [], ct))
            .Where(p => p.PlanId == plan.Id).ToDictionary(p => p.Code, StringComparer.Ordinal);
        var sources = await SourceLookup.NamesAsync(connection, transaction, ct);
        var faults = new List<FieldFailure>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!projects.ContainsKey(line.Project))
                faults.Add(Fault(i, "project", "capital.project_unknown", line.Project));
            if (!sources.ContainsKey(line.Source))
                faults.Add(Fault(i, "source", "needs.source_unknown", line.Source));
            if (state.Kind == DecisionKind.Closing ? line.Year != state.ClosesYear : line.Year < plan.PeriodFrom || line.Year > plan.PeriodTo)
                faults.Add(Fault(i, "year", "capital.year_outside", line.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        return faults.Count > 0 ? throw new ValidationFailedException(faults) : [.. lines.Select(l => new ResolvedEdit(l, projects[l.Project].Id))];
    }

    private static FieldFailure Fault(int index, string field, string code, string value) =>
        new($"lines[{index}].{field}", code, new Dictionary<string, object?> { [field] = value });

    private static void DemandFresh(IReadOnlyList<ResolvedEdit> edits, IReadOnlyDictionary<CellKey, CellRow> present)
    {
        List<CellState> stale =
        [
            .. edits.Where(e => present[e.Key] is var cell && ((e.Edit.Was is { } was && was != cell.Change)
                || (e.Edit.InForce is { } inForce && inForce != cell.InForce))).Select(e => e.State(present[e.Key])),
        ];
        if (stale.Count > 0)
            throw new StaleCellsException(stale);
    }

    private static Task ChangeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long id, IReadOnlyList<ResolvedEdit> edits, CellKeys keys,
        CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(ChangeSql, new
        {
            Id = id,
            ChangedBy = actor.Name,
            keys.Projects,
            keys.Sources,
            keys.Years,
            Amounts = edits.Select(e => e.Edit.Change.Dong).ToArray(),
            Reasons = edits.Select(e => e.Edit.Reason?.Trim()).ToArray(),
        }, transaction, cancellationToken: ct));

    private static async Task<IReadOnlyDictionary<CellKey, CellRow>> PresentAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CellKeys keys, CancellationToken ct) =>
        (await connection.QueryAsync<CellRow>(new CommandDefinition(
            PresentSql, new { Id = id, keys.Projects, keys.Sources, keys.Years }, transaction, cancellationToken: ct)))
        .ToDictionary(c => new CellKey(c.ProjectId, c.SourceCode, c.Year));

    // The history of a paper is its own: what is not decided does not show in the history of a project.
    private static Task AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, DecisionState state, PlanRow plan,
        IReadOnlyList<ResolvedEdit> edits, IReadOnlyDictionary<CellKey, CellRow> before, CancellationToken ct)
    {
        List<ResolvedEdit> changed = [.. edits.Where(e => before[e.Key].Change != e.Edit.Change)];
        return changed.Count == 0 ? Task.CompletedTask : AuditLog.WriteAsync(
            connection, transaction, actor, "capital.lines_edited", "decision",
            [
                new AuditChange(
                    DecisionPapers.Text(state.Id), plan.ProvinceCode,
                    changed.ToDictionary(Field, e => before[e.Key].Change.Dong), changed.ToDictionary(Field, e => e.Edit.Change.Dong)),
            ], null, ct);
    }

    private static string Field(ResolvedEdit edit) => FormattableString.Invariant($"{edit.Edit.Project}/{edit.Edit.Source}/{edit.Edit.Year}");

    private static CellKeys Keys(IReadOnlyList<ResolvedEdit> edits) => new(
        [.. edits.Select(e => e.ProjectId)], [.. edits.Select(e => e.Edit.Source)], [.. edits.Select(e => e.Edit.Year)]);

    private sealed record ResolvedEdit(LineEdit Edit, long ProjectId)
    {
        public CellKey Key { get; } = new(ProjectId, Edit.Source, Edit.Year);

        public CellState State(CellRow row) => new(Edit.Project, Edit.Source, Edit.Year, row.InForce, row.Change, row.Reason);
    }

    private readonly record struct CellKey(long ProjectId, string Source, int Year);

    private sealed record CellRow(long ProjectId, string SourceCode, int Year, Vnd InForce, Vnd Change, string? Reason);
}
