using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Funding.Decisions;
using Portfolio.Plans;

namespace Portfolio.Funding.Assistant;

/// <summary>Proposes allocations and adjustments as papers that officers go on working on: every line says on what it rests.</summary>
public sealed class AssistantService(PortfolioDatabase database, BusinessCalendar calendar)
{
    // Suspended and cancelled projects are planned for by officers alone.
    private static readonly string[] AtRest = ["suspended", "cancelled"];

    private const string InsertSql = """
        -- Funding.InsertProposal
        insert into funding.draft_line (decision_id, project_id, source_code, year, amount, basis, changed_by)
        select @Id, l.project_id, l.source_code, l.year, l.amount, l.basis::jsonb, @ChangedBy
        from unnest(@Projects::bigint[], @Sources::text[], @Years::int[], @Amounts::bigint[], @Bases::text[])
            as l (project_id, source_code, year, amount, basis)
        """;

    private const string FindingsSql = """
        -- Funding.KeepFindings
        update funding.decision set findings = @Findings::jsonb where id = @Id
        """;

    private static readonly ProposeValidator ProposeValidator = new();
    private static readonly ReplanValidator ReplanValidator = new();

    /// <summary>Proposes who gets what is still missing, and puts it into a new paper.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">Plan, first year, minimum.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    /// <exception cref="ValidationFailedException">A field is missing or absurd, or the year is not one of the plan.</exception>
    /// <exception cref="RuleException"><c>capital.nothing_to_propose</c>: no project lacks capital that could be given.</exception>
    public async Task<Decision> ProposeAsync(Actor actor, Propose request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        ProposeValidator.Demand(request);
        return await DraftAsync(actor, request.PlanCode, request.Name, DecisionKind.Allocation, "capital.proposed", async (connection, transaction, plan) =>
        {
            if (request.FromYear < plan.PeriodFrom || request.FromYear > plan.PeriodTo)
                throw Outside(nameof(request.FromYear), request.FromYear);
            var facts = await PlanningFacts.ReadAsync(connection, transaction, plan, calendar.Today, ct);
            var rooms = await PlanningFacts.RoomsAsync(connection, transaction, plan, ct);
            var served = facts.Projects.Where(p => !AtRest.Contains(p.Stage)).Select(facts.Project).ToList();
            var proposal = ProposalPlanner.Plan(new ProposalRequest(request.FromYear, plan.PeriodTo, request.Minimum, served, rooms));
            List<Shortfall> shortfalls = [.. proposal.Shortfalls, .. Resting(facts)];
            return new Outcome(
                facts, [.. proposal.Lines.Select(l => new OutcomeLine(l.ProjectCode, l.Source, l.Year, l.Amount, l.Reason))],
                JsonSerializer.Serialize(new { shortfalls }, BasisJson.Format));
        }, ct);
    }

    /// <summary>Plans the capital of a budget year anew from a day on: from projects that cannot spend it to those that can.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">Plan, day, thresholds.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    /// <exception cref="ValidationFailedException">A field is missing or absurd, or the day is not in the plan.</exception>
    /// <exception cref="RuleException"><c>capital.nothing_to_move</c>: nobody has capital to give, or nobody can use it.</exception>
    public async Task<Decision> ReplanAsync(Actor actor, ReplanYear request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        ReplanValidator.Demand(request);
        return await DraftAsync(actor, request.PlanCode, request.Name, DecisionKind.Adjustment, "capital.replanned", async (connection, transaction, plan) =>
        {
            var day = request.On!.Value;
            if (day.Year < plan.PeriodFrom || day.Year > plan.PeriodTo)
                throw Outside(nameof(request.On), day.Year);
            var facts = await PlanningFacts.ReadAsync(connection, transaction, plan, day, ct);
            var shares = await YearFacts.PlannedSharesAsync(connection, transaction, facts, day, ct);
            var replan = Replanner.Plan(new ReplanRequest(
                day, plan.PeriodTo, [.. facts.Projects.Where(p => p.Stage != "cancelled").Select(p => YearFacts.Of(facts, p, shares, day))])
            {
                Thresholds = new ReplanThresholds
                {
                    BehindCurve = new Threshold(request.BehindPoints, "disbursement.behind"),
                    DaysLate = new Threshold(request.DaysLate, "milestone.overdue"),
                    SafetyShare = new Threshold(request.SafetyPercent * 100, "replan.safety_share"),
                },
            });
            return new Outcome(
                facts, [.. replan.Lines.Select(l => new OutcomeLine(l.ProjectCode, l.Source, l.Year, l.Amount, l.Reason))],
                JsonSerializer.Serialize(new { moves = replan.Moves, leftovers = replan.Leftovers }, BasisJson.Format));
        }, ct);
    }

