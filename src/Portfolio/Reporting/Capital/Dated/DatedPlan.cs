using Portfolio.Common;
using Portfolio.Reporting.Capital.Decisions;

namespace Portfolio.Reporting.Capital.Dated;

/// <summary>Which part of a plan as of a day is asked for.</summary>
/// <param name="Plan">Code of the plan.</param>
/// <param name="On">The day; null = today.</param>
/// <param name="Programme">Only projects of this programme; null = of all.</param>
/// <param name="Page">Page of projects, from 1; one past the end gives the last one.</param>
public sealed record DatedPlanRequest(string Plan, DateOnly? On = null, string? Programme = null, int Page = 1);

/// <summary>The plan of capital as the decisions up to a day gave it (F8). What was carried over or lapsed is no part of it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="On">The day.</param>
/// <param name="Years">The years of the plan.</param>
/// <param name="Programmes">Every programme with its sums, in order.</param>
/// <param name="Decisions">The decisions in force on that day, newest first.</param>
/// <param name="Projects">The projects of the page.</param>
public sealed record DatedPlan(
    CapitalPlan Plan, DateOnly On, IReadOnlyList<int> Years, IReadOnlyList<DatedProgramme> Programmes, IReadOnlyList<DecisionInForce> Decisions,
    Page<DatedProject> Projects);

/// <summary>Some projects of a plan as of a day.</summary>
/// <param name="Years">The years of the plan.</param>
/// <param name="Items">The projects, in the order of the programmes.</param>
/// <param name="Next">Code of the project after which to go on; null at the end.</param>
public sealed record DatedStretch(IReadOnlyList<int> Years, IReadOnlyList<DatedProject> Items, string? Next);

/// <summary>A programme as of a day.</summary>
/// <param name="Code">Code within the plan.</param>
/// <param name="Name">Name.</param>
/// <param name="ShortName">Short name.</param>
/// <param name="Projects">Number of its projects that had been given capital.</param>
/// <param name="State">From the state budget, year by year, whole đồng.</param>
/// <param name="Other">From other sources, year by year.</param>
public sealed record DatedProgramme(string Code, string Name, string ShortName, int Projects, IReadOnlyList<Vnd> State, IReadOnlyList<Vnd> Other)
{
    /// <summary>Both classes, year by year.</summary>
    public IReadOnlyList<Vnd> Both => [.. State.Zip(Other, Vnd.Add)];
}

/// <summary>A project as of a day.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="ProgrammeCode">Its programme.</param>
/// <param name="ProgrammeName">Name of the programme.</param>
/// <param name="Sources">What it had been given, source by source.</param>
public sealed record DatedProject(string Code, string Name, string ProgrammeCode, string ProgrammeName, IReadOnlyList<DatedSource> Sources)
{
    /// <summary>Over all sources, year by year.</summary>
    public IReadOnlyList<Vnd> Years(int count) =>
        Sources.Aggregate((IReadOnlyList<Vnd>)[.. Enumerable.Repeat(Vnd.Zero, count)], (sum, source) => [.. sum.Zip(source.Years, Vnd.Add)]);
}

/// <summary>What a project had been given from a source as of a day.</summary>
/// <param name="Code">Code of the source.</param>
/// <param name="SourceClass">state or other.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Years">Year by year, in the order of the plan's years, whole đồng.</param>
/// <param name="Decisions">Numbers of the decisions that gave or moved it, oldest first.</param>
public sealed record DatedSource(
    string Code, string SourceClass, string Name, string NameEn, IReadOnlyList<Vnd> Years, IReadOnlyList<string> Decisions)
{
    /// <summary>Over all years.</summary>
    public Vnd Total => Years.Sum(y => y);
}
