using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Plans;

namespace Portfolio.Funding.Drafts;

/// <summary>What an adjustment draws on a named contingency, so that it may give more than it takes (F5).</summary>
public sealed class ContingencyDraws(PortfolioDatabase database)
{
    private const string RoomSql = """
        -- Funding.ContingencyRoom
        select c.amount - c.drawn as left, coalesce(d.amount, 0) as drawn
        from funding.contingency c
        left join funding.contingency_draw d on d.contingency_id = c.id and d.decision_id = @Id
        where c.id = @Contingency and c.plan_id = @PlanId
        """;

    private const string SetSql = """
        -- Funding.SetDraw
        insert into funding.contingency_draw as d (decision_id, contingency_id, amount) values (@Id, @Contingency, @Amount)
        on conflict (decision_id, contingency_id) do update set amount = excluded.amount
        """;

    private const string RemoveSql = """
        -- Funding.RemoveDraw
        delete from funding.contingency_draw where decision_id = @Id and contingency_id = @Contingency
        """;

    private const string TouchSql = """
        -- Funding.TouchDecision
        update funding.decision set revision = nextval('funding.revision') where id = @Id
        """;

    /// <summary>Says how much the paper draws on a contingency.</summary>
    /// <param name="actor">Who says; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="decisionId">Paper, an adjustment.</param>
    /// <param name="contingency">Key of the contingency.</param>
    /// <param name="amount">Whole đồng; nought = nothing.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such paper, or no such contingency of its plan.</exception>
    /// <exception cref="ValidationFailedException">The amount is negative.</exception>
    /// <exception cref="RuleException">The paper is closed or no adjustment, or the contingency has less left.</exception>
    public async Task<Decision> SetAsync(Actor actor, long decisionId, long contingency, Vnd amount, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        if (amount < Vnd.Zero)
            throw new ValidationFailedException([new FieldFailure("amount", "money.negative", new Dictionary<string, object?>())]);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var state = await DecisionRecords.LockForStateAsync(connection, transaction, decisionId, ct);
            var plan = await PlanLookup.GetAsync(connection, transaction, state.PlanId, ct);
            actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
            state.DemandEditable();
            if (state.Kind != DecisionKind.Adjustment)
                throw new RuleException("capital.draw_of_adjustment_only");
            var parameters = new { state.Id, Contingency = contingency, state.PlanId, Amount = amount.Dong };
            var room = await connection.QuerySingleOrDefaultAsync<Room>(new CommandDefinition(RoomSql, parameters, transaction, cancellationToken: ct))
                ?? throw new NotFoundException("contingency", contingency.ToString(CultureInfo.InvariantCulture));
            if (amount > room.Left)
                throw new RuleException("capital.contingency_short", new Dictionary<string, object?> { ["left"] = room.Left, ["excess"] = amount - room.Left });
            await connection.ExecuteAsync(new CommandDefinition(amount == Vnd.Zero ? RemoveSql : SetSql, parameters, transaction, cancellationToken: ct));
            await connection.ExecuteAsync(new CommandDefinition(TouchSql, parameters, transaction, cancellationToken: ct));
            await AuditLog.WriteAsync(
                connection, transaction, actor, "capital.contingency_drawn", "decision",
                [
                    new AuditChange(
                        DecisionPapers.Text(state.Id), plan.ProvinceCode, new Dictionary<string, long> { ["amount"] = room.Drawn.Dong },
                        new Dictionary<string, long> { ["amount"] = amount.Dong }),
                ], null, ct);
            return (await DecisionRecords.GetAsync(connection, transaction, state.Id, ct)).Decision;
        }, ct);
    }

    private sealed record Room(Vnd Left, Vnd Drawn);
}
