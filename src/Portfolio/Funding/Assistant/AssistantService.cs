using System.Data;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Decisions;
using Portfolio.Plans;

namespace Portfolio.Funding.Assistant;

/// <summary>Proposes allocations and adjustments as papers that officers go on working on: every line says on what it rests.</summary>
public sealed class AssistantService(PortfolioDatabase database, BusinessCalendar calendar)
{
    private static readonly ProposeValidator ProposeValidator = new();
    private static readonly ReplanValidator ReplanValidator = new();

    /// <summary>Proposes who gets what is still missing, and puts it into a new paper.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">Plan, first year, minimum.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    /// <exception cref="ValidationFailedException">A field is missing or absurd, or the year is not one of the plan or closed.</exception>
    /// <exception cref="RuleException"><c>capital.nothing_to_propose</c>: no project lacks capital that could be given.</exception>
    public async Task<Decision> ProposeAsync(Actor actor, Propose request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        ProposeValidator.Demand(request);
        return await DraftAsync(actor, request.PlanCode, request.Name, DecisionKind.Allocation, "capital.proposed", async (connection, transaction, plan) =>
        {
            await DemandOpenAsync(connection, transaction, plan, nameof(request.FromYear), request.FromYear, ct);
            var facts = await PlanningFacts.ReadAsync(connection, transaction, plan, calendar.Today, ct);
            var rooms = await PlanningFacts.RoomsAsync(connection, transaction, plan, ct);
            var projects = facts.Projects.Select(p => (Project: facts.Project(p), p.Stage)).ToList();
            var served = projects.Where(p => !AtRest.Is(p.Stage)).Select(p => p.Project).ToList();
            var proposal = ProposalPlanner.Plan(new ProposalRequest(request.FromYear, plan.PeriodTo, request.Minimum, served, rooms));
            List<Shortfall> shortfalls = [.. proposal.Shortfalls, .. AtRest.Shortfalls(projects)];
            return Paper(
                facts, proposal.Lines.Select(l => new PaperLine(l.ProjectCode, l.Source, l.Year, l.Amount, l.Reason)), new { shortfalls });
        }, ct);
    }

    /// <summary>Plans the capital of a budget year anew from a day on: from projects that cannot spend it to those that can.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">Plan, day, thresholds.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    /// <exception cref="ValidationFailedException">A field is missing or absurd, or the day is to come, not in the plan or in a closed year.</exception>
    /// <exception cref="RuleException"><c>capital.nothing_to_move</c>: nobody has capital to give, or nobody can use it.</exception>
    public async Task<Decision> ReplanAsync(Actor actor, ReplanYear request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        ReplanValidator.Demand(request);
        return await DraftAsync(actor, request.PlanCode, request.Name, DecisionKind.Adjustment, "capital.replanned", async (connection, transaction, plan) =>
        {
            var day = request.On!.Value;
            if (day > calendar.Today)
                throw Refused(nameof(request.On), "capital.day_ahead");
            await DemandOpenAsync(connection, transaction, plan, nameof(request.On), day.Year, ct);
            var thresholds = (await ReplanDefaults.ReadAsync(connection, transaction, calendar.Today, ct)).For(request);
            var facts = await PlanningFacts.ReadAsync(connection, transaction, plan, day, ct);
            var shares = await YearFacts.PlannedSharesAsync(connection, transaction, facts, day, ct);
            var replan = Replanner.Plan(new ReplanRequest(
                day, plan.PeriodTo, [.. facts.Projects.Select(p => YearFacts.Of(facts, p, shares, day))], thresholds));
            return Paper(
                facts, replan.Lines.Select(l => new PaperLine(l.ProjectCode, l.Source, l.Year, l.Amount, l.Reason)),
                new { moves = replan.Moves, leftovers = replan.Leftovers });
        }, ct);
    }

    /// <summary>What whoever asks for a proposal or a replanning starts from.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="planCode">Plan.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<AssistantDefaults> DefaultsAsync(Actor actor, string planCode, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var plan = await PlanLookup.GetAsync(connection, transaction, planCode, ct);
        actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
        return new AssistantDefaults(
            await YearRules.ClosedToAsync(connection, transaction, plan.Id, ct), await ReplanDefaults.ReadAsync(connection, transaction, calendar.Today, ct));
    }

    private Task<Decision> DraftAsync(
        Actor actor, string planCode, string name, string kind, string what, Func<NpgsqlConnection, NpgsqlTransaction, PlanRow, Task<ProposalPaper>> plan,
        CancellationToken ct) =>
        database.RetryAsync(async connection =>
        {
            ProposalPaper found;
            // Reads and plans in one snapshot and holds nobody up. Whatever is decided or paid meanwhile, the paper is judged by it when
            // it is submitted and approved.
            await using (var reading = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct))
            {
                if (await IdempotentWrite.FindAsync<Decision>(connection, reading, actor, what, ct) is { } first)
                    return first;
                var row = await PlanLookup.GetAsync(connection, reading, planCode, ct);
                actor.Demand(Permission.AllocateCapital, Place.In(row.ProvinceCode));
                found = await plan(connection, reading, row);
                if (found.Lines.Count == 0)
                    throw new RuleException(kind == DecisionKind.Allocation ? "capital.nothing_to_propose" : "capital.nothing_to_move");
            }
            await using var writing = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
            return await IdempotentWrite.RunAsync(
                connection, writing, actor, what, () => found.WriteAsync(connection, writing, actor, kind, name, what, ct), ct);
        }, ct);

    private static ProposalPaper Paper(PlanningFacts facts, IEnumerable<PaperLine> lines, object findings) => new(
        facts.Plan, facts.Projects.ToDictionary(p => p.Code, p => p.Id, StringComparer.Ordinal), [.. lines],
        JsonSerializer.Serialize(findings, BasisJson.Format));

    private static async Task DemandOpenAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PlanRow plan, string field, int year, CancellationToken ct)
    {
        if (year < plan.PeriodFrom || year > plan.PeriodTo)
            throw Refused(field, "capital.year_outside", year);
        if (year <= await YearRules.ClosedToAsync(connection, transaction, plan.Id, ct))
            throw Refused(field, "capital.year_closed_already", year);
    }

    private static ValidationFailedException Refused(string field, string code, int? year = null) =>
        new([new FieldFailure(field, code, year is { } y ? new Dictionary<string, object?> { ["year"] = y.ToString(CultureInfo.InvariantCulture) } : [])]);
}
