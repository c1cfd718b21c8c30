using System.Globalization;

namespace Portfolio.Web.Pages.Capital;

/// <summary>Reads a day from a form: as a browser's date field sends it, or as people write it where the browser has none.</summary>
internal static class DayField
{
    private static readonly string[] Patterns = ["yyyy-MM-dd", "d/M/yyyy"];

    /// <summary>The day; null for a blank.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="unread">Code of the fault where it cannot be read.</param>
    public static DateOnly? Read(string? text, out string? unread)
    {
        unread = null;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateOnly.TryParseExact(text.Trim(), Patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        unread = "validation.not_a_day";
        return null;
    }
}
