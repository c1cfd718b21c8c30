namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Days as a spreadsheet counts them.</summary>
internal static class XlsxDate
{
    // A spreadsheet believes in a 29 February 1900; from the day after on, counting from here is right.
    private static readonly int Zero = new DateOnly(1899, 12, 30).DayNumber;

    /// <summary>The number of a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies before 1 March 1900.</exception>
    public static decimal? Number(DateOnly? day)
    {
        if (day < new DateOnly(1900, 3, 1))
            throw new ArgumentOutOfRangeException(nameof(day), day, "A spreadsheet does not count days so far back.");
        return day?.DayNumber - Zero;
    }
}
