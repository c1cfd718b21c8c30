namespace Portfolio.Reporting.Schedules;

/// <summary>
/// Dates that may be planned for what a project lacks of its standard set: between what is known before and after it (milestones
/// that are there, begin and end of the period of the project), as far along as the weights say, to the end of a quarter.
/// </summary>
internal static class StandardDates
{
    private static readonly string[] Quarters = ["I", "II", "III", "IV"];

    /// <summary>A date for each of the set, as people write it; null where one is known, or nothing before or after it.</summary>
    /// <param name="set">Weight and, where it is known, day of each, in their order.</param>
    /// <param name="begin">Begin of the period; null = unknown.</param>
    /// <param name="end">End of the period; null = unknown.</param>
    public static IReadOnlyList<string?> Suggest(IReadOnlyList<(int Weight, DateOnly? Day)> set, DateOnly? begin, DateOnly? end)
    {
        var passed = new int[set.Count];
        for (var i = 0; i < set.Count; i++)
            passed[i] = (i == 0 ? 0 : passed[i - 1]) + set[i].Weight;
        List<(int Place, int Passed, DateOnly Day)> known = [.. set.Select((s, i) => (s, i)).Where(x => x.s.Day is not null).Select(x => (x.i, passed[x.i], x.s.Day!.Value))];
        if (begin is { } first && (known.Count == 0 || first < known[0].Day))
            known.Insert(0, (-1, 0, first.AddDays(-1)));
        if (end is { } last && (known.Count == 0 || last > known[^1].Day))
            known.Add((set.Count, passed.Length == 0 ? 0 : passed[^1], last));
        return [.. Enumerable.Range(0, set.Count).Select(i => set[i].Day is not null ? null : Between(known.LastOrDefault(k => k.Place < i, None), known.FirstOrDefault(k => k.Place > i, None), passed[i]))];
    }

    private static (int Place, int Passed, DateOnly Day) None => (-2, 0, default);

    private static string? Between((int Place, int Passed, DateOnly Day) before, (int Place, int Passed, DateOnly Day) after, int passed)
    {
        if (before == None || after == None)
            return null;
        var days = Math.Max(0, after.Day.DayNumber - before.Day.DayNumber);
        var whole = Math.Max(1, after.Passed - before.Passed);
        var day = before.Day.AddDays((int)((long)days * Math.Min(whole, passed - before.Passed) / whole));
        return $"Quý {Quarters[(day.Month - 1) / 3]}/{day.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
