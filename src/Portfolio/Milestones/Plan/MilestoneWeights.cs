using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Milestones.Plan;

/// <summary>What the milestones of a project weigh: physical progress is their mean by weight, so weights count relative to each other.</summary>
public sealed class MilestoneWeights(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Sets the weights of one or several milestones, all or none.</summary>
    /// <param name="actor">Who sets them; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="request">The weights.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="StaleException">A milestone was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">A weight is not 0 to 1000, or a milestone is named twice; the fields are named <c>Weights[0].Weight</c>.</exception>
    /// <exception cref="RuleException"><c>milestones.weightless</c>: nothing would weigh anything.</exception>
    public async Task<IReadOnlyList<MilestoneReceipt>> SetAsync(Actor actor, SetWeights request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        Demand(request.Weights);
        return await MilestoneSession.RunAsync(
            database, new MilestoneChangeKind(actor, Permission.UpdateMilestones, calendar.Today, "milestones.changed", [request.Project]),
            session =>
            {
                foreach (var (code, revision, weight) in request.Weights)
                    Set(session, session.Milestone(request.Project, code, revision), weight);
                DemandAny(session.Project(request.Project), request.Weights);
                return Task.CompletedTask;
            }, ct);
    }

    private static void Set(MilestoneSession session, MilestoneRow milestone, int weight)
    {
        if (weight == milestone.Weight)
            return;
        session.Change(milestone, weight: weight);
        session.Note(milestone, "weight", milestone.Weight, weight);
    }

    private static void Demand(IReadOnlyList<MilestoneWeight> weights)
    {
        List<FieldFailure> failures =
        [
            .. weights.Index().Where(w => w.Item.Weight is < 0 or > MilestonePlans.MostWeight).Select(w => Fault(w.Index, "Weight", "milestones.weight_outside")),
            .. weights.Index().GroupBy(w => w.Item.Milestone).SelectMany(g => g.Skip(1)).Select(w => Fault(w.Index, "Milestone", "milestones.weight_twice")),
        ];
        if (failures.Count > 0)
            throw new ValidationFailedException(failures);
    }

    private static FieldFailure Fault(int row, string field, string code) =>
        new(FormattableString.Invariant($"Weights[{row}].{field}"), code, new Dictionary<string, object?>());

    private static void DemandAny(SessionProject project, IReadOnlyList<MilestoneWeight> weights)
    {
        var now = weights.ToDictionary(w => w.Milestone, w => w.Weight);
        if (project.Milestones.Values.Where(m => m.DroppedOn is null).All(m => now.GetValueOrDefault(m.Code, m.Weight) == 0))
            throw MilestoneFault.Rule("milestones.weightless");
    }
}
