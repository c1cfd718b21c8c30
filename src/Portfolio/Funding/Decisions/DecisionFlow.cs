using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Drafts;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Decisions;

/// <summary>The way of a paper: submitted, returned with a reason, approved. The approval posts its lines; from then on nothing changes it (F6).</summary>
public sealed class DecisionFlow(PortfolioDatabase database, BusinessCalendar calendar)
{
    // What an officer does with a paper of the demonstration makes it his: it stays when the demonstration goes.
    private const string SubmitSql = """
        -- Funding.SubmitDecision
        update funding.decision
        set status = 'submitted', figure_basis = 'entered', submitted_by = @By, submitted_at = now(), return_reason = null, revision = nextval('funding.revision')
        where id = @Id
        """;

    private const string ReturnSql = """
        -- Funding.ReturnDecision
        update funding.decision
        set status = 'returned', figure_basis = 'entered', return_reason = @Reason, revision = nextval('funding.revision')
        where id = @Id
        """;

    private const string ApproveSql = """
        -- Funding.ApproveDecision
        update funding.decision
        set status = 'approved', figure_basis = 'entered', number = @Number, decided_on = @DecidedOn, signer = @Signer, approved_by = @By, approved_at = now(),
            approved_xact = pg_current_xact_id(), revision = nextval('funding.revision')
        where id = @Id
        """;

    // One statement, so that the database can add up the whole decision (F5).
    private const string PostSql = """
        -- Funding.PostLines
        insert into funding.allocation_line
            (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount, reason, basis)
        select d.decision_id, @PlanId, n.programme_id, d.project_id, d.source_code, n.source_class, d.year, 'allocated', d.amount, d.reason, d.basis
        from funding.draft_line d
        join funding.need n on n.project_id = d.project_id and n.source_code = d.source_code
        where d.decision_id = @Id and d.amount <> 0
        order by d.project_id, d.source_code, d.year
        """;

    private const string ClearSql = """
        -- Funding.ClearDraft
        delete from funding.draft_line where decision_id = @Id
        """;

    private const string ProjectsSql = """
        -- Funding.ProjectsOfPaper
        select distinct project_id from funding.draft_line where decision_id = @Id and amount <> 0 order by project_id
        """;

    private const string HasLinesSql = """
        -- Funding.HasLines
        select exists (select 1 from funding.draft_line where decision_id = @Id and amount <> 0)
        """;

    // Decisions come in the order of their dates, so that the plan as of any day obeys the same rules as that of today (F8).
    private const string LatestSql = """
        -- Funding.LatestDecision
        select max(decided_on) from funding.decision where plan_id = @PlanId and status = 'approved' and withdrawn_at is null
        """;

    private const string TakenSql = """
        -- Funding.NumberTaken
        select exists (select 1 from funding.decision
            where plan_id = @PlanId and lower(number) = lower(@Number) and status = 'approved' and withdrawn_at is null)
        """;

    private static readonly ApproveDecisionValidator ApproveValidator = new();
    private static readonly ReturnDecisionValidator ReturnValidator = new();

    /// <summary>Submits a paper. From here on its lines stay as they are until it is returned or approved.</summary>
    /// <param name="actor">Who submits; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="id">Paper.</param>
    /// <param name="version">Version the actor has seen; null = as it is now.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="RuleException">It is closed or empty, or a rule does not hold for the whole of it.</exception>
    /// <exception cref="RulesException">Several rules do not hold.</exception>
    /// <exception cref="StaleException">It was changed since.</exception>
    public async Task<Decision> SubmitAsync(Actor actor, long id, long? version, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        return await StepAsync(actor, id, version, "capital.submitted", null, async step =>
        {
            step.State.DemandEditable();
            await DemandSoundAsync(step, ct);
            await step.RunAsync(SubmitSql, new { Id = id, By = actor.Name }, ct);
        }, ct);
    }

    /// <summary>Returns a submitted paper, so that it is worked on again.</summary>
    /// <param name="actor">Who returns; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">Which, and why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">No reason is given, or one too long.</exception>
    /// <exception cref="RuleException"><c>capital.not_submitted</c>.</exception>
    /// <exception cref="StaleException">It was changed since.</exception>
    public async Task<Decision> ReturnAsync(Actor actor, ReturnDecision request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        ReturnValidator.Demand(request);
        return await StepAsync(actor, request.Id, request.Version, "capital.returned", request.Reason.Trim(), async step =>
        {
            step.State.DemandSubmitted();
            await step.RunAsync(ReturnSql, new { request.Id, Reason = request.Reason.Trim() }, ct);
        }, ct);
    }

