namespace Portfolio.Milestones.Forecasts;

/// <summary>Everything a forecast of one project rests on.</summary>
/// <param name="Milestones">Its milestones; those that were dropped are left out.</param>
/// <param name="Dependencies">What waits for what.</param>
/// <param name="Land">What waits for which land.</param>
internal sealed record ForecastWork(
    IReadOnlyList<ForecastMilestone> Milestones, IReadOnlyList<Dependency> Dependencies, IReadOnlyList<LandBlock> Land)
{
    public static readonly ForecastWork Nothing = new([], [], []);
}

/// <summary>A milestone as far as a forecast needs it.</summary>
/// <param name="Id">Key.</param>
/// <param name="KindCode">Kind.</param>
/// <param name="Weight">Part of the physical progress.</param>
/// <param name="Percent">How far it is, 0 to 100.</param>
/// <param name="BaselineOn">Last day of the baseline; null = none.</param>
/// <param name="PlannedOn">Last day of the planned period; null = continuous work.</param>
/// <param name="StatedOn">Last day by the word of the owner; null = he has not spoken.</param>
/// <param name="MetOn">Day on which it was met; null = open.</param>
/// <param name="ReportedOn">Day on which it was met by the word of its owner; null = he has not said so.</param>
internal sealed record ForecastMilestone(
    long Id, string KindCode, int Weight, int Percent, DateOnly? BaselineOn, DateOnly? PlannedOn, DateOnly? StatedOn, DateOnly? MetOn, DateOnly? ReportedOn = null)
{
    /// <summary>Day from which on the work goes on: nobody on site waits for a confirmation.</summary>
    public DateOnly? DoneOn => MetOn ?? ReportedOn;
}

/// <summary>A milestone that waits for another (finish to start).</summary>
/// <param name="MilestoneId">The one that waits.</param>
/// <param name="PredecessorId">The one it waits for.</param>
/// <param name="LagDays">Days in between at least.</param>
internal sealed record Dependency(long MilestoneId, long PredecessorId, int LagDays);

/// <summary>A milestone that waits for land.</summary>
/// <param name="MilestoneId">The one that waits.</param>
/// <param name="PackageId">The package.</param>
/// <param name="LagDays">Days after the hand-over at least.</param>
/// <param name="HandedOverOn">Day of the hand-over; null = not yet.</param>
/// <param name="ExpectedOn">Day for which it is expected, else planned; null = nobody has said.</param>
internal sealed record LandBlock(long MilestoneId, long PackageId, int LagDays, DateOnly? HandedOverOn, DateOnly? ExpectedOn);

/// <summary>When the program expects a milestone, and why.</summary>
/// <param name="MilestoneId">Milestone.</param>
/// <param name="ExpectedOn">Day.</param>
/// <param name="Cause">What it follows from.</param>
/// <param name="DriverId">The predecessor that drives it; null unless it is the cause.</param>
/// <param name="PackageId">The land package that drives it; null unless it is the cause.</param>
/// <param name="DaysPushed">Days by which the driver pushes it beyond its own date.</param>
internal sealed record Expected(long MilestoneId, DateOnly ExpectedOn, ForecastCause Cause, long? DriverId, long? PackageId, int DaysPushed);
