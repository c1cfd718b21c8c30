using Portfolio.Funding.Curves;

namespace Portfolio.Tests.Funding.Curves;

internal sealed class DefaultCurveTests
{
    [Test]
    public void Without_dates_it_is_linear_over_the_days_of_the_year()
    {
        Assert.That(DefaultCurve.Shares(2026, null, null), Is.EqualTo(new[] { 849, 1616, 2465, 3287, 4136, 4958, 5808, 6657, 7479, 8328, 9150, 10000 }));
        Assert.That(DefaultCurve.Shares(2028, null, null)[1], Is.EqualTo(10000 * 60 / 366), "29/2 counts");
    }

    [Test]
    public void It_begins_with_the_work_and_ends_with_it()
    {
        var shares = DefaultCurve.Shares(2026, new DateOnly(2026, 4, 1), new DateOnly(2026, 5, 19));
        Assert.That(shares, Is.EqualTo(new[] { 0, 0, 0, 10000 * 30 / 49, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000 }));
        Assert.That(DefaultCurve.Shares(2026, new DateOnly(2026, 12, 31), null), Is.EqualTo(new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10000 }));
        Assert.That(DefaultCurve.Shares(2026, null, new DateOnly(2026, 1, 1))[0], Is.EqualTo(10000));
    }

    // Capital of a year in which the work does not go on is paid out all the same, over the whole year.
    [TestCase("2027-01-01", "2028-12-31")]
    [TestCase("2024-01-01", "2025-12-31")]
    [TestCase("2026-09-01", "2026-03-01")]
    public void Work_outside_the_year_takes_the_whole_year(string start, string finish) => Assert.That(
        DefaultCurve.Shares(2026, DateOnly.ParseExact(start, "yyyy-MM-dd"), DateOnly.ParseExact(finish, "yyyy-MM-dd")),
        Is.EqualTo(DefaultCurve.Shares(2026, null, null)));

    [Test]
    public void Within_a_month_it_is_linear_and_never_rounded_up()
    {
        var shares = DefaultCurve.Shares(2026, null, null);
        Assert.That(DefaultCurve.ShareAt(shares, 2026, new DateOnly(2025, 12, 31)), Is.Zero);
        Assert.That(DefaultCurve.ShareAt(shares, 2026, new DateOnly(2026, 1, 1)), Is.EqualTo(849 / 31));
        Assert.That(DefaultCurve.ShareAt(shares, 2026, new DateOnly(2026, 2, 28)), Is.EqualTo(1616));
        Assert.That(DefaultCurve.ShareAt(shares, 2026, new DateOnly(2026, 3, 1)), Is.EqualTo(1616 + (2465 - 1616) / 31));
        Assert.That(DefaultCurve.ShareAt(shares, 2026, new DateOnly(2026, 12, 31)), Is.EqualTo(10000));
        Assert.That(DefaultCurve.ShareAt(shares, 2026, new DateOnly(2027, 1, 1)), Is.EqualTo(10000));
    }
}
