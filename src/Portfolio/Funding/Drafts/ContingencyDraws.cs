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
        select c.source_code as source, c.name, c.amount - c.drawn as left, coalesce(d.amount, 0) as drawn
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

    private static readonly DrawContingencyValidator Validator = new();

    /// <summary>Says how much the paper draws on a contingency.</summary>
    /// <param name="actor">Who says; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">Which paper, which contingency, how much.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such paper, or no such contingency of its plan.</exception>
    /// <exception cref="ValidationFailedException">The amount is negative or absurd.</exception>
    /// <exception cref="StaleException">The paper was changed since <see cref="DrawContingency.Version"/>.</exception>
    /// <exception cref="RuleException">The paper is closed or no adjustment, or the contingency has less left.</exception>
    public async Task<Decision> SetAsync(Actor actor, DrawContingency request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        Validator.Demand(request);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var state = await DecisionRecords.LockForStateAsync(connection, transaction, request.DecisionId, ct);
            var plan = await PlanLookup.GetAsync(connection, transaction, state.PlanId, ct);
            actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
            state.DemandEditable();
            if (state.Kind != DecisionKind.Adjustment)
                throw new RuleException("capital.draw_of_adjustment_only");
            if (request.Version is { } version && version != (await DecisionRecords.GetAsync(connection, transaction, state.Id, ct)).Decision.Version)
                throw new StaleException("capital.stale");
            var parameters = new { state.Id, request.Contingency, state.PlanId, Amount = request.Amount.Dong };
            var room = await connection.QuerySingleOrDefaultAsync<Room>(new CommandDefinition(RoomSql, parameters, transaction, cancellationToken: ct))
                ?? throw new NotFoundException("contingency", request.Contingency.ToString(CultureInfo.InvariantCulture));
            if (request.Amount > room.Left)
                throw new RuleException(
                    "capital.contingency_short", new Dictionary<string, object?> { ["left"] = room.Left, ["excess"] = request.Amount - room.Left });
            await connection.ExecuteAsync(new CommandDefinition(request.Amount == Vnd.Zero ? RemoveSql : SetSql, parameters, transaction, cancellationToken: ct));
            await connection.ExecuteAsync(new CommandDefinition(TouchSql, parameters, transaction, cancellationToken: ct));
            await AuditLog.WriteAsync(
                connection, transaction, actor, "capital.contingency_drawn", "decision",
                [
                    new AuditChange(
                        DecisionPapers.Text(state.Id), plan.ProvinceCode, new Dictionary<string, long> { [Field(room)] = room.Drawn.Dong },
                        new Dictionary<string, long> { [Field(room)] = request.Amount.Dong }),
                ], null, ct);
            return (await DecisionRecords.GetAsync(connection, transaction, state.Id, ct)).Decision;
        }, ct);
    }

    private static string Field(Room room) => Ceilings.CeilingService.Field("draw", room.Source, room.Name);

    private sealed record Room(string Source, string Name, Vnd Left, Vnd Drawn);
}
