using Portfolio.Common;
using Portfolio.Reporting.Capital.Decisions;

namespace Portfolio.Reporting.Capital.Dated;

/// <summary>Which comparison of two days is asked for.</summary>
/// <param name="Plan">Code of the plan.</param>
/// <param name="From">One day; null = the first of January of this year.</param>
/// <param name="To">The other; null = today. The earlier one is compared with the later one, whichever comes first.</param>
/// <param name="Who">Only projects that gained, lost or moved; null = all.</param>
/// <param name="Page">Page of projects, from 1; one past the end gives the last one.</param>
public sealed record PlanChangesRequest(string Plan, DateOnly? From = null, DateOnly? To = null, ChangeSide? Who = null, int Page = 1);

/// <summary>What changed for a project between two days.</summary>
public enum ChangeSide
{
    /// <summary>It has more in all.</summary>
    Gained,

    /// <summary>It has less in all.</summary>
    Lost,

    /// <summary>It has as much, between other years or sources.</summary>
    Moved,
}

/// <summary>What decisions changed in a plan of capital between two days.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="From">The earlier day; its own decisions are part of what stood before.</param>
/// <param name="To">The later day; its own decisions are part of what changed.</param>
/// <param name="Decisions">The decisions in between, oldest first.</param>
/// <param name="Sources">What changed source by source, those unchanged included, so that they sum to the plan.</param>
/// <param name="Gained">Number of projects that gained.</param>
/// <param name="Lost">Number of projects that lost.</param>
/// <param name="Moved">Number of projects in which capital was moved only.</param>
/// <param name="Projects">The projects of the page, those that gained most first and those that lost most last.</param>
public sealed record PlanChanges(
    CapitalPlan Plan, DateOnly From, DateOnly To, IReadOnlyList<DecisionInForce> Decisions, IReadOnlyList<SourceChange> Sources, int Gained, int Lost,
    int Moved, Page<ProjectChange> Projects);

/// <summary>What changed in one source.</summary>
/// <param name="Code">Code of the source.</param>
/// <param name="SourceClass">state or other.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Before">Given up to the earlier day, whole đồng.</param>
/// <param name="Given">Given since, cell by cell.</param>
/// <param name="Taken">Taken since, as a positive amount.</param>
public sealed record SourceChange(string Code, string SourceClass, string Name, string NameEn, Vnd Before, Vnd Given, Vnd Taken)
{
    /// <summary>Given up to the later day.</summary>
    public Vnd After => Before + Given - Taken;
}

/// <summary>What changed for a project.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="ProgrammeName">Short name of its programme.</param>
/// <param name="Before">Given up to the earlier day, whole đồng.</param>
/// <param name="Change">What it gained, negative what it lost.</param>
/// <param name="Lines">What changed, cell by cell and decision by decision.</param>
public sealed record ProjectChange(string Code, string Name, string ProgrammeName, Vnd Before, Vnd Change, IReadOnlyList<ChangeLine> Lines)
{
    /// <summary>Given up to the later day.</summary>
    public Vnd After => Before + Change;

    /// <summary>Whether it gained, lost, or only moved.</summary>
    public ChangeSide Side => Change > Vnd.Zero ? ChangeSide.Gained : Change < Vnd.Zero ? ChangeSide.Lost : ChangeSide.Moved;
}

/// <summary>What one decision changed in one cell.</summary>
/// <param name="SourceName">Name of the source in Vietnamese.</param>
/// <param name="SourceNameEn">Its name in English.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Amount">Whole đồng; negative takes.</param>
/// <param name="DecisionId">The decision.</param>
/// <param name="Number">Its number.</param>
public sealed record ChangeLine(string SourceName, string SourceNameEn, int Year, Vnd Amount, long DecisionId, string Number);
