using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>What a project can give of one source, whole đồng.</summary>
internal sealed class Giver
{
    private const int Whole = 10_000;

    public Giver(YearStanding standing, SourceCapital source, ReplanRequest request)
    {
        Standing = standing;
        Source = source.Source;
        Spending = standing.Project.Spending.SingleOrDefault(s => s.Source == source.Source)
            ?? new YearSpending(source.Source, Vnd.Zero, Vnd.Zero, Vnd.Zero);
        Available = source.AllocatedIn(request.Year).Dong + Spending.CarriedIn.Dong;
        Expected = ExpectedByYearEnd(request.Date);
        // Who is at rest has nothing to keep a reserve for.
        Safety = standing.Role == YearRole.AtRest ? null : request.Thresholds.SafetyShare;
        var surplus = Math.Max(0, Available - Expected);
        var spare = (long)((Int128)surplus * (Whole - (Safety?.Value ?? 0)) / Whole);
        Keeps = Available - spare;
        Left = Math.Min(spare, source.AllocatedIn(request.Year).Dong);
        Bound = spare - Left;
    }

    public YearStanding Standing { get; }

    public string Source { get; }

    public YearSpending Spending { get; }

    /// <summary>Capital of the year, carried in included.</summary>
    public long Available { get; }

    /// <summary>What it is expected to have spent by 31/12.</summary>
    public long Expected { get; }

    /// <summary>Share of what it is not expected to spend that stays with it; null where nothing has to.</summary>
    public Threshold? Safety { get; }

    /// <summary>What stays with it: what it is expected to spend and the safety share of the rest.</summary>
    public long Keeps { get; }

    /// <summary>What it could spare, but which was carried in and cannot be given away.</summary>
    public long Bound { get; }

    /// <summary>What it still has to give.</summary>
    public long Left { get; private set; }

    /// <summary>Last year in which it may get capital in exchange.</summary>
    public int LastYear => Standing.LastYear;

    /// <summary>Gives as much as it still can of what is wanted.</summary>
    /// <returns>What it gives.</returns>
    public long Give(long wanted)
    {
        var amount = Math.Min(Left, wanted);
        Left -= amount;
        return amount;
    }

    /// <summary>
    /// Spent so far and, unless the project is stuck, as much a day until 31/12 as a day so far; at most what is available. What was spent
    /// after the date is known, and the least it can be.
    /// </summary>
    private long ExpectedByYearEnd(DateOnly date)
    {
        var spent = Spending.Paid.Dong + Spending.Pending.Dong;
        var known = spent + Spending.Since.Dong;
        if (Standing.Stuck)
            return known;
        var days = DateTime.IsLeapYear(date.Year) ? 366 : 365;
        return (long)Int128.Max(known, Int128.Min(Available, (Int128)spent * days / date.DayOfYear));
    }
}
