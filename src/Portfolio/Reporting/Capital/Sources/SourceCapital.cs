using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Sources;

/// <summary>One source of a plan: its ceilings, what was given and paid of it, by year, programme and project.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Code">Code of the source.</param>
/// <param name="SourceClass">state or other.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Years">Every year of the plan, and those beyond into which capital was carried over.</param>
/// <param name="Programmes">The programmes it gives to.</param>
/// <param name="Kept">What is kept back of it under a name.</param>
/// <param name="Projects">A stretch of the projects it gives to, by code.</param>
public sealed record SourceCapital(
    CapitalPlan Plan, string Code, string SourceClass, string Name, string NameEn, IReadOnlyList<SourceCapitalYear> Years,
    IReadOnlyList<SourceProgramme> Programmes, IReadOnlyList<SourceContingency> Kept, Stretch<SourceProject> Projects)
{
    /// <summary>Over all years.</summary>
    public CapitalFigures Total => CapitalFigures.Sum(Years.Select(y => y.Figures));
}

/// <summary>A source in a year.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Ceiling">The most it can give, whole đồng; null where none is set.</param>
/// <param name="Figures">What became of it.</param>
public sealed record SourceCapitalYear(int Year, Vnd? Ceiling, CapitalFigures Figures)
{
    /// <summary>What can still be given; null where there is no bound.</summary>
    public Vnd? Room => Ceiling is { } ceiling ? ceiling - Figures.Allocated : null;
}

/// <summary>What a source gives to a programme.</summary>
/// <param name="Code">Code of the programme.</param>
/// <param name="Name">Its name.</param>
/// <param name="Years">Year by year, in the order of the years of the source.</param>
public sealed record SourceProgramme(string Code, string Name, IReadOnlyList<CapitalFigures> Years)
{
    /// <summary>Over all years.</summary>
    public CapitalFigures Total { get; } = CapitalFigures.Sum(Years);
}

/// <summary>A part of a source that is kept back under a name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Amount">Kept back, whole đồng.</param>
/// <param name="Drawn">Drawn by approved adjustments.</param>
public sealed record SourceContingency(string Name, Vnd Amount, Vnd Drawn);

/// <summary>What a source gives to a project.</summary>
/// <param name="Code">Code of the project.</param>
/// <param name="Name">Its name.</param>
/// <param name="ProgrammeName">Short name of its programme.</param>
/// <param name="Need">What it needs from the source, whole đồng.</param>
/// <param name="Years">Year by year, in the order of the years of the source.</param>
public sealed record SourceProject(string Code, string Name, string ProgrammeName, Vnd Need, IReadOnlyList<CapitalFigures> Years)
{
    /// <summary>Over all years.</summary>
    public CapitalFigures Total { get; } = CapitalFigures.Sum(Years);
}
