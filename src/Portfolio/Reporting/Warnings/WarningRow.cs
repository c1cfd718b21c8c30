using Portfolio.Common;
using Portfolio.Slippage;

namespace Portfolio.Reporting.Warnings;

/// <summary>A warning with what it is about, who must act and what hangs on it.</summary>
public sealed record WarningRow
{
    /// <summary>Key.</summary>
    public long Id { get; init; }

    /// <summary>Code of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>notice, amber or red.</summary>
    public required string Severity { get; init; }

    /// <summary>What it is about: milestone, project, package, obstacle, report, ledger.</summary>
    public required string SubjectType { get; init; }

    /// <summary>Key of that.</summary>
    public long SubjectId { get; init; }

    /// <summary>Since when its condition holds; null = nobody can say.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Day it looks to: a due date, an expected finish, the end of a notice.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What was measured, in the unit of the rule.</summary>
    public decimal? Measure { get; init; }

    /// <summary>What it is measured against.</summary>
    public decimal? Bound { get; init; }

    /// <summary>What the condition itself is about.</summary>
    public Vnd? Amount { get; init; }

    /// <summary>Day on which it passed its first limit.</summary>
    public DateOnly OpenedOn { get; init; }

    /// <summary>Day on which it became red; null = it is not.</summary>
    public DateOnly? RedOn { get; init; }

    /// <summary>Day of the latest acknowledgement; null = none.</summary>
    public DateOnly? AcknowledgedOn { get; init; }

    /// <summary>Day by which it is expected to be put right.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>Day on which its condition had ended; null = active.</summary>
    public DateOnly? ResolvedOn { get; init; }

    /// <summary>Project; null = a report or the ledger.</summary>
    public string? ProjectCode { get; init; }

    /// <summary>Name of the project.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Code of the milestone it is about.</summary>
    public string? MilestoneCode { get; init; }

    /// <summary>Name of the milestone, place of the package, title of the obstacle, name of the report or project; blank = the ledger.</summary>
    public string SubjectName { get; init; } = "";

    /// <summary>Name of the step of land clearance that is late; null = it is about none.</summary>
    public string? StepName { get; init; }

    /// <summary>Its name in English.</summary>
    public string? StepNameEn { get; init; }

    /// <summary>Who must act: whoever was told to, else the body of the condition, else whoever answers for the project.</summary>
    public string? BodyCode { get; init; }

    /// <summary>Name of that body.</summary>
    public string? BodyName { get; init; }

    /// <summary>Its name in English.</summary>
    public string? BodyNameEn { get; init; }

    /// <summary>Whether that body was told to act.</summary>
    public bool Assigned { get; init; }

    /// <summary>Capital of the budget year of the project that is not paid out yet.</summary>
    public Vnd AtRisk { get; init; }

    /// <summary>What was said of it last; null = nothing.</summary>
    public string? LastSaid { get; init; }

    /// <summary>As what that was said: acknowledged, said or assigned.</summary>
    public string? SaidKind { get; init; }

    /// <summary>Who said it.</summary>
    public string? SaidBy { get; init; }

    /// <summary>Body that was told to act by it; null = it was no order.</summary>
    public string? SaidTo { get; init; }

    /// <summary>Its name in English.</summary>
    public string? SaidToEn { get; init; }

    /// <summary>Who acknowledged it last; null = nobody.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>Whether whoever must act has answered: an order alone is no answer.</summary>
    public bool Answered => ExpectedOn is not null || (LastSaid is not null && SaidKind != "assigned");

    /// <summary>Whether figures it looks at are made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    /// <summary>What it tells, for its sentence.</summary>
    public WarningFacts Facts => new(
        Rule, Severity, SubjectName, null, Since, Until, Measure, Bound, Amount, BodyName, BodyNameEn, ProjectCode is null ? null : AtRisk,
        StepName, StepNameEn);

    /// <summary>Day as of which it is told: what has ended grows no older.</summary>
    public DateOnly ToldOn(DateOnly today) => ResolvedOn ?? today;

    /// <summary>Days since it passed its first limit, until it ended.</summary>
    public int Days(DateOnly today) => ToldOn(today).DayNumber - OpenedOn.DayNumber;
}
