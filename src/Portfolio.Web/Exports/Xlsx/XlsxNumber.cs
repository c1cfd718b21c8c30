namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Which whole numbers a spreadsheet keeps and shows as they are.</summary>
internal static class XlsxNumber
{
    /// <summary>Up to here every whole number is a double.</summary>
    public const long Largest = 1L << 53;

    private const decimal FifteenDigits = 1_000_000_000_000_000;

    /// <summary>Whether the whole number comes out of a spreadsheet unchanged: it shows fifteen digits and noughts after them.</summary>
    public static bool IsExact(decimal number)
    {
        var rest = Math.Abs(number);
        if (rest > Largest)
            return false;
        while (rest >= FifteenDigits && rest % 10 == 0)
            rest /= 10;
        return rest < FifteenDigits;
    }
}
