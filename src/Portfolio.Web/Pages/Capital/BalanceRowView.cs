using Portfolio.Reporting.Capital.Balance;

namespace Portfolio.Web.Pages.Capital;

/// <summary>A line of the balance as the page shows it.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Row">Its figures.</param>
/// <param name="Years">The years of its columns.</param>
/// <param name="Links">Where its numbers lead.</param>
/// <param name="Programme">Programme; null = all.</param>
/// <param name="SourceClass">Class; null = both.</param>
/// <param name="Kind">What it is within the table.</param>
internal sealed record BalanceRowView(
    string Name, BalanceRow Row, IReadOnlyList<int> Years, CapitalLinks Links, string? Programme, string? SourceClass, BalanceRowKind Kind)
{
    /// <summary>Address of the payments.</summary>
    public string Payments { get; } = Links.Payments(Programme, SourceClass);

    /// <summary>Address of the projects.</summary>
    public string Projects { get; } = Links.Projects(Programme);

    /// <summary>Address of the lines of a year; null = of all years.</summary>
    public string Lines(int? year = null) => Links.Lines(Programme, SourceClass, year: year);
}

/// <summary>What a line of the balance is within its table.</summary>
internal enum BalanceRowKind
{
    /// <summary>A programme.</summary>
    Whole,

    /// <summary>A class of it.</summary>
    Part,

    /// <summary>A sum at the foot.</summary>
    Sum,
}

/// <summary>A source as the balance shows it.</summary>
/// <param name="Source">The source, or the sum of several.</param>
/// <param name="Links">Where its numbers lead.</param>
/// <param name="IsSum">Whether it is the sum of several.</param>
internal sealed record SourceRowView(SourceBalance Source, CapitalLinks Links, bool IsSum)
{
    /// <summary>Address of the payments.</summary>
    public string Payments => Links.Payments(sourceClass: Class, source: Code);

    // A sum over sources is the number of a class, or of everything.
    private string? Class => IsSum ? Source.SourceClass : null;

    private string? Code => IsSum ? null : Source.Code;

    /// <summary>Address of the lines of a year; null = of all years.</summary>
    public string Lines(int? year = null) => Links.Lines(sourceClass: Class, source: Code, year: year);
}
