using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;

namespace Portfolio.Reporting.Capital.Decisions;

/// <summary>The decisions of a plan, and what can be begun.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Its short name.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Decided">A page of the decisions in force, the latest first.</param>
/// <param name="Papers">What is being worked on, the latest first; empty for who may not see papers.</param>
/// <param name="GivenUp">Papers that were given up.</param>
/// <param name="Beginnings">What a new paper can begin with, whatever page is shown: papers first, then decisions, the latest first.</param>
/// <param name="NextClosing">The year whose closing can be begun, or will be next; null where all are closed or none has capital.</param>
/// <param name="Project">The project that the decisions are narrowed to; null = not narrowed.</param>
/// <param name="Illustrative">Whether a decision shown is made up for demonstration.</param>
public sealed record PlanDecisions(
    string PlanCode, string PlanName, Place Place, Page<PlanDecision> Decided, IReadOnlyList<PlanDecision> Papers,
    IReadOnlyList<PlanDecision> GivenUp, IReadOnlyList<PlanDecision> Beginnings, OpenYear? NextClosing, NamedProject? Project, bool Illustrative);

/// <summary>A decision in a list.</summary>
public sealed record PlanDecision
{
    /// <summary>Key.</summary>
    public long Id { get; init; }

    /// <summary>One of <see cref="DecisionKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What officers call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>One of <see cref="DecisionStatus"/>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Budget year that a closing closes.</summary>
    public int? ClosesYear { get; init; }

    /// <summary>Number of the approved decision.</summary>
    public string? Number { get; init; }

    /// <summary>Date of the approved decision.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Title of who signed it.</summary>
    public string? Signer { get; init; }

    /// <summary>Who began the paper.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>When it was begun, in UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When anything of a paper was changed last, in UTC.</summary>
    public DateTime ChangedAt { get; init; }

    /// <summary>Whether it was made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    internal bool Touches { get; init; }

    /// <summary>Projects it touches; null where it was not added up.</summary>
    public int? Projects { get; init; }

    /// <summary>What it gives, whole đồng; of a closing, what is carried over.</summary>
    public Vnd Given { get; init; }

    /// <summary>What it takes, as a positive amount; of a closing, what lapses.</summary>
    public Vnd Taken { get; init; }
}

/// <summary>A budget year that is not closed.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Settled">Last day of its settlement: it can be closed after it.</param>
/// <param name="Closable">Whether that day has passed.</param>
public sealed record OpenYear(int Year, DateOnly Settled, bool Closable);

/// <summary>A project by code and name.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
public sealed record NamedProject(string Code, string Name);
