using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>What the capital of a budget year is planned anew from.</summary>
/// <param name="Date">The day from which on; its year is the budget year.</param>
/// <param name="LastYear">Last year of the plan: no capital moves beyond it.</param>
/// <param name="Projects">The projects that have capital or a need, in any order.</param>
/// <param name="Thresholds">From when on a project counts as one that cannot spend.</param>
internal sealed record ReplanRequest(DateOnly Date, int LastYear, IReadOnlyList<YearProject> Projects, ReplanThresholds Thresholds)
{
    /// <summary>The budget year.</summary>
    public int Year => Date.Year;
}

/// <summary>From when on a project counts as one that cannot spend, and what it keeps then.</summary>
/// <param name="BehindCurve">Percentage points by which the spent share may lie behind the planned share; so many are too many.</param>
/// <param name="DaysLate">Days by which land and milestones may be late; more are too many.</param>
/// <param name="SafetyShare">Share of what a giver is not expected to spend that stays with it all the same, in basis points.</param>
internal sealed record ReplanThresholds(Threshold BehindCurve, Threshold DaysLate, Threshold SafetyShare);

/// <summary>A threshold and where it stands.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Parameter">Code of the parameter, or <see cref="Officer"/>.</param>
internal sealed record Threshold(int Value, string Parameter)
{
    /// <summary>Stands for a parameter where whoever asks set another value.</summary>
    public const string Officer = "officer";
}

/// <summary>Where the land of a project stands.</summary>
internal enum LandState
{
    /// <summary>Nobody entered it.</summary>
    Unknown,

    /// <summary>Not yet due.</summary>
    NotDue,

    /// <summary>Handed over.</summary>
    Cleared,

    /// <summary>Due and not handed over.</summary>
    Late,
}

/// <summary>A project in the budget year.</summary>
/// <param name="Project">Needs and capital; the capital of the budget year is the one in force.</param>
/// <param name="Spending">What came of the capital of the year, each source once; a source that is not named spent nothing.</param>
internal sealed record YearProject(PlanningProject Project, IReadOnlyList<YearSpending> Spending)
{
    /// <summary>What should be spent by the date of the capital of the year, in basis points; null without a curve.</summary>
    public int? PlannedShare { get; init; }

    /// <summary>Stage in which it rests, suspended or cancelled: it spends nothing any more. Null while it goes on.</summary>
    public string? AtRest { get; init; }

    /// <summary>Land clearance.</summary>
    public LandState Land { get; init; }

    /// <summary>Days by which its land is late.</summary>
    public int LandDaysLate { get; init; }

    /// <summary>Milestones that are due and not met.</summary>
    public int LateMilestones { get; init; }

    /// <summary>Days by which the worst of them is late.</summary>
    public int DaysLate { get; init; }
}

/// <summary>What came of the capital of a source in the budget year.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="CarriedIn">Capital of the year before that may still be spent; it cannot be given away.</param>
/// <param name="Paid">Paid by the date and confirmed.</param>
/// <param name="Pending">Paid by the date and not yet confirmed.</param>
internal sealed record YearSpending(string Source, Vnd CarriedIn, Vnd Paid, Vnd Pending)
{
    /// <summary>Paid after the date, confirmed or not: no pace is judged by it, but it cannot be given away.</summary>
    public Vnd Since { get; init; }
}