    /// <summary>Records the approval of a submitted paper and posts its lines.</summary>
    /// <param name="actor">Who records it; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">Number, date and signer of the decision.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">
    /// A field is missing or too long; the date is ahead, long before the plan, or, of a closing, before its year is settled.
    /// </exception>
    /// <exception cref="RuleException">
    /// It is not submitted; the number is taken; the date lies before that of an earlier decision; or a rule does not hold any more,
    /// because other decisions came first.
    /// </exception>
    /// <exception cref="RulesException">Several rules do not hold.</exception>
    /// <exception cref="StaleException">It was changed since.</exception>
    public async Task<Decision> ApproveAsync(Actor actor, ApproveDecision request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        ApproveValidator.Demand(request);
        return await StepAsync(actor, request.Id, request.Version, "capital.approved", null, async step =>
        {
            step.State.DemandSubmitted();
            await DecisionDay.DemandAsync(step.Connection, step.Transaction, step.State, step.Plan, request.DecidedOn!.Value, calendar.Today, ct);
            await DemandTurnAsync(step, request, ct);
            await HoldProjectsAsync(step, ct);
            await DemandSoundAsync(step, ct);
            await step.RunAsync(ApproveSql, new
            {
                request.Id,
                Number = request.Number.Trim(),
                request.DecidedOn,
                Signer = request.Signer.Trim(),
                By = actor.Name,
            }, ct);
            await ConstraintMapping.GuardAsync(() => step.State.Kind == DecisionKind.Closing
                ? YearLines.PostAsync(step.Connection, step.Transaction, step.State, ct)
                : step.RunAsync(PostSql, new { request.Id, PlanId = step.Plan.Id }, ct));
            await step.RunAsync(ClearSql, new { request.Id }, ct);
            await Consequences.TellAsync(step.Connection, step.Transaction, actor, step.State, step.Plan, request, ct);
        }, ct);
    }

    private Task<Decision> StepAsync(
        Actor actor, long id, long? version, string kind, string? reason, Func<Step, Task> take, CancellationToken ct) =>
        database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(connection, transaction, actor, kind, async () =>
            {
                var plan = await DecisionRecords.PlanAsync(connection, transaction, id, ct);
                actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
                // The plan before the paper: whoever approves waits for others who do, and then finds their lines in force.
                await PlanLookup.LockAsync(connection, transaction, [plan.Id], ct);
                var state = await DecisionRecords.LockForStateAsync(connection, transaction, id, ct);
                var (before, _) = await DecisionRecords.GetAsync(connection, transaction, id, ct);
                if (version is { } based && based != before.Version)
                    throw new StaleException("capital.stale");
                await take(new Step(connection, transaction, state, plan));
                var (after, _) = await DecisionRecords.GetAsync(connection, transaction, id, ct);
                await DecisionPapers.AuditAsync(connection, transaction, actor, kind, plan, before, after, reason, ct);
                return after;
            }, ct);
        }, ct);

    // What is judged must still be so when the lines are posted: nobody changes needs, payments or total investment meanwhile.
    private static async Task HoldProjectsAsync(Step step, CancellationToken ct)
    {
        var (connection, transaction, state, _) = step;
        long[] ids = [.. await connection.QueryAsync<long>(new CommandDefinition(ProjectsSql, new { state.Id }, transaction, cancellationToken: ct))];
        await ProjectLookup.HoldAsync(connection, transaction, ids, ct);
        await DraftService.LockProjectsAsync(connection, transaction, ids, ct);
    }

    private async Task DemandSoundAsync(Step step, CancellationToken ct)
    {
        var (connection, transaction, state, plan) = step;
        if (state is { Kind: DecisionKind.Closing, ClosesYear: { } year })
        {
            await YearRules.DemandClosableAsync(connection, transaction, plan, year, calendar.Today, ct);
            await Refusals.DemandNoneAsync(connection, transaction, await CarryRules.FindAsync(connection, transaction, state.Id, year, ct), ct);
            return;
        }
        if (!await step.AskAsync<bool>(HasLinesSql, new { state.Id }, ct))
            throw new RuleException("capital.paper_empty");
        await Refusals.DemandNoneAsync(connection, transaction, await DraftRules.FindAsync(
            connection, transaction, DraftScope.Of(state, plan), null, ct), ct);
        if (state.Kind == DecisionKind.Adjustment)
            await Refusals.DemandBalancedAsync(connection, transaction, await DraftRules.ImbalancesAsync(connection, transaction, state.Id, ct), ct);
    }

    private static async Task DemandTurnAsync(Step step, ApproveDecision request, CancellationToken ct)
    {
        if (await step.AskAsync<bool>(TakenSql, new { PlanId = step.Plan.Id, Number = request.Number.Trim() }, ct))
            throw new RuleException("capital.number_taken", new Dictionary<string, object?> { ["number"] = request.Number.Trim() });
        if (await step.AskAsync<DateOnly?>(LatestSql, new { PlanId = step.Plan.Id }, ct) is { } latest && request.DecidedOn < latest)
            throw new RuleException("capital.decided_before", new Dictionary<string, object?> { ["latest"] = latest });
    }

    private sealed record Step(NpgsqlConnection Connection, NpgsqlTransaction Transaction, DecisionState State, PlanRow Plan)
    {
        public Task RunAsync(string sql, object parameters, CancellationToken ct) =>
            Connection.ExecuteAsync(new CommandDefinition(sql, parameters, Transaction, commandTimeout: 0, cancellationToken: ct));

        public Task<T?> AskAsync<T>(string sql, object parameters, CancellationToken ct) =>
            Connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, Transaction, cancellationToken: ct));
    }
}
