using System.Globalization;

namespace Portfolio.Common;

/// <summary>A date as documents and people write it: the last day of a period, how exact it is, and its words.</summary>
/// <param name="On">Last day; null for continuous work.</param>
/// <param name="Precision">Code of a <see cref="DatePrecision"/>; null where a date is always a day.</param>
/// <param name="Text">The words; null where a date is always a day.</param>
public sealed record DueDate(DateOnly? On, string? Precision, string? Text)
{
    /// <summary>Continuous work.</summary>
    public const string Continuous = "continuous";

    /// <summary>As the history keeps it: <c>2026-05-19</c>, <c>2027-12-31 (quarter)</c>, <c>continuous</c>.</summary>
    public override string ToString() => (On, Precision) switch
    {
        (null, _) => Precision ?? "",
        (_, null or "day") => On.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{On:yyyy-MM-dd} ({Precision})"),
    };
}
