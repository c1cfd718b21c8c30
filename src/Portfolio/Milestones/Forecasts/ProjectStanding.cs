namespace Portfolio.Milestones.Forecasts;

/// <summary>Where a project stands by its milestones.</summary>
/// <param name="PhysicalPercent">Weighted mean of the progress of its milestones, 0 to 100, to two digits.</param>
/// <param name="FinishId">The milestone that ends the work; null = none has a date.</param>
/// <param name="FinishBaselineOn">The end of the work by the baseline.</param>
/// <param name="FinishPlannedOn">As it is planned.</param>
/// <param name="FinishExpectedOn">As it is expected: the later of what is computed and what the owner states.</param>
/// <param name="OpenLate">Milestones past due and not even reported done.</param>
internal sealed record ProjectStanding(
    decimal PhysicalPercent, long? FinishId, DateOnly? FinishBaselineOn, DateOnly? FinishPlannedOn, DateOnly? FinishExpectedOn, int OpenLate)
{
    private static readonly string[] EndsWork = ["completed", "in_operation"];

    public static ProjectStanding Of(ForecastWork work, IReadOnlyList<Expected> expected, DateOnly today)
    {
        var milestones = work.Milestones.ToDictionary(m => m.Id);
        var ends = expected.Where(e => EndsWork.Contains(milestones[e.MilestoneId].KindCode)).ToList();
        // Where nothing ends the work by its kind, whatever comes last does.
        var finish = (ends.Count > 0 ? ends : [.. expected])
            .Select(e => (Milestone: milestones[e.MilestoneId], On: Forecaster.Effective(milestones[e.MilestoneId], e)))
            .OrderByDescending(f => f.On).ThenByDescending(f => f.Milestone.PlannedOn).ThenBy(f => f.Milestone.Id).FirstOrDefault();
        return new ProjectStanding(
            Physical(work.Milestones), finish.Milestone?.Id, finish.Milestone?.BaselineOn, finish.Milestone?.PlannedOn,
            finish.Milestone is null ? null : finish.On, work.Milestones.Count(m => m.DoneOn is null && m.PlannedOn < today));
    }

    private static decimal Physical(IReadOnlyList<ForecastMilestone> milestones)
    {
        var weight = milestones.Sum(m => (long)m.Weight);
        return weight == 0 ? 0 : Math.Round(milestones.Sum(m => (decimal)m.Weight * (m.MetOn is null ? m.Percent : 100)) / weight, 2, MidpointRounding.ToZero);
    }
}
