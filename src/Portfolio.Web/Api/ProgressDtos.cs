using Portfolio.Reporting.Progress;

namespace Portfolio.Web.Api;

/// <summary>Where the schedule of a project stands.</summary>
/// <param name="Code">Code of the project.</param>
/// <param name="Name">Name.</param>
/// <param name="Responsible">Owner or lead body; null = none is named.</param>
/// <param name="PhysicalPercent">Physical progress in percent, by the weights of the milestones.</param>
/// <param name="FinishBaseline">End of the work by the baseline.</param>
/// <param name="FinishPlanned">As it is planned now.</param>
/// <param name="FinishExpected">As it is expected.</param>
/// <param name="DaysLate">Days by which the finish is expected after its baseline; negative = before it.</param>
/// <param name="OverdueMilestones">Milestones past due and not even reported done.</param>
/// <param name="NextMilestone">Code of the first milestone that is not met.</param>
/// <param name="LandAreaPercent">Part of the area handed over, in percent; null = no land is needed.</param>
internal sealed record ProgressDto(
    string Code, string Name, string? Responsible, decimal PhysicalPercent, DateOnly? FinishBaseline, DateOnly? FinishPlanned, DateOnly? FinishExpected, int? DaysLate,
    int OverdueMilestones, string? NextMilestone, int? LandAreaPercent)
{
    public static ProgressDto Of(ProgressRow row) => new(
        row.Code, row.Name, row.Responsible, row.PhysicalPercent, row.FinishBaselineOn, row.FinishPlannedOn, row.FinishExpectedOn, row.DaysLate, row.OpenLate,
        row.Next?.Code, row.Land?.AreaPercent);
}

/// <summary>Milestones of a plan that fall due in a year, by body and month.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Year">Year.</param>
/// <param name="AsOf">Business date of "late".</param>
/// <param name="Bodies">Bodies that answer for milestones of the year.</param>
internal sealed record MilestoneMonthsDto(string Plan, int Year, DateOnly AsOf, IReadOnlyList<BodyMonthsDto> Bodies)
{
    public static MilestoneMonthsDto Of(MonthReport report) => new(
        report.PlanCode, report.Year, report.Today,
        [.. report.Bodies.Select(b => new BodyMonthsDto(ReferenceDto.Of(b.Code, b.Name), [.. b.Months.Select((m, i) => new MonthCountDto(i + 1, m.Due, m.Met, m.MetLate, m.Late))]))]);
}

/// <summary>The months of a body.</summary>
/// <param name="Body">The body; null = nobody answers for these projects yet.</param>
/// <param name="Months">Its twelve months.</param>
internal sealed record BodyMonthsDto(ReferenceDto? Body, IReadOnlyList<MonthCountDto> Months);

/// <summary>Milestones that fall due in a month.</summary>
/// <param name="Month">Month, 1 to 12.</param>
/// <param name="Due">All of them.</param>
/// <param name="Met">Of these, met.</param>
/// <param name="MetLate">Of those met, after their day.</param>
/// <param name="Late">Past due, and not even reported done.</param>
internal sealed record MonthCountDto(int Month, int Due, int Met, int MetLate, int Late);
