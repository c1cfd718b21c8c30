using Portfolio.Common;
using Portfolio.Reporting.Capital.Papers;

namespace Portfolio.Reporting.Capital.Compared;

/// <summary>What one decision gives otherwise than another, or than what is in force.</summary>
/// <param name="First">The decision.</param>
/// <param name="Second">What it is compared with; null = what is in force.</param>
/// <param name="Choices">What it can be compared with besides.</param>
/// <param name="Sources">Per source and year, what the first gives more (or, negative, less).</param>
/// <param name="Programmes">Per programme, what the first gives more and less.</param>
/// <param name="Projects">A page of the projects that get more or less.</param>
/// <param name="Largest">Who gets most more, and who most less.</param>
public sealed record Comparison(
    PaperHead First, PaperHead? Second, IReadOnlyList<ComparisonChoice> Choices, IReadOnlyList<SourceDifference> Sources,
    IReadOnlyList<ProgrammeEffect> Programmes, Page<ProjectDifference> Projects, GiversAndTakers Largest);

/// <summary>A decision that another can be compared with.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">What officers call it.</param>
/// <param name="Status">Its state.</param>
/// <param name="Number">Number of an approved decision.</param>
public sealed record ComparisonChoice(long Id, string Name, string Status, string? Number);

/// <summary>What is given otherwise from a source.</summary>
/// <param name="Source">Code.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Years">Difference by year, where there is any.</param>
public sealed record SourceDifference(string Source, string Name, string NameEn, IReadOnlyDictionary<int, Vnd> Years);

/// <summary>What a project gets otherwise.</summary>
/// <param name="Sum">The project, with what it gets more and less.</param>
/// <param name="Cells">The cells that differ.</param>
public sealed record ProjectDifference(ProjectSum Sum, IReadOnlyList<CellDifference> Cells);

/// <summary>A cell that differs.</summary>
/// <param name="Name">Name of its source in Vietnamese.</param>
/// <param name="NameEn">In English.</param>
/// <param name="Year">Budget year.</param>
/// <param name="First">What the first decision gives, whole đồng; against what is in force, the plan once it is approved.</param>
/// <param name="Second">What the other gives, or what is in force.</param>
public sealed record CellDifference(string Name, string NameEn, int Year, Vnd First, Vnd Second)
{
    /// <summary>What the first gives more.</summary>
    public Vnd Difference => First - Second;
}

/// <summary>Which comparison is asked for.</summary>
/// <param name="Id">Decision.</param>
/// <param name="With">Decision of the same plan; null = what is in force.</param>
/// <param name="Page">Page of projects, from 1; one past the end gives the last one.</param>
public sealed record ComparisonRequest(long Id, long? With, int Page = 1);
