namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Days as a spreadsheet counts them.</summary>
internal static class XlsxDate
{
    // A spreadsheet believes in a 29 February 1900; from the day after on, counting from here is right.
    private static readonly int Zero = new DateOnly(1899, 12, 30).DayNumber;

    private static readonly DateOnly First = new(1900, 3, 1);

    /// <summary>The number of a day; null for none, and for one so far back that a spreadsheet would show another.</summary>
    public static decimal? Number(DateOnly? day) => IsCounted(day) ? day?.DayNumber - Zero : null;

    /// <summary>Whether a spreadsheet counts the day; where it does not, the day stands as a text.</summary>
    public static bool IsCounted(DateOnly? day) => day is null || day >= First;
}
