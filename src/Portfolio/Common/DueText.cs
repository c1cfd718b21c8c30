using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portfolio.Common;

/// <summary>A date as a document or an officer states it.</summary>
/// <param name="On">Last day of its period.</param>
/// <param name="Precision">How exact it is.</param>
/// <param name="Text">As it was written.</param>
public sealed record DueDate(DateOnly On, DatePrecision Precision, string Text);

/// <summary>How dates are read that officers write like documents do: "15/3/2027", "tháng 6/2027", "Quý IV/2027", "đầu năm 2027", "2026-2030".</summary>
public static partial class DueText
{
    /// <summary>Most letters of such a date.</summary>
    public const int Longest = 100;

    private const int FirstYear = 1901;
    private const int LastYear = 2199;

    private static readonly string[] Roman = ["i", "ii", "iii", "iv"];

    /// <summary>Reads a date with its precision. Nothing is guessed: what could be read in two ways is refused.</summary>
    /// <param name="text">What was typed; blank reads as no date.</param>
    /// <param name="due">The date when the text is accepted and not blank.</param>
    /// <returns>Null when accepted, else an error code of the family <c>date.*</c>.</returns>
    public static string? TryParse(string? text, out DueDate? due)
    {
        due = null;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length > Longest || !IsWellFormed(text))
            return "date.not_a_period";
        // The same word may be typed in composed or in decomposed letters.
        var typed = text.Trim().Normalize(NormalizationForm.FormC);
        if (Period(typed) is not { } read)
            return DayOf(typed, out due);
        if (read.On.Year is < FirstYear or > LastYear)
            return "date.far_year";
        due = new DueDate(read.On, read.Precision, typed);
        return null;
    }

    // Half of a letter is no text, and cannot be composed.
    private static bool IsWellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (rune == Rune.ReplacementChar)
                return false;
        return true;
    }

    private static string? DayOf(string typed, out DueDate? due)
    {
        due = null;
        if (DateText.TryParse(typed, out var day) is { } fault)
            return fault == "date.not_a_day" ? "date.not_a_period" : fault;
        due = new DueDate(day!.Value, DatePrecision.Day, typed);
        return null;
    }

    private static (DateOnly On, DatePrecision Precision)? Period(string typed)
    {
        if (Month().Match(typed) is { Success: true } month && Number(month, "month") is >= 1 and <= 12 and var number)
            return (LastOf(Number(month, "year"), number), DatePrecision.Month);
        if (Quarter().Match(typed) is { Success: true } quarter)
            return (LastOf(Number(quarter, "year"), 3 * QuarterOf(quarter.Groups["quarter"].Value)), DatePrecision.Quarter);
        if (Half().Match(typed) is { Success: true } half)
            return (LastOf(Number(half, "year"), half.Groups["first"].Success ? 6 : 12), DatePrecision.HalfYear);
        if (Year().Match(typed) is { Success: true } year)
            return (LastOf(Number(year, "year"), 12), DatePrecision.Year);
        if (Years().Match(typed) is { Success: true } years && Number(years, "from") < Number(years, "year"))
            return (LastOf(Number(years, "year"), 12), DatePrecision.Period);
        return null;
    }

    private static int QuarterOf(string text) => Array.IndexOf(Roman, text.ToLowerInvariant()) is >= 0 and var index ? index + 1 : text[0] - '0';

    // A year of nought has no last day; it is refused as too far away.
    private static DateOnly LastOf(int year, int month) => year == 0 ? DateOnly.MinValue : new(year, month, DateTime.DaysInMonth(year, month));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"^(?:(?:tháng|thg|t|month)\.?\s*)?(?<month>[0-9]{1,2})\s*(?:/|-|\s+năm\s+|năm\s+)\s*(?<year>[0-9]{4})$", Options)]
    private static partial Regex Month();

    [GeneratedRegex(@"^(?:quý|q|quarter)\.?\s*(?<quarter>iv|i{1,3}|[1-4])\s*(?:/|-|\s+năm\s+|\s+)\s*(?<year>[0-9]{4})$", Options)]
    private static partial Regex Quarter();

    [GeneratedRegex(@"^(?:(?<first>đầu|(?:6|sáu)\s+tháng\s+đầu)|cuối|(?:6|sáu)\s+tháng\s+cuối)\s+năm\s+(?<year>[0-9]{4})$", Options)]
    private static partial Regex Half();

    [GeneratedRegex(@"^(?:(?:trong\s+)?năm\s+|year\s+)?(?<year>[0-9]{4})$", Options)]
    private static partial Regex Year();

    [GeneratedRegex(@"^(?:giai\s+đoạn\s+)?(?<from>[0-9]{4})\s*[-–]\s*(?<year>[0-9]{4})$", Options)]
    private static partial Regex Years();
}
