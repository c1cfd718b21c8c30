namespace Portfolio.Funding.Curves;

/// <summary>
/// The planned disbursement of a project in a budget year: which share of the year's capital is to be paid out by the end of each
/// month, in basis points. Where its owner states none it is linear over the days on which the project works in that year.
/// </summary>
public static class DefaultCurve
{
    /// <summary>The whole of a year's capital, in basis points.</summary>
    public const int Whole = 10_000;

    /// <summary>The default: linear from the beginning of the work, or of the year, to the end of the work, or of the year.</summary>
    /// <param name="year">Budget year.</param>
    /// <param name="start">First day of the work; null = not known.</param>
    /// <param name="finish">Last day of the work; null = not known.</param>
    /// <returns>Twelve shares, rising to <see cref="Whole"/>; cut off to whole basis points. Work that does not touch the year takes the whole year.</returns>
    public static IReadOnlyList<int> Shares(int year, DateOnly? start, DateOnly? finish)
    {
        var (first, last) = Window(year, start, finish);
        var days = last.DayNumber - first.DayNumber + 1;
        return [.. Enumerable.Range(1, 12).Select(month => (int)((long)Whole * Math.Clamp(EndOf(year, month).DayNumber - first.DayNumber + 1, 0, days) / days))];
    }

    /// <summary>The share at a day: linear within its month, cut off to whole basis points.</summary>
    /// <param name="shares">Twelve shares by the end of each month.</param>
    /// <param name="year">Budget year they are of.</param>
    /// <param name="day">Day; nought before the year, <see cref="Whole"/> after it.</param>
    public static int ShareAt(IReadOnlyList<int> shares, int year, DateOnly day)
    {
        if (day.Year != year)
            return day.Year < year ? 0 : Whole;
        var before = day.Month == 1 ? 0 : shares[day.Month - 2];
        return before + (shares[day.Month - 1] - before) * day.Day / DateTime.DaysInMonth(year, day.Month);
    }

    /// <summary>The days of the year over which the default is linear.</summary>
    public static (DateOnly First, DateOnly Last) Window(int year, DateOnly? start, DateOnly? finish)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var from = start > first ? start.Value : first;
        var to = finish < last ? finish.Value : last;
        return from <= to && from <= last && to >= first ? (from, to) : (first, last);
    }

    private static DateOnly EndOf(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));
}
