using System.Globalization;
using Portfolio.Common;

namespace Portfolio.Web.Api;

/// <summary>A text of the query string as the services want it.</summary>
internal static class QueryText
{
    /// <summary>The text; null when it is blank, as <c>?plan=</c> filters nothing.</summary>
    /// <exception cref="ValidationFailedException">It holds a NUL character, which no text of PostgreSQL can.</exception>
    public static string? Clean(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return text.Contains('\0', StringComparison.Ordinal) ? throw Fault(name, "validation.not_text") : text;
    }

    /// <summary>A day; null when it is blank.</summary>
    /// <exception cref="ValidationFailedException">It is no day as ISO 8601 writes it.</exception>
    public static DateOnly? Day(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Fault(name, "validation.not_a_day");
    }

    /// <summary>The key of a record; null when it is blank.</summary>
    /// <exception cref="ValidationFailedException">It is no key.</exception>
    public static long? Key(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : throw Fault(name, "validation.not_whole");
    }

    /// <summary>A year; null when it is blank.</summary>
    /// <exception cref="ValidationFailedException">It is no year.</exception>
    public static int? Year(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and <= 9999
            ? year
            : throw Fault(name, "validation.not_whole");
    }

    /// <summary>A number of entries; <paramref name="usual"/> when it is blank.</summary>
    /// <exception cref="ValidationFailedException">It is no number from 1 to <paramref name="most"/>.</exception>
    public static int Limit(string? text, int usual, int most)
    {
        if (string.IsNullOrWhiteSpace(text))
            return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most
            ? limit
            : throw Fault("limit", "validation.out_of_range", ("From", 1), ("To", most));
    }

    /// <summary>The refusal of one parameter.</summary>
    public static ValidationFailedException Fault(string name, string code, params (string Name, object? Value)[] arguments) =>
        new([new FieldFailure(name, code, arguments.ToDictionary(a => a.Name, a => a.Value))]);
}
