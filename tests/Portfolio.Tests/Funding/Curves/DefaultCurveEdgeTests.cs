using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Portfolio.Funding.Curves;

namespace Portfolio.Tests.Funding.Curves;

/// <summary>Both sides of leap years, ends of years, windows of one day; and what holds for every window.</summary>
internal sealed class DefaultCurveEdgeTests
{
    [TestCase(2027, 31 * 10_000 / 365, 59 * 10_000 / 365)]
    [TestCase(2028, 31 * 10_000 / 366, 60 * 10_000 / 366)]
    [TestCase(2029, 31 * 10_000 / 365, 59 * 10_000 / 365)]
    [TestCase(2100, 31 * 10_000 / 365, 59 * 10_000 / 365)]
    [TestCase(2000, 31 * 10_000 / 366, 60 * 10_000 / 366)]
    public void A_leap_day_counts_where_there_is_one(int year, int january, int february)
    {
        var shares = DefaultCurve.Shares(year, null, null);
        Assert.That((shares[0], shares[1], shares[11]), Is.EqualTo((january, february, DefaultCurve.Whole)));
    }

    [Test]
    public void A_window_of_one_day_pays_everything_on_it([Values("2028-02-29", "2028-01-01", "2028-12-31", "2027-02-28", "2027-03-01")] string text)
    {
        var day = DateOnly.ParseExact(text, "yyyy-MM-dd");
        var shares = DefaultCurve.Shares(day.Year, day, day);
        Assert.That(shares, Is.EqualTo(Enumerable.Range(1, 12).Select(month => month < day.Month ? 0 : DefaultCurve.Whole)));
    }

    [Test]
    public void The_ends_of_the_year_belong_to_it()
    {
        var (first, last) = (new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        Assert.That(DefaultCurve.Window(2026, first.AddDays(-1), last.AddDays(1)), Is.EqualTo((first, last)));
        Assert.That(DefaultCurve.Window(2026, last, last.AddDays(1)), Is.EqualTo((last, last)));
        Assert.That(DefaultCurve.Window(2026, first.AddDays(-1), first), Is.EqualTo((first, first)));
        Assert.That(DefaultCurve.Window(2026, last.AddDays(1), null), Is.EqualTo((first, last)));
        Assert.That(DefaultCurve.Window(2026, null, first.AddDays(-1)), Is.EqualTo((first, last)));
    }

    [Test]
    public void Every_curve_rises_to_the_whole_and_lies_within_a_basis_point_of_the_exact_line() =>
        Prop.ForAll(
            (from year in Gen.Choose(2020, 2040)
             from start in Gen.Choose(-400, 800)
             from days in Gen.Choose(0, 900)
             select (Year: year, Start: start, Days: days)).ToArbitrary(),
            c =>
            {
                var start = new DateOnly(c.Year, 1, 1).AddDays(c.Start);
                var finish = start.AddDays(c.Days);
                var shares = DefaultCurve.Shares(c.Year, start, finish);
                var (from, to) = DefaultCurve.Window(c.Year, start, finish);
                var exact = Enumerable.Range(1, 12).Select(month =>
                {
                    var end = new DateOnly(c.Year, month, 1).AddMonths(1).DayNumber;
                    var elapsed = Math.Clamp(end - from.DayNumber, 0, to.DayNumber - from.DayNumber + 1);
                    return (decimal)DefaultCurve.Whole * elapsed / (to.DayNumber - from.DayNumber + 1);
                });
                return shares.Count == 12 && shares[11] == DefaultCurve.Whole && shares.Zip(shares.Skip(1)).All(p => p.First <= p.Second)
                    && shares.Zip(exact).All(p => p.First <= p.Second && p.Second < p.First + 1);
            }).QuickCheckThrowOnFailure();

    [Test]
    public void Within_the_year_the_share_of_a_day_never_falls_and_meets_the_ends_of_the_months()
    {
        foreach (var year in (int[])[2027, 2028])
        {
            var shares = DefaultCurve.Shares(year, new DateOnly(year, 2, 10), new DateOnly(year, 11, 5));
            var before = 0;
            for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
            {
                var share = DefaultCurve.ShareAt(shares, year, day);
                Assert.That(share, Is.GreaterThanOrEqualTo(before), day.ToString("o", CultureInfo.InvariantCulture));
                if (day.AddDays(1).Day == 1)
                    Assert.That(share, Is.EqualTo(shares[day.Month - 1]), day.ToString("o", CultureInfo.InvariantCulture));
                before = share;
            }
        }
    }
}
