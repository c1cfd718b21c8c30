using Portfolio.Common;

namespace Portfolio.Reporting.Reports;

/// <summary>A page of reports, and how many there are.</summary>
/// <param name="Reports">The page: overdue ones first, then those to come, then those handed in, the latest first.</param>
/// <param name="Counts">Reports of the filter by state, whichever state is chosen.</param>
/// <param name="Bodies">Bodies that can be chosen.</param>
/// <param name="Today">Business date.</param>
public sealed record OwedPage(Page<OwedReport> Reports, OwedCounts Counts, IReadOnlyList<OwingBody> Bodies, DateOnly Today);

/// <summary>Reports by state.</summary>
/// <param name="Late">Overdue.</param>
/// <param name="Due">Still to come.</param>
/// <param name="Handed">Handed in.</param>
public sealed record OwedCounts(int Late, int Due, int Handed)
{
    /// <summary>All of them.</summary>
    public int All => Late + Due + Handed;

    /// <summary>Reports in a state; null = all.</summary>
    public int Of(string? state) => state switch { "late" => Late, "due" => Due, "in" => Handed, _ => All };
}

/// <summary>A body that owes reports.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">Name in English.</param>
public sealed record OwingBody(string Code, string Name, string? NameEn);
