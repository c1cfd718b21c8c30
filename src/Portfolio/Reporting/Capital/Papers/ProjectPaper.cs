using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Papers;

/// <summary>What a paper does to one project: every cell that can be changed, with all that an officer weighs.</summary>
/// <param name="Head">Head of the paper.</param>
/// <param name="Code">Project.</param>
/// <param name="Name">Its name.</param>
/// <param name="ProgrammeCode">Its programme.</param>
/// <param name="ProgrammeName">Name of the programme.</param>
/// <param name="TotalInvestment">Bound of all its capital; null = none is known.</param>
/// <param name="IllustrativeNeeds">Whether a need is made up for demonstration.</param>
/// <param name="Sources">The sources it needs, in order.</param>
public sealed record ProjectPaper(
    PaperHead Head, string Code, string Name, string ProgrammeCode, string ProgrammeName, Vnd? TotalInvestment, bool IllustrativeNeeds,
    IReadOnlyList<SourceCells> Sources)
{
    /// <summary>Every cell.</summary>
    public IEnumerable<PaperCell> Cells => Sources.SelectMany(s => s.Cells);

    /// <summary>Given up to now from all sources, whole đồng.</summary>
    public Vnd InForce => Cells.Sum(c => c.InForce);

    /// <summary>Given once the paper is approved.</summary>
    public Vnd After => Cells.Sum(c => c.After);
}

/// <summary>The cells of a project from one source.</summary>
/// <param name="Source">Code.</param>
/// <param name="SourceClass">Class of the source.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Need">What the project needs from it, whole đồng.</param>
/// <param name="Kept">Kept back of the source under names once the paper is approved: what the ceilings leave is not to be given as far as this.</param>
/// <param name="Cells">Every year of the plan.</param>
public sealed record SourceCells(string Source, string SourceClass, string Name, string NameEn, Vnd Need, Vnd Kept, IReadOnlyList<PaperCell> Cells)
{
    /// <summary>What the ceilings of all years leave of the source once the paper is approved, without what is kept back; null where a year has none.</summary>
    public Vnd? Room => Cells.All(c => c.Room is not null) ? Cells.Sum(c => c.Room!.Value) - Kept : null;

    /// <summary>Given up to now, over all years.</summary>
    public Vnd InForce => Cells.Sum(c => c.InForce);

    /// <summary>What the paper changes, over all years.</summary>
    public Vnd Change => Cells.Sum(c => c.Change);

    /// <summary>What no decision has given of the need, this paper counted as approved.</summary>
    public Vnd Missing => Need - InForce - Change;
}

/// <summary>A project, a source, a year.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="InForce">Given by approved decisions, whole đồng.</param>
/// <param name="Change">What the paper changes.</param>
/// <param name="Paid">Paid out and confirmed.</param>
/// <param name="Room">What the ceiling leaves once the paper is approved as it stands; null where none is set.</param>
/// <param name="Closed">Whether the year is closed.</param>
/// <param name="Reason">Why, in the words of an officer.</param>
/// <param name="Basis">Why, as the assistant found it: JSON.</param>
public sealed record PaperCell(
    string Source, int Year, Vnd InForce, Vnd Change, Vnd Paid, Vnd? Room, bool Closed, string? Reason, string? Basis)
{
    /// <summary>Given once the paper is approved.</summary>
    public Vnd After => InForce + Change;

    /// <summary>Name of the cell in forms: source and year.</summary>
    public string Key { get; } = FormattableString.Invariant($"{Source}/{Year}");
}

/// <summary>A project of the plan that a paper may touch.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="ProgrammeName">Short name of its programme.</param>
/// <param name="Need">What it needs from all sources, whole đồng.</param>
/// <param name="InForce">Given by approved decisions.</param>
/// <param name="Paid">Paid out and confirmed.</param>
/// <param name="Change">What the paper changes.</param>
/// <param name="Lines">Lines it has in the paper.</param>
/// <param name="IllustrativeNeeds">Whether a need is made up for demonstration.</param>
public sealed record PaperProject(
    string Code, string Name, string ProgrammeName, Vnd Need, Vnd InForce, Vnd Paid, Vnd Change, int Lines, bool IllustrativeNeeds);

/// <summary>Projects of the plan of a paper.</summary>
/// <param name="Head">Head of the paper.</param>
/// <param name="Projects">The projects that were looked for.</param>
/// <param name="More">Whether there are more than are shown.</param>
public sealed record PaperProjects(PaperHead Head, IReadOnlyList<PaperProject> Projects, bool More);
