using Portfolio.Common;
using Portfolio.Reporting.Plans;
using Portfolio.Reporting.Summary;

namespace Portfolio.Reporting.Dashboard;

/// <summary>All that the first page shows; equal to another report that shows the same.</summary>
/// <param name="Choices">Plans one can choose.</param>
/// <param name="Plan">The plan shown; null = all together.</param>
/// <param name="Needs">Need by programme; of all plans together by province.</param>
/// <param name="Capital">What was given and paid, by the same parts.</param>
/// <param name="Shape">Projects by sector and stage.</param>
/// <param name="Overdue">Open milestones past due, oldest first.</param>
/// <param name="Next">The next open milestones.</param>
/// <param name="Milestones">How many are past due, how many due within 90 days.</param>
/// <param name="Others">A few plans beside the one shown, those of its province first.</param>
/// <param name="Illustrative">Whether the view holds amounts or stages made up for demonstration.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record DashboardReport(
    ValueList<PlanChoice> Choices, ShownPlan? Plan, NeedSummary Needs, CapitalSummary Capital, ValueList<ShapeRow> Shape,
    ValueList<MilestoneRow> Overdue, ValueList<MilestoneRow> Next, MilestoneCounts Milestones, ValueList<PlanTile> Others,
    bool Illustrative, DateOnly Today);

/// <summary>The plan shown.</summary>
/// <param name="Id">Surrogate key.</param>
/// <param name="Code">Code.</param>
/// <param name="ProvinceCode">Province.</param>
/// <param name="ProvinceName">Its name.</param>
/// <param name="ProvinceNameEn">Its name in English.</param>
/// <param name="ShortName">Short title.</param>
/// <param name="PeriodFrom">First year.</param>
/// <param name="PeriodTo">Last year.</param>
public sealed record ShownPlan(
    long Id, string Code, string ProvinceCode, string ProvinceName, string ProvinceNameEn, string ShortName, int PeriodFrom, int PeriodTo);

/// <summary>A plan that can be chosen.</summary>
/// <param name="Code">Code.</param>
/// <param name="ProvinceName">Name of its province.</param>
/// <param name="ProvinceNameEn">Its name in English.</param>
/// <param name="ShortName">Short title.</param>
public sealed record PlanChoice(string Code, string ProvinceName, string ProvinceNameEn, string ShortName);

/// <summary>Number of projects of one sector in one stage.</summary>
/// <param name="Sector">Sector.</param>
/// <param name="Stage">Stage; null where no document says.</param>
/// <param name="Projects">Number of projects.</param>
public sealed record ShapeRow(string Sector, string? Stage, int Projects);

/// <summary>An open milestone in a list.</summary>
/// <param name="ProjectCode">Project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="Name">What is to be reached.</param>
/// <param name="PlannedOn">Last day of the planned period.</param>
/// <param name="PlannedPrecision">How exact the date is.</param>
/// <param name="PlannedText">The date as the document writes it.</param>
/// <param name="Responsible">Owner or lead body.</param>
public sealed record MilestoneRow(
    string ProjectCode, string ProjectName, string Name, DateOnly PlannedOn, string PlannedPrecision, string PlannedText, string? Responsible)
{
    /// <summary>Days past due on the given day; negative while still ahead.</summary>
    public int DaysLate(DateOnly today) => today.DayNumber - PlannedOn.DayNumber;
}

/// <summary>Counts of open milestones.</summary>
/// <param name="Overdue">Past due.</param>
/// <param name="DueSoon">Due within 90 days.</param>
public sealed record MilestoneCounts(int Overdue, int DueSoon);
