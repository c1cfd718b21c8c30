using System.Globalization;
using System.Text.RegularExpressions;

namespace Portfolio.Database.Seeds.Reading;

/// <summary>Fields that hold dates.</summary>
internal static partial class SeedDateFields
{
    private const int LongestDate = 100;

    public static DateOnly Date(this SeedRow row, string column)
    {
        row.RequiredText(column, LongestDate);
        return row.DateOrNull(column) ?? default;
    }

    public static DateOnly? DateOrNull(this SeedRow row, string column)
    {
        var text = row.Text(column, LongestDate);
        if (string.IsNullOrEmpty(text))
            return null;
        if (!Form().IsMatch(text))
        {
            row.Fault(column, $"{SeedFaults.Quote(text)} is not a date", "write it as YYYY-MM-DD, as in 2026-05-19");
            return null;
        }
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            row.Fault(column, $"{SeedFaults.Quote(text)} is not in the calendar", "correct it");
            return null;
        }
        if (date.Year is >= SeedNumberFields.FirstYear and <= SeedNumberFields.LastYear)
            return date;
        row.Fault(
            column,
            FormattableString.Invariant($"{SeedFaults.Quote(text)} is not in the years {SeedNumberFields.FirstYear} to {SeedNumberFields.LastYear}"),
            "correct it");
        return null;
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
