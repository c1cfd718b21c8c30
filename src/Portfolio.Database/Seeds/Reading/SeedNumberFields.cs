using System.Globalization;
using System.Text.RegularExpressions;
using Portfolio.Common;

namespace Portfolio.Database.Seeds.Reading;

/// <summary>Fields that hold numbers and amounts. What is faulty is reported and comes back as null or the smallest value.</summary>
internal static partial class SeedNumberFields
{
    public const int FirstYear = 1900;
    public const int LastYear = 2200;

    private const int LongestNumber = 100;

    public static int Integer(this SeedRow row, string column, int smallest, int largest) =>
        Whole(row, column, row.RequiredText(column, LongestNumber), smallest, largest) ?? smallest;

    public static int? IntegerOrNull(this SeedRow row, string column, int smallest, int largest) =>
        Whole(row, column, row.Text(column, LongestNumber), smallest, largest);

    public static int Year(this SeedRow row, string column) => row.Integer(column, FirstYear, LastYear);

    public static int? YearOrNull(this SeedRow row, string column) => row.IntegerOrNull(column, FirstYear, LastYear);

    /// <summary>Place in a list, from 1.</summary>
    public static int Position(this SeedRow row, string column) => row.Integer(column, 1, 100_000);

    /// <summary>Whole đồng, not negative.</summary>
    public static Vnd? AmountOrNull(this SeedRow row, string column) => Money(row, column, row.Text(column, LongestNumber));

    /// <summary>Whole đồng, more than nothing.</summary>
    public static Vnd Amount(this SeedRow row, string column)
    {
        var amount = Money(row, column, row.RequiredText(column, LongestNumber));
        if (amount is { Dong: 0 })
            row.Fault(column, "the amount is zero", "remove the row");
        return amount ?? Vnd.Zero;
    }

    /// <summary>Whole đồng with a sign, not nothing.</summary>
    public static Vnd Change(this SeedRow row, string column)
    {
        var text = row.RequiredText(column, LongestNumber);
        var taken = text.StartsWith('-');
        var amount = Money(row, column, taken ? text[1..] : text);
        if (amount is { Dong: 0 })
            row.Fault(column, "the amount is zero", "remove the row");
        return amount is { } dong ? new Vnd(taken ? -dong.Dong : dong.Dong) : Vnd.Zero;
    }

    /// <summary>A number with or without decimals, not negative.</summary>
    public static decimal? NumberOrNull(this SeedRow row, string column)
    {
        var text = row.Text(column, LongestNumber);
        if (string.IsNullOrEmpty(text))
            return null;
        if (Number().IsMatch(text))
            return decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        row.Fault(
            column, $"{SeedFaults.Quote(text)} is not a number of up to 15 digits and 6 decimals",
            "write digits and, before decimals, a point, as in 56.15");
        return null;
    }

    private static int? Whole(SeedRow row, string column, string? text, int smallest, int largest)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (Digits().IsMatch(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= smallest && number <= largest)
            return number;
        row.Fault(
            column, FormattableString.Invariant($"{SeedFaults.Quote(text)} is not a whole number from {smallest} to {largest}"),
            "correct it");
        return null;
    }

    private static Vnd? Money(SeedRow row, string column, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (!Digits().IsMatch(text))
        {
            var reason = text.StartsWith('-') ? "is negative" : "is not a whole number of đồng";
            row.Fault(column, $"{SeedFaults.Quote(text)} {reason}", "write whole đồng with digits only, as in 64571200000000");
            return null;
        }
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var dong) && dong <= VndText.Largest)
            return new Vnd(dong);
        row.Fault(column, FormattableString.Invariant($"{SeedFaults.Quote(text)} is more than {VndText.Largest} đồng"), "correct it");
        return null;
    }

    [GeneratedRegex(@"\A[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[0-9]{1,15}(?:\.[0-9]{1,6})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
