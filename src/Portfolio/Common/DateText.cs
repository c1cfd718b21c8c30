using System.Globalization;
using System.Text.RegularExpressions;

namespace Portfolio.Common;

/// <summary>How days are read from what an officer types: "19/5/2026" or "2026-05-19".</summary>
public static partial class DateText
{
    private const int FirstYear = 1901;
    private const int LastYear = 2199;

    /// <summary>
    /// Reads a day: day, month and year of four digits with strokes between them, in this order, or ISO 8601. Nothing is guessed:
    /// a year of two digits, or another order or sign, is refused.
    /// </summary>
    /// <param name="text">What was typed; blank reads as no day.</param>
    /// <param name="day">The day when the text is accepted and not blank.</param>
    /// <returns>Null when accepted, else an error code of the family <c>date.*</c>.</returns>
    public static string? TryParse(string? text, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var match = Day().Match(text.Trim());
        if (!match.Success)
            return ShortYear().IsMatch(text.Trim()) ? "date.short_year" : "date.not_a_day";
        var (year, month, number) = (Number(match, "year"), Number(match, "month"), Number(match, "day"));
        if (month is < 1 or > 12 || number < 1 || year < 1 || number > DateTime.DaysInMonth(year, month))
            return "date.no_such_day";
        if (year is < FirstYear or > LastYear)
            return "date.far_year";
        day = new DateOnly(year, month, number);
        return null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})/(?<year>[0-9]{4})|(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2}))$", RegexOptions.CultureInvariant)]
    private static partial Regex Day();

    [GeneratedRegex(@"^[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortYear();
}
