using System.Numerics;

namespace Portfolio.Funding.Assistant;

/// <summary>
/// In which years a project is given capital. The minimum makes this a choice: what a year cannot take as a whole another year may.
/// Every set of years is weighed, and the one that gives most is taken; among equals the one with most years, then the one with the
/// earliest. Only where these cannot give all that the project may still get, but one year can take it as a whole, it is given there,
/// however little it is.
/// </summary>
/// <remarks>
/// A set is possible when each of its years can reach its least at the same time. By the theorem on flows and cuts this is so exactly
/// when the leasts of every subset are no more than what the sources can bring into that subset, and those of the whole set no more than
/// the project may get. What a set can give follows as well: per source the lesser of missing need and room. Sets are bit masks, bit 0
/// the earliest year.
/// </remarks>
internal static class YearChoice
{
    /// <summary>The set of years to give capital in.</summary>
    public static int Best(ProjectDemand demand)
    {
        var brings = Brings(demand);
        var leasts = Sums(demand.Least);
        var possible = new bool[brings.Length];
        var best = 0;
        for (var set = 0; set < brings.Length; set++)
        {
            possible[set] = leasts[set] <= brings[set] && SubsetsPossible(possible, set);
            if (possible[set] && leasts[set] <= demand.Most && WithinSpan(demand, set) && IsBetter(demand, brings, set, best))
                best = set;
        }
        return brings[best] < demand.Most && WholeInOneYear(demand, brings) is { } whole ? whole : best;
    }

    private static int? WholeInOneYear(ProjectDemand demand, long[] brings) => Enumerable.Range(0, demand.Years.Length)
        .Select(year => (int?)(1 << year))
        .FirstOrDefault(set => brings[set!.Value] >= demand.Most);

    /// <summary>What the sources can bring into each set of years.</summary>
    private static long[] Brings(ProjectDemand demand)
    {
        var brings = new long[1 << demand.Years.Length];
        for (var source = 0; source < demand.Missing.Length; source++)
        {
            var room = Sums(demand.Room[source]);
            for (var set = 0; set < brings.Length; set++)
                brings[set] += Math.Min(demand.Missing[source], room[set]);
        }
        return brings;
    }

    private static long[] Sums(long[] years)
    {
        var sums = new long[1 << years.Length];
        for (var set = 1; set < sums.Length; set++)
            sums[set] = checked(sums[set & (set - 1)] + years[BitOperations.TrailingZeroCount(set)]);
        return sums;
    }

    private static bool SubsetsPossible(bool[] possible, int set)
    {
        for (var rest = set; rest != 0; rest &= rest - 1)
        {
            if (!possible[set & ~(rest & -rest)])
                return false;
        }
        return true;
    }

    private static bool WithinSpan(ProjectDemand demand, int set) =>
        set == 0 || demand.Span.Allows(demand.Years[BitOperations.TrailingZeroCount(set)], demand.Years[BitOperations.Log2((uint)set)]);

    private static bool IsBetter(ProjectDemand demand, long[] brings, int set, int best)
    {
        var gives = Math.Min(demand.Most, brings[set]).CompareTo(Math.Min(demand.Most, brings[best]));
        if (gives != 0)
            return gives > 0;
        var years = BitOperations.PopCount((uint)set).CompareTo(BitOperations.PopCount((uint)best));
        var firstDifference = (set ^ best) & -(set ^ best);
        return years > 0 || (years == 0 && (set & firstDifference) != 0);
    }
}
