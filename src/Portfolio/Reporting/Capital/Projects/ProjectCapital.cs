using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Decisions;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Capital.Projects;

/// <summary>The capital of one project: what it needs, was given by year and source, was paid, and by which decisions.</summary>
/// <param name="Project">The project itself.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Today">Business date of the view.</param>
/// <param name="Years">The years of its plan, and those beyond into which capital was carried over.</param>
/// <param name="Sources">The sources it needs, in order; capital comes from no other.</param>
/// <param name="Decisions">The decisions in force that touch it, newest first.</param>
public sealed record ProjectCapital(
    ProjectOverview Project, Place Place, DateOnly Today, IReadOnlyList<int> Years, IReadOnlyList<CapitalSource> Sources,
    IReadOnlyList<DecisionOnProject> Decisions)
{
    /// <summary>What it needs.</summary>
    public NeedSplit Need => Sources.Aggregate(NeedSplit.Zero, (sum, s) => sum + s.Need);

    /// <summary>All its capital.</summary>
    public CapitalFigures Total => CapitalFigures.Sum(Sources.Select(s => s.Total));

    /// <summary>What of the need has not been given yet.</summary>
    public Vnd Unallocated => Need.Total - Total.Allocated;

    /// <summary>Whether an amount is made up for demonstration.</summary>
    public bool Illustrative => Sources.Any(s => s.Illustrative) || Decisions.Any(d => d.Illustrative);

    /// <summary>The sources of one class.</summary>
    public IReadOnlyList<CapitalSource> OfClass(string sourceClass) => [.. Sources.Where(s => s.SourceClass == sourceClass)];

    /// <summary>Several of its sources together, year by year.</summary>
    public IReadOnlyList<CapitalFigures> PerYear(IReadOnlyList<CapitalSource> sources) =>
        [.. Years.Index().Select(at => CapitalFigures.Sum(sources.Select(s => s.Years[at.Index])))];
}

/// <summary>The capital of a project from one source.</summary>
/// <param name="Code">Code of the source.</param>
/// <param name="SourceClass">state or other.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Amount">What the project needs from it, whole đồng.</param>
/// <param name="Illustrative">Whether that is made up for demonstration.</param>
/// <param name="Years">Year by year, in the order of the years of the view.</param>
public sealed record CapitalSource(
    string Code, string SourceClass, string Name, string NameEn, Vnd Amount, bool Illustrative, IReadOnlyList<CapitalFigures> Years)
{
    /// <summary>Over all years.</summary>
    public CapitalFigures Total { get; } = CapitalFigures.Sum(Years);

    /// <summary>What of the need has not been given yet.</summary>
    public Vnd Unallocated => Amount - Total.Allocated;

    internal NeedSplit Need => SourceClass == Funding.SourceClass.State ? new NeedSplit(Amount, Vnd.Zero) : new NeedSplit(Vnd.Zero, Amount);
}

/// <summary>What a decision in force does to a project.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Given">What it gives, whole đồng.</param>
/// <param name="Taken">What it takes, as a positive amount.</param>
/// <param name="Carried">Of a closing, what is carried over to the next year.</param>
/// <param name="Lapsed">Of a closing, what lapses.</param>
/// <param name="Illustrative">Whether it is made up for demonstration.</param>
public sealed record DecisionOnProject(DecisionInForce Decision, Vnd Given, Vnd Taken, Vnd Carried, Vnd Lapsed, bool Illustrative);
