using Portfolio.Common;
using Portfolio.Funding.Curves;

namespace Portfolio.Reporting.Capital.Curves;

/// <summary>Adds curves up. Nothing is rounded before it is summed: shares are applied to sums, and what is no whole đồng in all is cut off.</summary>
internal static class CurveSums
{
    private const int Months = 12;

    /// <summary>The curve of a year.</summary>
    /// <param name="year">Budget year.</param>
    /// <param name="years">Years that have capital.</param>
    /// <param name="capital">Capital by curve.</param>
    /// <param name="payments">Paid by month.</param>
    /// <param name="today">Business date.</param>
    /// <param name="illustrative">Whether any of it is made up for demonstration.</param>
    public static CurveReport Of(
        int year, IReadOnlyList<int> years, IReadOnlyList<PlannedCapital> capital, IReadOnlyList<PaidMonth> payments, DateOnly today, bool illustrative)
    {
        var curves = capital.Select(c => (c.Payable, Shares: c.SharesOf(year))).ToList();
        var first = new DateOnly(year, 1, 1);
        var settled = payments.Any(p => p.Month.Year > year);
        var points = new List<CurvePoint>();
        for (var i = 0; i < Months + (settled ? 1 : 0); i++)
        {
            var month = first.AddMonths(i);
            // What is dated after the year belongs to its settlement.
            var paid = payments.Where(p => i == Months || p.Month <= month).Aggregate(Vnd.Zero, (sum, p) => sum + new Vnd(p.Paid));
            points.Add(new CurvePoint(month, Planned(curves, s => i == Months ? DefaultCurve.Whole : s[i]), month <= today ? paid : null));
        }
        return new CurveReport(
            year, years, new Vnd(capital.Sum(c => c.Payable)), points, today, Planned(curves, s => DefaultCurve.ShareAt(s, year, today)),
            new Vnd(payments.Sum(p => p.Paid)), illustrative);
    }

    private static Vnd Planned(IEnumerable<(long Payable, IReadOnlyList<int> Shares)> curves, Func<IReadOnlyList<int>, int> share) =>
        new((long)(curves.Aggregate(Int128.Zero, (sum, c) => sum + (Int128)c.Payable * share(c.Shares)) / DefaultCurve.Whole));
}

/// <summary>Capital of a year that is planned by one curve.</summary>
internal sealed record PlannedCapital
{
    /// <summary>First day of the work; null = not known, or before the year.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Last day of the work; null = not known, or after the year.</summary>
    public DateOnly? FinishesOn { get; init; }

    /// <summary>What an owner states; null = the default.</summary>
    public int[]? Shares { get; init; }

    /// <summary>What may be paid out, whole đồng.</summary>
    public long Payable { get; init; }

    /// <summary>The curve.</summary>
    public IReadOnlyList<int> SharesOf(int year) => Shares ?? DefaultCurve.Shares(year, StartsOn, FinishesOn);
}

/// <summary>What was paid out in a month.</summary>
internal sealed record PaidMonth
{
    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    /// <summary>Whole đồng; below nought where more was reversed than paid.</summary>
    public long Paid { get; init; }
}
