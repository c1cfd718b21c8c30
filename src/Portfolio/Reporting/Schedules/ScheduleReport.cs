using Portfolio.Common;

namespace Portfolio.Reporting.Schedules;

/// <summary>The dates of a project: milestones, what they wait for, land, and what drives the finish.</summary>
/// <param name="Project">The project.</param>
/// <param name="Milestones">Its milestones, dropped ones last.</param>
/// <param name="Links">What waits for what.</param>
/// <param name="Packages">Its land packages.</param>
/// <param name="CriticalPath">Codes of the milestones that drive the finish ("đường găng"), the finish last.</param>
/// <param name="Today">Business date.</param>
public sealed record ScheduleReport(
    ScheduleHead Project, IReadOnlyList<ScheduleMilestone> Milestones, IReadOnlyList<ScheduleLink> Links, IReadOnlyList<SchedulePackage> Packages,
    IReadOnlyList<string> CriticalPath, DateOnly Today);

/// <summary>A project and where it stands.</summary>
public sealed record ScheduleHead
{
    /// <summary>Surrogate key.</summary>
    public long Id { get; init; }

    /// <summary>Code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Kind: construction, planning, scheme or task.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Province.</summary>
    public string ProvinceCode { get; init; } = "";

    /// <summary>Plan.</summary>
    public string PlanCode { get; init; } = "";

    /// <summary>Short name of the plan.</summary>
    public string PlanName { get; init; } = "";

    /// <summary>Physical progress in percent, by the weights of the milestones; null where there are none.</summary>
    public decimal? PhysicalPercent { get; init; }

    /// <summary>Payable capital of the project so far given, whole đồng.</summary>
    public Vnd Payable { get; init; }

    /// <summary>Paid out of it, whole đồng.</summary>
    public Vnd Paid { get; init; }

    /// <summary>Milestone that ends the work.</summary>
    public string? FinishCode { get; init; }

    /// <summary>End of the work by the baseline.</summary>
    public DateOnly? FinishBaselineOn { get; init; }

    /// <summary>As it is planned now.</summary>
    public DateOnly? FinishPlannedOn { get; init; }

    /// <summary>As it is expected.</summary>
    public DateOnly? FinishExpectedOn { get; init; }

    /// <summary>Bodies that answer for it: owner and leads.</summary>
    public long[] Bodies { get; init; } = [];

    /// <summary>Whether any date of it is made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    /// <summary>Financial progress in percent: paid of what may be paid out; null where nothing was given.</summary>
    public decimal? FinancialPercent => Payable == Vnd.Zero ? null : Paid.Dong * 100m / Payable.Dong;

    /// <summary>Points by which physical progress is ahead of financial; negative = behind; null where either is unknown.</summary>
    public decimal? Gap => PhysicalPercent - FinancialPercent;

    /// <summary>Days by which the finish is expected after its baseline; null where either is unknown.</summary>
    public int? DaysAfterBaseline => FinishExpectedOn?.DayNumber - FinishBaselineOn?.DayNumber;
}

/// <summary>A milestone with all its dates.</summary>
public sealed record ScheduleMilestone
{
    /// <summary>Code, unique within the project.</summary>
    public string Code { get; init; } = "";

    /// <summary>Kind.</summary>
    public string KindCode { get; init; } = "";

    /// <summary>Name of the kind.</summary>
    public string KindName { get; init; } = "";

    /// <summary>The same in English.</summary>
    public string KindNameEn { get; init; } = "";

    /// <summary>Whether its "done" waits for confirmation where the province asks for it.</summary>
    public bool IsKey { get; init; }

    /// <summary>What is to be reached.</summary>
    public string Name { get; init; } = "";

    /// <summary>Part of the physical progress.</summary>
    public int Weight { get; init; }

    /// <summary>How far it is, in percent.</summary>
    public int Percent { get; init; }

    /// <summary>Last day of the baseline.</summary>
    public DateOnly? BaselineOn { get; init; }

    /// <summary>The baseline as it is written.</summary>
    public string? BaselineText { get; init; }

    /// <summary>Last day of the planned period; null = continuous work.</summary>
    public DateOnly? PlannedOn { get; init; }

    /// <summary>How exact the plan is.</summary>
    public string PlannedPrecision { get; init; } = "";

