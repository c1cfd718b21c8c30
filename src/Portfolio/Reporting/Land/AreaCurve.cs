namespace Portfolio.Reporting.Land;

/// <summary>Area handed over against plan over time.</summary>
internal static class AreaCurve
{
    // More points than so many cannot be told apart on a phone.
    private const int MostPoints = 36;

    /// <summary>The points from the first month that is planned or reported to the last, and to today.</summary>
    /// <param name="planned">Planned hand-overs: day and area, m².</param>
    /// <param name="handedOver">Reported hand-overs by month: its first day and the change of the area, m².</param>
    /// <param name="today">Business date.</param>
    public static IReadOnlyList<AreaPoint> Of(
        IReadOnlyCollection<(DateOnly On, long Area)> planned, IReadOnlyCollection<(DateOnly Month, long Area)> handedOver, DateOnly today)
    {
        List<DateOnly> known = [.. planned.Select(p => Month(p.On)), .. handedOver.Select(h => Month(h.Month))];
        if (known.Count == 0)
            return [];
        var (first, last) = (known.Min(), known.Append(Month(today)).Max());
        var count = Months(first, last) + 1;
        // A quarter or a year for each point where months would be too many; the last point is the last month, always.
        var step = count <= MostPoints ? 1 : count <= 3 * MostPoints ? 3 : 12;
        return
        [
            .. Enumerable.Range(0, count).Where(i => (count - 1 - i) % step == 0).Select(i => first.AddMonths(i)).Select(month => new AreaPoint(
                month, planned.Where(p => Month(p.On) <= month).Sum(p => p.Area),
                month > Month(today) ? null : handedOver.Where(h => Month(h.Month) <= month).Sum(h => h.Area))),
        ];
    }

    private static DateOnly Month(DateOnly day) => new(day.Year, day.Month, 1);

    private static int Months(DateOnly first, DateOnly last) => (last.Year - first.Year) * 12 + last.Month - first.Month;
}
