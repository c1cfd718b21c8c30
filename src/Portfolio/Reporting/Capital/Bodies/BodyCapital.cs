using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Bodies;

/// <summary>The capital of a body: of the projects that it, or a body under it, owns or leads.</summary>
/// <param name="Code">Code of the body.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Under">Number of bodies that stand under it.</param>
/// <param name="Today">Business date of the view.</param>
/// <param name="Years">Years in which any of the projects has capital.</param>
/// <param name="Plans">What its projects need, get and pay out, plan by plan.</param>
/// <param name="Projects">The projects of the page, plan by plan, those whose need is known first.</param>
/// <param name="Notices">What the body was told, latest first; null for who is not bound to it.</param>
/// <param name="Illustrative">Whether figures made up for demonstration are among them.</param>
public sealed record BodyCapital(
    string Code, string Name, string? NameEn, int Under, DateOnly Today, IReadOnlyList<int> Years, IReadOnlyList<BodyPlan> Plans, Page<BodyProject> Projects,
    IReadOnlyList<BodyNotice>? Notices, bool Illustrative)
{
    /// <summary>Number of its projects.</summary>
    public int ProjectCount => Plans.Sum(p => p.Projects);

    /// <summary>What all its projects need.</summary>
    public NeedSplit Need => Plans.Aggregate(NeedSplit.Zero, (sum, p) => sum + p.Need);

    /// <summary>All its capital.</summary>
    public CapitalFigures Total => CapitalFigures.Sum(Plans.Select(p => p.Total));

    /// <summary>All its capital, year by year.</summary>
    public IReadOnlyList<CapitalFigures> PerYear =>
        [.. Years.Index().Select(at => CapitalFigures.Sum(Plans.SelectMany(p => new[] { p.State[at.Index], p.Other[at.Index] })))];
}

/// <summary>The capital of a body in one plan.</summary>
/// <param name="Code">Code of the plan.</param>
/// <param name="Name">Short name.</param>
/// <param name="Projects">Number of its projects.</param>
/// <param name="Need">What they need.</param>
/// <param name="State">From the state budget, year by year.</param>
/// <param name="Other">From other sources, year by year.</param>
public sealed record BodyPlan(
    string Code, string Name, int Projects, NeedSplit Need, IReadOnlyList<CapitalFigures> State, IReadOnlyList<CapitalFigures> Other)
{
    /// <summary>Over both classes and all years.</summary>
    public CapitalFigures Total { get; } = CapitalFigures.Sum(State.Concat(Other));

    /// <summary>Over both classes, year by year.</summary>
    public IReadOnlyList<CapitalFigures> Both => [.. State.Zip(Other, CapitalFigures.Add)];
}

/// <summary>A project of a body.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="PlanCode">Its plan.</param>
/// <param name="PlanName">Short name of the plan.</param>
/// <param name="Need">What it needs, whole đồng; null while no amount was ever entered.</param>
/// <param name="Years">Its capital, year by year.</param>
public sealed record BodyProject(string Code, string Name, string PlanCode, string PlanName, Vnd? Need, IReadOnlyList<CapitalFigures> Years)
{
    /// <summary>Over all years.</summary>
    public CapitalFigures Total { get; } = CapitalFigures.Sum(Years);
}

/// <summary>Something a body was told.</summary>
/// <param name="Kind">What happened: capital.adjusted, payments.returned, …</param>
/// <param name="SubjectType">Kind of record it is about.</param>
/// <param name="SubjectCode">That record.</param>
/// <param name="Detail">Figures for the words, JSON.</param>
/// <param name="CausedAt">When it happened, UTC.</param>
public sealed record BodyNotice(string Kind, string SubjectType, string SubjectCode, string Detail, DateTime CausedAt);
