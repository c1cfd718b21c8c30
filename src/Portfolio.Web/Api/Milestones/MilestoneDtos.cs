using Portfolio.Milestones;
using Portfolio.Reporting.Schedules;

namespace Portfolio.Web.Api.Milestones;

/// <summary>The milestones of a project, and where it stands by them.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="PhysicalPercent">Physical progress by the weights of the milestones; null where there are none.</param>
/// <param name="FinishExpectedOn">When the end of the work is expected.</param>
/// <param name="FinishPlannedOn">For when it is planned.</param>
/// <param name="FinishBaselineOn">By the baseline.</param>
/// <param name="CriticalPath">Codes of the milestones that drive the finish, the finish last.</param>
/// <param name="Milestones">The milestones, dropped ones last.</param>
internal sealed record ScheduleDto(
    string Project, decimal? PhysicalPercent, DateOnly? FinishExpectedOn, DateOnly? FinishPlannedOn, DateOnly? FinishBaselineOn,
    IReadOnlyList<string> CriticalPath, IReadOnlyList<ScheduleMilestoneDto> Milestones)
{
    public static ScheduleDto Of(ScheduleReport report) => new(
        report.Project.Code, report.Project.PhysicalPercent, report.Project.FinishExpectedOn, report.Project.FinishPlannedOn, report.Project.FinishBaselineOn,
        report.CriticalPath, [.. report.Milestones.Select(m => ScheduleMilestoneDto.Of(m, report))]);
}

/// <summary>A milestone with all its dates and its forecast.</summary>
/// <param name="Code">Code within the project.</param>
/// <param name="Revision">Version, on which a change is based.</param>
/// <param name="Kind">Standard kind.</param>
/// <param name="Name">What is to be reached.</param>
/// <param name="Weight">Part of the physical progress, relative to the others.</param>
/// <param name="Percent">How far it is.</param>
/// <param name="Baseline">The baseline; null for continuous work.</param>
/// <param name="Planned">What is planned now; its date is null for continuous work.</param>
/// <param name="Stated">When the owner expects it; null = he has not spoken.</param>
/// <param name="ReportedOn">Day on which it was met by the word of the owner.</param>
/// <param name="MetOn">Day on which it was met.</param>
/// <param name="ConfirmedOn">Day of the confirmation.</param>
/// <param name="DroppedOn">Day on which it was dropped.</param>
/// <param name="Forecast">When the program expects it; null for continuous and dropped work.</param>
/// <param name="Moves">How often the planned date moved.</param>
/// <param name="DaysMoved">By how many days in all.</param>
/// <param name="Predecessors">What it waits for.</param>
internal sealed record ScheduleMilestoneDto(
    string Code, long Revision, string Kind, string Name, int Weight, int Percent, WrittenDateDto? Baseline, WrittenDateDto Planned, WrittenDateDto? Stated,
    DateOnly? ReportedOn, DateOnly? MetOn, DateOnly? ConfirmedOn, DateOnly? DroppedOn, ForecastDto? Forecast, int Moves, int DaysMoved,
    IReadOnlyList<PredecessorDto> Predecessors)
{
    public static ScheduleMilestoneDto Of(ScheduleMilestone m, ScheduleReport report) => new(
        m.Code, m.Revision, m.KindCode, m.Name, m.Weight, m.Percent, m.BaselineText is null ? null : new WrittenDateDto(m.BaselineOn, m.BaselineText),
        new WrittenDateDto(m.PlannedOn, m.PlannedText), m.StatedText is null ? null : new WrittenDateDto(m.StatedOn, m.StatedText),
        m.ReportedOn, m.MetOn, m.ConfirmedOn, m.DroppedOn,
        m.ExpectedOn is { } expected ? new ForecastDto(expected, m.Cause!, m.DriverCode, m.PackageCode, m.DaysPushed ?? 0) : null, m.Moves, m.DaysMoved,
        [.. report.Links.Where(l => l.Code == m.Code).Select(l => new PredecessorDto(l.PredecessorCode, l.LagDays, l.DaysPushed))]);
}

/// <summary>A date as it was written.</summary>
/// <param name="Date">Last day of its period; null for continuous work.</param>
/// <param name="Text">Its words.</param>
internal sealed record WrittenDateDto(DateOnly? Date, string Text);

/// <summary>When the program expects a milestone, and why.</summary>
/// <param name="Date">Day.</param>
/// <param name="Cause">met, plan, today (it is overdue), predecessor, land.</param>
/// <param name="Driver">Code of the predecessor that drives it.</param>
/// <param name="Package">Code of the land package that drives it.</param>
/// <param name="DaysPushed">Days by which that pushes it.</param>
internal sealed record ForecastDto(DateOnly Date, string Cause, string? Driver, string? Package, int DaysPushed);

/// <summary>What a milestone waits for.</summary>
/// <param name="Milestone">Code of the predecessor.</param>
/// <param name="LagDays">Days in between at least.</param>
/// <param name="DaysPushed">Days by which it would push the milestone beyond its own plan.</param>
internal sealed record PredecessorDto(string Milestone, int LagDays, int DaysPushed);

/// <summary>What a change left behind.</summary>
/// <param name="Milestone">Code of the milestone.</param>
/// <param name="Revision">Its version now.</param>
/// <param name="Waits">Whether it is reported done and waits for confirmation.</param>
/// <param name="ExpectedOn">When the program expects it now.</param>
internal sealed record MilestoneReceiptDto(string Milestone, long Revision, bool Waits, DateOnly? ExpectedOn)
{
    public static MilestoneReceiptDto Of(MilestoneReceipt receipt) => new(receipt.Milestone, receipt.Revision, receipt.Waits, receipt.ExpectedOn);
}
