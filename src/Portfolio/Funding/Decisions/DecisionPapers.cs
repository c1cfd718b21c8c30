using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Plans;

namespace Portfolio.Funding.Decisions;

/// <summary>Begins, names, copies and gives up papers; what happens to a finished one stands in <see cref="DecisionFlow"/>.</summary>
public sealed class DecisionPapers(PortfolioDatabase database)
{
    private const string BeginSql = """
        -- Funding.BeginDecision
        insert into funding.decision (plan_id, kind, name, reason, copied_from, closes_year, created_by)
        values (@PlanId, @Kind, @Name, @Reason, @CopyFrom, @ClosesYear, @CreatedBy)
        returning id
        """;

    // Of an approved decision the posted lines are copied, of a paper its draft lines.
    private const string CopySql = """
        -- Funding.CopyLines
        insert into funding.draft_line (decision_id, project_id, source_code, year, amount, reason, basis, changed_by)
        select @Id, l.project_id, l.source_code, l.year, l.amount, l.reason, l.basis, @ChangedBy
        from (
            select project_id, source_code, year, amount, reason, basis from funding.draft_line where decision_id = @From and amount <> 0
            union all
            select project_id, source_code, year, sum(amount)::bigint, max(reason), null
            from funding.allocation_line
            where decision_id = @From and entry = 'allocated'
            group by project_id, source_code, year
        ) l
        where l.amount <> 0
        """;

    private const string RenameSql = """
        -- Funding.RenameDecision
        update funding.decision
        set name = @Name, reason = @Reason, figure_basis = 'entered', revision = nextval('funding.revision')
        where id = @Id
        """;

    private const string DiscardSql = """
        -- Funding.DiscardDecision
        update funding.decision set status = 'discarded', revision = nextval('funding.revision') where id = @Id
        """;

    private const string FindingsSql = """
        -- Funding.Findings
        select findings::text from funding.decision where id = @Id
        """;

    private static readonly BeginDecisionValidator BeginValidator = new();
    private static readonly RenameDecisionValidator RenameValidator = new();

