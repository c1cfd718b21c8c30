using Portfolio.Common;
using Portfolio.Reporting.Capital.Papers;

namespace Portfolio.Reporting.Capital.Closings;

/// <summary>The closing of a year: what is unspent, what of it is carried over, what lapses.</summary>
/// <param name="Head">Head of the paper or decision.</param>
/// <param name="Year">The year it closes.</param>
/// <param name="Recovered">Of an approved closing: reversed in the year since and not paid again, whole đồng.</param>
/// <param name="Sources">Per source, in order.</param>
/// <param name="Projects">A page of the projects with unspent capital.</param>
public sealed record ClosingReport(PaperHead Head, int Year, Vnd Recovered, IReadOnlyList<SourceClosing> Sources, Page<ProjectClosing> Projects);

/// <summary>What is unspent of a source in the year.</summary>
/// <param name="Source">Code.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Unspent">Capital of the year that was not paid out, whole đồng.</param>
/// <param name="Carried">What of it is carried over.</param>
public sealed record SourceClosing(string Source, string Name, string NameEn, Vnd Unspent, Vnd Carried)
{
    /// <summary>What lapses.</summary>
    public Vnd Lapses => Unspent - Carried;
}

/// <summary>A project with unspent capital.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="ProgrammeName">Its programme.</param>
/// <param name="Cells">Its sources.</param>
public sealed record ProjectClosing(string Code, string Name, string ProgrammeName, IReadOnlyList<ClosingCell> Cells);

/// <summary>Unspent capital of a project from a source.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Name">Name of the source in Vietnamese.</param>
/// <param name="NameEn">In English.</param>
/// <param name="Allocated">Given for the year itself, whole đồng.</param>
/// <param name="CarriedIn">Carried into it from the year before.</param>
/// <param name="Paid">Paid out.</param>
/// <param name="Unspent">Not paid out.</param>
/// <param name="Most">The most that can be carried over: what is unspent of the capital given for the year itself.</param>
/// <param name="Carried">What is carried over.</param>
/// <param name="Reason">Why.</param>
public sealed record ClosingCell(
    string Project, string Source, string Name, string NameEn, Vnd Allocated, Vnd CarriedIn, Vnd Paid, Vnd Unspent, Vnd Most, Vnd Carried, string? Reason)
{
    /// <summary>What lapses.</summary>
    public Vnd Lapses => Unspent - Carried;

    /// <summary>Name of the cell in forms: project and source.</summary>
    public string Key { get; } = $"{Project}/{Source}";
}
