using Portfolio.Common;
using Portfolio.Funding.Ceilings;

namespace Portfolio.Reporting.Capital.Papers;

/// <summary>A decision on capital as its page shows it.</summary>
/// <param name="Head">Head.</param>
/// <param name="Sources">The sources it touches.</param>
/// <param name="Programmes">The programmes it touches, in order.</param>
/// <param name="Projects">The projects of the page.</param>
/// <param name="Largest">Of an adjustment, who gives most and who gets most.</param>
/// <param name="Contingencies">Of an adjustment, what is kept back in its plan, with what it draws.</param>
/// <param name="Way">How it came to where it is, oldest first; empty for who may not see papers.</param>
public sealed record PaperReport(
    PaperHead Head, IReadOnlyList<SourceEffect> Sources, IReadOnlyList<ProgrammeEffect> Programmes, Page<ProjectEffect> Projects,
    GiversAndTakers Largest, IReadOnlyList<ContingencyUse> Contingencies, IReadOnlyList<PaperStep> Way);

/// <summary>What a decision does to a programme.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Projects">Projects it touches.</param>
/// <param name="Given">What it gives, whole đồng.</param>
/// <param name="Taken">What it takes, as a positive amount.</param>
public sealed record ProgrammeEffect(string Code, string Name, int Projects, Vnd Given, Vnd Taken);

/// <summary>Who gives most and who gets most by an adjustment.</summary>
/// <param name="Givers">Projects it takes from, most first.</param>
/// <param name="Takers">Projects it gives to, most first.</param>
/// <param name="GiverCount">Number of all givers.</param>
/// <param name="TakerCount">Number of all takers.</param>
public sealed record GiversAndTakers(IReadOnlyList<ProjectSum> Givers, IReadOnlyList<ProjectSum> Takers, int GiverCount, int TakerCount);

/// <summary>What a decision does to a project in sum.</summary>
/// <param name="Id">Key.</param>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="ProgrammeCode">Its programme.</param>
/// <param name="ProgrammeName">Name of the programme.</param>
/// <param name="Given">What it gets, whole đồng.</param>
/// <param name="Taken">What it gives up, as a positive amount.</param>
public sealed record ProjectSum(long Id, string Code, string Name, string ProgrammeCode, string ProgrammeName, Vnd Given, Vnd Taken);

/// <summary>What a decision does to a project, line by line.</summary>
/// <param name="Sum">The project.</param>
/// <param name="Sources">The sources of which it gets or gives up capital.</param>
public sealed record ProjectEffect(ProjectSum Sum, IReadOnlyList<SourceLines> Sources);

/// <summary>The lines of a project from one source.</summary>
/// <param name="Source">Code.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Before">Given from the source over all years before the decision, whole đồng.</param>
/// <param name="Lines">Its lines by year.</param>
public sealed record SourceLines(string Source, string Name, string NameEn, Vnd Before, IReadOnlyList<PaperLine> Lines)
{
    /// <summary>What the decision changes, over all years.</summary>
    public Vnd Change => Lines.Sum(l => l.Change);

    /// <summary>Given over all years after the decision.</summary>
    public Vnd After => Before + Change;
}

/// <summary>One line of a decision.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Before">Given for the year before the decision, whole đồng.</param>
/// <param name="Change">What the decision changes.</param>
/// <param name="Reason">Why, in the words of an officer.</param>
/// <param name="Basis">Why, as the assistant found it: JSON.</param>
public sealed record PaperLine(int Year, Vnd Before, Vnd Change, string? Reason, string? Basis)
{
    /// <summary>Given for the year after the decision.</summary>
    public Vnd After => Before + Change;
}

/// <summary>A contingency, and what an adjustment draws on it.</summary>
/// <param name="Contingency">The contingency.</param>
/// <param name="SourceName">Name of its source in Vietnamese.</param>
/// <param name="SourceNameEn">In English.</param>
/// <param name="Draw">What the adjustment draws, whole đồng.</param>
public sealed record ContingencyUse(Contingency Contingency, string SourceName, string SourceNameEn, Vnd Draw);

/// <summary>Which part of a decision is asked for.</summary>
/// <param name="Id">Decision.</param>
/// <param name="Programme">Only projects of this programme; null = of all.</param>
/// <param name="Page">Page of projects, from 1; one past the end gives the last one.</param>
public sealed record PaperRequest(long Id, string? Programme = null, int Page = 1);