    private Task<Decision> DraftAsync(
        Actor actor, string planCode, string name, string kind, string what, Func<NpgsqlConnection, NpgsqlTransaction, PlanRow, Task<Outcome>> plan,
        CancellationToken ct) =>
        database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
            return await IdempotentWrite.RunAsync(connection, transaction, actor, what, async () =>
            {
                var row = await PlanLookup.GetAsync(connection, transaction, planCode, ct);
                actor.Demand(Permission.AllocateCapital, Place.In(row.ProvinceCode));
                // Nobody gives or limits capital of the plan while the proposal reads it.
                await PlanLookup.LockAsync(connection, transaction, row.Id, ct);
                var outcome = await plan(connection, transaction, row);
                if (outcome.Lines.Count == 0)
                    throw new RuleException(kind == DecisionKind.Allocation ? "capital.nothing_to_propose" : "capital.nothing_to_move");
                var id = await DecisionPapers.InsertAsync(
                    connection, transaction, actor, new BeginDecision(row.Code, kind, name.Trim(), null, null), row.Id, null, ct);
                await WriteAsync(connection, transaction, actor, id, outcome, ct);
                var (paper, _) = await DecisionRecords.GetAsync(connection, transaction, id, ct);
                await AuditLog.WriteAsync(
                    connection, transaction, actor, what, "decision",
                    [new AuditChange(DecisionPapers.Text(id), row.ProvinceCode, null, new Dictionary<string, object> { ["plan"] = row.Code, ["decision_name"] = paper.Name, ["lines"] = outcome.Lines.Count })],
                    null, ct);
                return paper;
            }, ct);
        }, ct);

    private static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long id, Outcome outcome, CancellationToken ct)
    {
        var ids = outcome.Facts.Projects.ToDictionary(p => p.Code, p => p.Id, StringComparer.Ordinal);
        // Most lines of a project share one reason.
        var bases = new Dictionary<Reason, string>(ReferenceEqualityComparer.Instance);
        await connection.ExecuteAsync(new CommandDefinition(InsertSql, new
        {
            Id = id,
            ChangedBy = actor.Name,
            Projects = outcome.Lines.Select(l => ids[l.Project]).ToArray(),
            Sources = outcome.Lines.Select(l => l.Source).ToArray(),
            Years = outcome.Lines.Select(l => l.Year).ToArray(),
            Amounts = outcome.Lines.Select(l => l.Amount.Dong).ToArray(),
            Bases = outcome.Lines.Select(l => bases.TryGetValue(l.Reason, out var text) ? text : bases[l.Reason] = JsonSerializer.Serialize(l.Reason, BasisJson.Format)).ToArray(),
        }, transaction, commandTimeout: 120, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(FindingsSql, new { Id = id, outcome.Findings }, transaction, cancellationToken: ct));
    }

    private static IEnumerable<Shortfall> Resting(PlanningFacts facts) =>
        from project in facts.Projects
        where AtRest.Contains(project.Stage)
        let planned = facts.Project(project)
        where planned.Missing > Vnd.Zero
        orderby project.Code
        select new Shortfall(project.Code, 0,
        [
            .. planned.Sources.Where(s => s.Missing > Vnd.Zero).Select(s => new SourceShortfall(
                s.Source, s.Missing, [Reasons.Of("propose.blocked.at_rest", ("stage", project.Stage))])),
        ]);

    private static ValidationFailedException Outside(string field, int year) =>
        new([new FieldFailure(field, "capital.year_outside", new Dictionary<string, object?> { ["year"] = year.ToString(System.Globalization.CultureInfo.InvariantCulture) })]);

    private sealed record Outcome(PlanningFacts Facts, IReadOnlyList<OutcomeLine> Lines, string Findings);

    private sealed record OutcomeLine(string Project, string Source, int Year, Vnd Amount, Reason Reason);
}
