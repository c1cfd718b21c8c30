using Portfolio.Common;

namespace Portfolio.Web.Exports.Xlsx;

/// <summary>What stands in the cells of a column, and so how they look.</summary>
internal enum XlsxKind
{
    /// <summary>Plain text, whatever it begins with.</summary>
    Text,

    /// <summary>Whole đồng.</summary>
    Dong,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A share: 0,8061 is shown as 80,61 %.</summary>
    Percent,
}

/// <summary>
/// A column. A spreadsheet keeps numbers as doubles and shows fifteen digits of them: a whole number that would not come out
/// exactly (beyond 2^53, or with more than fifteen digits that count) is written as text, and a total it is a part of as a plain value.
/// </summary>
internal sealed class XlsxColumn<T>
{
    private const double AmountWidth = 20;
    private const double DateWidth = 12;
    private const double ShareWidth = 10;

    private XlsxColumn(string header, double width, XlsxKind kind)
    {
        Header = header;
        Width = width;
        Kind = kind;
    }

    /// <summary>Head of the column.</summary>
    public string Header { get; }

    /// <summary>Width in letters.</summary>
    public double Width { get; }

    /// <summary>What its cells hold.</summary>
    public XlsxKind Kind { get; }

    /// <summary>Head over this column and its neighbours of the same band; null = none.</summary>
    public string? Band { get; init; }

    /// <summary>The text of a row; null = the column holds numbers.</summary>
    public Func<T, string?>? TextOf { get; private init; }

    /// <summary>The number of a row, a day as its number in a spreadsheet; null = the column holds texts or is calculated.</summary>
    public Func<T, decimal?>? NumberOf { get; private init; }

    /// <summary>The day of a row, where the column is of days.</summary>
    public Func<T, DateOnly?>? DayOf { get; private init; }

    /// <summary>Whether sub-totals and totals sum it up.</summary>
    public bool IsSummed { get; private init; }

    /// <summary>The columns whose sum it is, row by row.</summary>
    public IReadOnlyList<XlsxColumn<T>> Parts { get; private init; } = [];

    /// <summary>The columns that are taken from that sum.</summary>
    public IReadOnlyList<XlsxColumn<T>> Less { get; private init; } = [];

    /// <summary>What it is the share of, in every row and every total; null = it is no share.</summary>
    public XlsxShare<T>? ShareOf { get; private init; }

    public static XlsxColumn<T> Text(string header, double width, Func<T, string?> value, string? band = null) =>
        new(header, width, XlsxKind.Text) { TextOf = value, Band = band };

    public static XlsxColumn<T> Dong(string header, Func<T, Vnd?> value, string? band = null, double width = AmountWidth) =>
        new(header, width, XlsxKind.Dong) { NumberOf = row => value(row)?.Dong, Band = band, IsSummed = true };

    /// <param name="header">Head of the column.</param>
    /// <param name="width">Width in letters.</param>
    /// <param name="value">The number of a row.</param>
    /// <param name="summed">Whether a sum of these numbers means something.</param>
    /// <param name="band">Head over neighbours.</param>
    public static XlsxColumn<T> Integer(string header, double width, Func<T, long?> value, bool summed, string? band = null) =>
        new(header, width, XlsxKind.Integer) { NumberOf = row => value(row), Band = band, IsSummed = summed };

    public static XlsxColumn<T> Date(string header, Func<T, DateOnly?> value, string? band = null) =>
        new(header, DateWidth, XlsxKind.Date) { NumberOf = row => XlsxDate.Number(value(row)), DayOf = value, Band = band };

    /// <summary>The share of one amount in another, as a formula; in totals that of the totals.</summary>
    public static XlsxColumn<T> Share(string header, XlsxColumn<T> part, XlsxColumn<T> whole, string? band = null) =>
        new(header, ShareWidth, XlsxKind.Percent) { ShareOf = new XlsxShare<T>(part, whole), Band = band };

    /// <summary>The sum of amounts of the same row, as a formula.</summary>
    public static XlsxColumn<T> Sum(string header, IReadOnlyList<XlsxColumn<T>> parts, string? band = null) =>
        new(header, AmountWidth, XlsxKind.Dong) { Parts = parts, Band = band, IsSummed = true };

    /// <summary>What is left of amounts of the same row once others are taken from them, as a formula; all of them stand further left.</summary>
    public static XlsxColumn<T> Rest(string header, IReadOnlyList<XlsxColumn<T>> of, IReadOnlyList<XlsxColumn<T>> less, string? band = null) =>
        new(header, AmountWidth, XlsxKind.Dong) { Parts = of, Less = less, Band = band, IsSummed = true };
}

/// <summary>The share of a part in a whole.</summary>
/// <param name="Part">The part.</param>
/// <param name="Whole">The whole.</param>
internal sealed record XlsxShare<T>(XlsxColumn<T> Part, XlsxColumn<T> Whole);