    /// <summary>One decision.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewCapitalDrafts"/> unless it is approved.</param>
    /// <param name="id">Key.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none, or it is a paper the actor may not see.</exception>
    public async Task<Decision> GetAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var (decision, plan) = await DecisionRecords.GetAsync(connection, null, id, ct);
        var place = Place.In(plan.ProvinceCode);
        if (decision.Status != DecisionStatus.Approved)
            actor.Demand(Permission.ViewCapitalDrafts, place);
        return decision.For(
            await DecisionReasons.ShownAsync(connection, null, actor, plan.Id, plan.ProvinceCode, ct), actor.May(Permission.ViewHistory, place));
    }

    /// <summary>What the assistant found beside the lines of a paper, as JSON; null where the assistant did not make it.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewCapitalDrafts"/> in the province of the plan.</param>
    /// <param name="id">Paper.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none of this key.</exception>
    public async Task<string?> FindingsAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewCapitalDrafts);
        await using var connection = await database.OpenAsync(ct);
        var plan = await DecisionRecords.PlanAsync(connection, null, id, ct);
        actor.Demand(Permission.ViewCapitalDrafts, Place.In(plan.ProvinceCode));
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(FindingsSql, new { Id = id }, cancellationToken: ct));
    }

    /// <summary>Begins a paper, empty or as a copy.</summary>
    /// <param name="actor">Who begins; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">What it is to be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A field is missing or too long.</exception>
    /// <exception cref="NotFoundException">There is no such plan, or no such decision to copy.</exception>
    /// <exception cref="RuleException">
    /// <c>capital.copy_of_other_plan</c>: the decision to copy belongs to another plan; <c>capital.copy_of_adjustment</c>: an allocation
    /// is to begin with the lines of an adjustment.
    /// </exception>
    public async Task<Decision> BeginAsync(Actor actor, BeginDecision request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        BeginValidator.Demand(request);
        return await database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(connection, transaction, actor, "funding.begin_decision", async () =>
            {
                var plan = await PlanLookup.GetAsync(connection, transaction, request.PlanCode, ct);
                actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
                await DemandCopyableAsync(connection, transaction, request, plan, ct);
                var id = await InsertAsync(connection, transaction, actor, request with { Name = request.Name.Trim() }, plan.Id, null, ct);
                if (request.CopyFrom is { } from)
                    await connection.ExecuteAsync(new CommandDefinition(
                        CopySql, new { Id = id, From = from, ChangedBy = actor.Name }, transaction, cancellationToken: ct));
                var (begun, _) = await DecisionRecords.GetAsync(connection, transaction, id, ct);
                await AuditAsync(connection, transaction, actor, "capital.paper_begun", plan, null, begun, request.Reason, ct);
                return begun;
            }, ct);
        }, ct);
    }

    /// <summary>Names a paper anew.</summary>
    /// <param name="actor">Who renames; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">The new name and purpose.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="RuleException"><c>capital.decision_closed</c>: it is submitted, approved or discarded.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    public async Task<Decision> RenameAsync(Actor actor, RenameDecision request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        RenameValidator.Demand(request);
        return await ChangeAsync(
            actor, request.Id, request.Version, RenameSql, new { request.Id, Name = request.Name.Trim(), request.Reason }, "capital.paper_renamed", ct);
    }

    /// <summary>Gives a paper up. Its lines stay for the record; nothing can be done with it any more.</summary>
    /// <param name="actor">Who gives it up; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="id">Paper.</param>
    /// <param name="version">Version it was read in; null = whatever it is.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="RuleException"><c>capital.decision_closed</c>: it is submitted, approved or discarded.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    public async Task<Decision> DiscardAsync(Actor actor, long id, long? version, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        return await ChangeAsync(actor, id, version, DiscardSql, new { Id = id }, "capital.paper_discarded", ct);
    }

    /// <summary>Inserts a paper; for this room and that of closings.</summary>
    internal static Task<long> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, BeginDecision request, long planId, int? closesYear, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(BeginSql, new
        {
            PlanId = planId,
            request.Kind,
            request.Name,
            request.Reason,
            request.CopyFrom,
            ClosesYear = closesYear,
            CreatedBy = actor.Name,
        }, transaction, cancellationToken: ct));

    /// <summary>Notes what was done to a decision.</summary>
    internal static Task AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string kind, PlanRow plan, Decision? before, Decision after,
        string? reason, CancellationToken ct) =>
        AuditLog.WriteAsync(
            connection, transaction, actor, kind, "decision",
            [new AuditChange(Text(after.Id), plan.ProvinceCode, before is null ? null : Fields(before), Fields(after))], reason, ct);

    /// <summary>The key as the history and the addresses write it.</summary>
    internal static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task DemandCopyableAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, BeginDecision request, PlanRow plan, CancellationToken ct)
    {
        if (request.CopyFrom is not { } id)
            return;
        var (copied, _) = await DecisionRecords.GetAsync(connection, transaction, id, ct);
        if (copied.PlanId != plan.Id || copied.Kind == DecisionKind.Closing)
            throw new RuleException("capital.copy_of_other_plan");
        // Half of an adjustment is no allocation: what it takes would be missing, and what it gives would come from nowhere.
        if (copied.Kind == DecisionKind.Adjustment && request.Kind == DecisionKind.Allocation)
            throw new RuleException("capital.copy_of_adjustment");
    }

    private Task<Decision> ChangeAsync(
        Actor actor, long id, long? version, string sql, object parameters, string kind, CancellationToken ct) =>
        database.TransactAsync(async (connection, transaction) =>
        {
            var state = await DecisionRecords.LockForStateAsync(connection, transaction, id, ct);
            var (before, plan) = await DecisionRecords.GetAsync(connection, transaction, id, ct);
            actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
            state.DemandEditable();
            if (version is { } based && based != before.Version)
                throw new StaleException("capital.stale");
            await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: ct));
            var (after, _) = await DecisionRecords.GetAsync(connection, transaction, id, ct);
            await AuditAsync(connection, transaction, actor, kind, plan, before, after, null, ct);
            return after;
        }, ct);

    private static Dictionary<string, object?> Fields(Decision decision) => new(StringComparer.Ordinal)
    {
        ["plan"] = decision.PlanCode,
        ["decision_kind"] = decision.Kind,
        ["decision_name"] = decision.Name,
        ["decision_status"] = decision.Status,
        ["purpose"] = decision.Reason,
        ["decision_number"] = decision.Number,
        ["decided_on"] = decision.DecidedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["signer"] = decision.Signer,
        ["return_reason"] = decision.ReturnReason,
    };
}
