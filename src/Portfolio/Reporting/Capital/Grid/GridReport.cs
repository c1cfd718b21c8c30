using Portfolio.Common;
using Portfolio.Reporting.Capital.Papers;

namespace Portfolio.Reporting.Capital.Grid;

/// <summary>All cells of a paper's plan: project × source × year.</summary>
/// <param name="Head">The paper.</param>
/// <param name="ClosedTo">Last budget year of the plan that is closed; null = none is.</param>
/// <param name="Sources">Every source in order, with what bounds it.</param>
/// <param name="Programmes">The programmes of the plan, in order.</param>
/// <param name="Projects">The projects of the plan, by programme and code.</param>
/// <param name="Rows">What has a need, any capital or a line of the paper; by project and source.</param>
public sealed record GridReport(
    PaperHead Head, int? ClosedTo, IReadOnlyList<GridSource> Sources, IReadOnlyList<GridProgramme> Programmes, IReadOnlyList<GridProject> Projects,
    IReadOnlyList<GridRow> Rows);

/// <summary>A programme of the plan.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Short name.</param>
public sealed record GridProgramme(string Code, string Name);

/// <summary>A project of the plan.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Programme">Place of its programme in <see cref="GridReport.Programmes"/>.</param>
/// <param name="TotalInvestment">Bound of its capital over all sources, whole đồng; null = none is known.</param>
/// <param name="Allocated">In force over all sources and years, whole đồng.</param>
public sealed record GridProject(string Code, string Name, int Programme, Vnd? TotalInvestment, Vnd Allocated);

/// <summary>A project and a source.</summary>
/// <param name="Project">Place of the project in <see cref="GridReport.Projects"/>.</param>
/// <param name="Source">Place of the source in <see cref="GridReport.Sources"/>.</param>
/// <param name="Need">Whole đồng.</param>
/// <param name="Allocated">In force over all years, whole đồng.</param>
/// <param name="Cells">By year of the plan; null = neither capital nor a line of the paper.</param>
public sealed record GridRow(int Project, int Source, Vnd Need, Vnd Allocated, GridCell?[] Cells);

/// <summary>A cell: a project, a source, a year.</summary>
public sealed class GridCell
{
    /// <summary>Given by approved decisions, whole đồng.</summary>
    public Vnd InForce { get; set; }

    /// <summary>Paid out, whole đồng.</summary>
    public Vnd Paid { get; set; }

    /// <summary>What may be paid out in all, whole đồng: with what was carried in, without what was carried out or has lapsed.</summary>
    public Vnd Payable { get; set; }

    /// <summary>What the paper changes, whole đồng.</summary>
    public Vnd Change { get; set; }

    /// <summary>Why it changes it.</summary>
    public string? Reason { get; set; }
}

/// <summary>What bounds a source in the plan, and what the paper makes of it.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Years">Every year of the plan.</param>
/// <param name="Kept">Kept back under a name and not drawn yet, whole đồng.</param>
/// <param name="Drawn">What the paper draws on it, whole đồng.</param>
public sealed record GridSource(string Code, string Name, string NameEn, IReadOnlyList<GridSourceYear> Years, Vnd Kept, Vnd Drawn);

/// <summary>A source in a year.</summary>
/// <param name="Ceiling">The most it can give, whole đồng; null where none is set.</param>
/// <param name="Allocated">Given by approved decisions, whole đồng.</param>
/// <param name="Change">What the whole paper changes, whole đồng.</param>
public sealed record GridSourceYear(Vnd? Ceiling, Vnd Allocated, Vnd Change);
