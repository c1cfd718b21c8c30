using Portfolio.Common;

namespace Portfolio.Reporting.Progress;

/// <summary>A portfolio as it is drawn: its sums, and one page of its projects.</summary>
/// <param name="Sum">What all projects of the filter come to; of the first ten thousand where there are more.</param>
/// <param name="Projects">One page of them.</param>
/// <param name="Today">Business date.</param>
public sealed record ProgressReport(ProgressSum Sum, Page<ProgressRow> Projects, DateOnly Today);

/// <summary>Where a portfolio stands.</summary>
/// <param name="Projects">Projects with milestones.</param>
/// <param name="FinishLate">Of these, projects whose finish is expected after its baseline.</param>
/// <param name="WithOverdue">Of these, projects with such milestones.</param>
/// <param name="Overdue">Milestones past due and not even reported done.</param>
/// <param name="PhysicalPercent">Mean of the physical progress of the projects, in percent; null without any.</param>
public sealed record ProgressSum(int Projects, int FinishLate, int WithOverdue, int Overdue, decimal? PhysicalPercent);

/// <summary>A project as a portfolio draws it.</summary>
public sealed record ProgressRow
{
    /// <summary>Surrogate key.</summary>
    public long Id { get; init; }

    /// <summary>Code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Short name of its plan.</summary>
    public string PlanName { get; init; } = "";

    /// <summary>Owner or lead body; null = none is named.</summary>
    public string? Responsible { get; init; }

    /// <summary>Physical progress in percent, by the weights of the milestones.</summary>
    public decimal PhysicalPercent { get; init; }

    /// <summary>End of the work by the baseline.</summary>
    public DateOnly? FinishBaselineOn { get; init; }

    /// <summary>As it is planned now.</summary>
    public DateOnly? FinishPlannedOn { get; init; }

    /// <summary>As it is expected.</summary>
    public DateOnly? FinishExpectedOn { get; init; }

    /// <summary>Days by which the finish is expected after its baseline; negative = before it.</summary>
    public int? DaysLate { get; init; }

    /// <summary>Milestones past due and not even reported done.</summary>
    public int OpenLate { get; init; }

    /// <summary>What the finish follows from: met, plan, today, predecessor, land; null where there is none.</summary>
    public string? Cause { get; init; }

    /// <summary>The milestone, or the commune of the land, that drives the finish; null where nothing does.</summary>
    public string? Driver { get; init; }

    /// <summary>Whether a date of it is made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    /// <summary>Colour by its warnings: green, amber, red.</summary>
    public string Colour { get; init; } = "green";

    /// <summary>Its land together; null = it needs none.</summary>
    public ProgressLand? Land { get; init; }

    /// <summary>Its milestones with dates, in their order.</summary>
    public IReadOnlyList<ProgressMilestone> Milestones { get; init; } = [];

    /// <summary>The first milestone that is not met; null = all are.</summary>
    public ProgressMilestone? Next => Milestones.FirstOrDefault(m => m.MetOn is null);
}

/// <summary>The land of a project in one bar.</summary>
/// <param name="NotifiedOn">First notice of recovery.</param>
/// <param name="PlannedOn">Last planned hand-over.</param>
/// <param name="ExpectedOn">Last expected hand-over of what is not handed over.</param>
/// <param name="HandedOverOn">Last hand-over; null while a package is open.</param>
/// <param name="AreaPercent">Part of the area handed over, in percent.</param>
public sealed record ProgressLand(DateOnly? NotifiedOn, DateOnly? PlannedOn, DateOnly? ExpectedOn, DateOnly? HandedOverOn, int AreaPercent);

/// <summary>A milestone as a portfolio draws it.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">What is to be reached.</param>
/// <param name="PlannedOn">Last day of the planned period.</param>
/// <param name="PlannedText">The plan as it is written.</param>
/// <param name="MetOn">Day on which it was met.</param>
/// <param name="Waits">Whether it is done by the word of its owner and waits for confirmation.</param>
public sealed record ProgressMilestone(string Code, string Name, DateOnly? PlannedOn, string PlannedText, DateOnly? MetOn, bool Waits)
{
    /// <summary>Where it stands on the time axis.</summary>
    public DateOnly On => MetOn ?? PlannedOn ?? throw new InvalidOperationException("a milestone without a date is not drawn");

    /// <summary>Whether it is past due on a day.</summary>
    public bool IsLate(DateOnly today) => MetOn is null && !Waits && PlannedOn < today;
}