    /// <summary>The plan as it is written.</summary>
    public string PlannedText { get; init; } = "";

    /// <summary>Last day by the word of the owner.</summary>
    public DateOnly? StatedOn { get; init; }

    /// <summary>That word as it is written.</summary>
    public string? StatedText { get; init; }

    /// <summary>Day on which it is done by the word of the owner.</summary>
    public DateOnly? ReportedOn { get; init; }

    /// <summary>Day on which it was met.</summary>
    public DateOnly? MetOn { get; init; }

    /// <summary>Business day of the confirmation.</summary>
    public DateOnly? ConfirmedOn { get; init; }

    /// <summary>Business day on which it was dropped.</summary>
    public DateOnly? DroppedOn { get; init; }

    /// <summary>When the program expects it.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>What that follows from: met, plan, today, predecessor, land.</summary>
    public string? Cause { get; init; }

    /// <summary>Code of the predecessor that drives it.</summary>
    public string? DriverCode { get; init; }

    /// <summary>Code of the land package that drives it.</summary>
    public string? PackageCode { get; init; }

    /// <summary>Days by which the driver pushes it.</summary>
    public int? DaysPushed { get; init; }

    /// <summary>How often the planned date moved.</summary>
    public int Moves { get; init; }

    /// <summary>Sum of the days by which it moved.</summary>
    public int DaysMoved { get; init; }

    /// <summary>Version.</summary>
    public long Revision { get; init; }

    /// <summary>The document that names it; null = none does.</summary>
    public string? SourceFile { get; init; }

    /// <summary>Whether it is done by the word of its owner and waits for confirmation.</summary>
    public bool Waits => ReportedOn is not null && MetOn is null;

    /// <summary>Whether its owner expects it later than the program does: then his word counts for what follows, and for the finish.</summary>
    public bool StatedLater => MetOn is null && ReportedOn is null && StatedOn is { } stated && stated > ExpectedOn;

    /// <summary>The day that counts: met, else the later of what is computed and what the owner states.</summary>
    public DateOnly? EffectiveOn => MetOn ?? (StatedLater ? StatedOn : ExpectedOn);

    /// <summary>Days past due on a day; null while it is not.</summary>
    public int? DaysLate(DateOnly today) =>
        MetOn is null && DroppedOn is null && ReportedOn is null && PlannedOn is { } due && due < today ? today.DayNumber - due.DayNumber : null;
}

/// <summary>A milestone that waits for another.</summary>
/// <param name="Code">The one that waits.</param>
/// <param name="PredecessorCode">The one it waits for.</param>
/// <param name="LagDays">Days in between at least.</param>
/// <param name="DaysPushed">Days by which this predecessor would push it beyond its own plan; 0 = it does not.</param>
public sealed record ScheduleLink(string Code, string PredecessorCode, int LagDays, int DaysPushed);

/// <summary>A land package as a schedule shows it.</summary>
public sealed record SchedulePackage
{
    /// <summary>Surrogate key.</summary>
    public long Id { get; init; }

    /// <summary>Code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Commune.</summary>
    public string CommuneName { get; init; } = "";

    /// <summary>Section; blank = the whole.</summary>
    public string Section { get; init; } = "";

    /// <summary>Day of the notice of recovery.</summary>
    public DateOnly? NotifiedOn { get; init; }

    /// <summary>Last day of the planned hand-over.</summary>
    public DateOnly? PlannedOn { get; init; }

    /// <summary>That as it is written.</summary>
    public string? PlannedText { get; init; }

    /// <summary>Day for which it is expected.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>Day of the hand-over.</summary>
    public DateOnly? HandedOverOn { get; init; }

    /// <summary>Part of the area handed over, in percent.</summary>
    public int AreaPercent { get; init; }

    /// <summary>Codes of the milestones that wait for it.</summary>
    public string[] Blocks { get; init; } = [];

    /// <summary>Days that pass after the hand-over at least, for each of these.</summary>
    public int[] BlockLags { get; init; } = [];

    /// <summary>Days after the hand-over for which a milestone waits; null = it does not wait for this land.</summary>
    public int? LagOf(string milestone) => Array.IndexOf(Blocks, milestone) is >= 0 and var at ? BlockLags[at] : null;
}
