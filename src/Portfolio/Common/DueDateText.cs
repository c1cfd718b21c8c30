using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portfolio.Common;

/// <summary>How due dates are read from what an officer types: "15/3/2027", "tháng 6/2027", "Quý IV/2027", "cuối năm 2027", "năm 2027", "2026-2030".</summary>
public static partial class DueDateText
{
    /// <summary>Most letters of such a date.</summary>
    public const int Longest = 100;

    private const int FirstYear = 1990;
    private const int LastYear = 2199;

    private const RegexOptions Form = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly string[] Roman = ["i", "ii", "iii", "iv"];

    /// <summary>Reads a due date; a period ends on its last day.</summary>
    /// <param name="text">What was typed; blank reads as none.</param>
    /// <param name="due">The date with the words as they were typed, when the text is accepted and not blank.</param>
    /// <returns>Null when accepted, else an error code of the family <c>date.*</c>.</returns>
    public static string? TryParse(string? text, out DueDate? due)
    {
        due = null;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length > Longest || !IsWellFormed(text))
            return "date.not_a_period";
        var words = Spaces().Replace(text.Trim().Normalize(NormalizationForm.FormC), " ");
        if (Period(words) is not { } period)
        {
            var fault = DateText.TryParse(words, out var day);
            if (fault is null)
                period = (day!.Value, "day");
            else
                return fault == "date.not_a_day" ? "date.not_a_period" : fault;
        }
        if (period.Last.Year is < FirstYear or > LastYear)
            return "date.far_year";
        due = new DueDate(period.Last, period.Precision, words);
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

    private static (DateOnly Last, string Precision)? Period(string words)
    {
        if (Month().Match(words) is { Success: true } month)
            return Number(month, "month") is >= 1 and <= 12 and var number ? (EndOf(Year(month), number), "month") : null;
        if (Quarter().Match(words) is { Success: true } quarter)
        {
            var name = quarter.Groups["quarter"].Value;
            var number = Array.IndexOf(Roman, name.ToLowerInvariant()) is >= 0 and var place ? place + 1 : int.Parse(name, CultureInfo.InvariantCulture);
            return (EndOf(Year(quarter), number * 3), "quarter");
        }
        if (Half().Match(words) is { Success: true } half)
            return (EndOf(Year(half), half.Groups["first"].Success ? 6 : 12), "half_year");
        if (Several().Match(words) is { Success: true } several)
            return Year(several) > Number(several, "from") ? (EndOf(Year(several), 12), "period") : null;
        return WholeYear().Match(words) is { Success: true } year ? (EndOf(Year(year), 12), "year") : null;
    }

    private static int Year(Match match) => Math.Max(1, Number(match, "year"));

    private static DateOnly EndOf(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s+", Form)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(?:(?:tháng )?(?<month>[0-9]{1,2}) ?/ ?(?<year>[0-9]{4})|tháng (?<month>[0-9]{1,2}),? năm (?<year>[0-9]{4})|(?<year>[0-9]{4})-(?<month>[0-9]{2}))$", Form)]
    private static partial Regex Month();

    [GeneratedRegex(@"^(?:quý |q)?(?:(?<quarter>iv|i{1,3})|(?<=[ýq] ?)(?<quarter>[1-4])) ?(?:/|,? năm|-) ?(?<year>[0-9]{4})$", Form)]
    private static partial Regex Quarter();

    [GeneratedRegex(@"^(?:6 tháng |nửa )?(?:(?<first>đầu)|cuối) năm (?<year>[0-9]{4})$", Form)]
    private static partial Regex Half();

    [GeneratedRegex(@"^(?:năm |giai đoạn )?(?<from>[0-9]{4}) ?[-–] ?(?<year>[0-9]{4})$", Form)]
    private static partial Regex Several();

    [GeneratedRegex(@"^(?:năm )?(?<year>[0-9]{4})$", Form)]
    private static partial Regex WholeYear();
}
