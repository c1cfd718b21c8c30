using Portfolio.Reporting.Capital.Curves;

namespace Portfolio.Tests.Reporting.Capital.Curves;

internal sealed class CurveSumsTests
{
    [Test]
    public void Sums_beyond_any_whole_number_of_64_bits_do_not_overflow()
    {
        PlannedCapital[] capital = [new() { Payable = 4_000_000_000_000_000_000 }, new() { Payable = 5_000_000_000_000_000_000, Shares = [.. Enumerable.Repeat(9_999, 11), 10_000] }];
        var curve = CurveSums.Of(2026, [2026], capital, [], new DateOnly(2026, 12, 31), false);
        Assert.That(curve.Points[11].Planned.Dong, Is.EqualTo(9_000_000_000_000_000_000));
        Assert.That(curve.Points[0].Planned.Dong, Is.EqualTo((long)((Int128)4_000_000_000_000_000_000 * 849 / 10_000 + (Int128)5_000_000_000_000_000_000 * 9_999 / 10_000)));
    }

    [Test]
    public void More_reversed_than_paid_in_a_month_takes_the_line_down()
    {
        PaidMonth[] payments = [new() { Month = new DateOnly(2026, 1, 1), Paid = 10 }, new() { Month = new DateOnly(2026, 3, 1), Paid = -10 }];
        var curve = CurveSums.Of(2026, [2026], [new PlannedCapital { Payable = 100 }], payments, new DateOnly(2026, 4, 2), false);
        Assert.That(curve.Points.Take(5).Select(p => p.Paid?.Dong), Is.EqualTo(new long?[] { 10, 10, 0, 0, null }));
        Assert.That(curve.Points, Has.Count.EqualTo(12));
    }
}
