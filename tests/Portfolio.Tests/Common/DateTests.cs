using Portfolio.Common;
using Portfolio.Reporting.Plans;

namespace Portfolio.Tests.Common;

internal sealed class DateTests
{
    [TestCase(DatePrecision.Day, "2026-05-19", true)]
    [TestCase(DatePrecision.Month, "2026-03-31", true)]
    [TestCase(DatePrecision.Month, "2028-02-29", true)]
    [TestCase(DatePrecision.Month, "2028-02-28", false)]
    [TestCase(DatePrecision.Quarter, "2027-12-31", true)]
    [TestCase(DatePrecision.Quarter, "2027-11-30", false)]
    [TestCase(DatePrecision.HalfYear, "2026-06-30", true)]
    [TestCase(DatePrecision.HalfYear, "2026-09-30", false)]
    [TestCase(DatePrecision.Year, "2026-12-31", true)]
    [TestCase(DatePrecision.Year, "2026-12-30", false)]
    [TestCase(DatePrecision.Period, "2030-12-31", true)]
    [TestCase(DatePrecision.Continuous, "2030-12-31", false)]
    public void A_due_date_is_the_last_day_of_its_period(DatePrecision precision, string day, bool holds) =>
        Assert.That(precision.IsLastDay(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(holds));

    [TestCase("2026-11-22T16:59:59Z", "2026-11-22")]
    [TestCase("2026-11-22T17:00:00Z", "2026-11-23")]
    [TestCase("2026-12-31T17:00:00Z", "2027-01-01")]
    public void Today_changes_at_midnight_in_Viet_Nam(string instant, string today) => Assert.That(
        new BusinessCalendar(new FixedClock(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture))).Today,
        Is.EqualTo(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)));

    [TestCase("2026-05-19", "2026-05-20")]
    [TestCase("2026-05-20", "2027-05-20")]
    [TestCase("2026-12-31", "2027-05-20")]
    public void A_yearly_report_is_next_due_on_its_day_that_is_still_ahead(string today, string next) => Assert.That(
        Obligation(5, 20, null).Next(Day(today)), Is.EqualTo(Day(next)));

    [Test]
    public void A_report_asked_for_once_has_no_next_day_when_it_is_past()
    {
        Assert.That(Obligation(null, null, Day("2026-04-10")).Next(Day("2026-04-09")), Is.EqualTo(Day("2026-04-10")));
        Assert.That(Obligation(null, null, Day("2026-04-10")).Next(Day("2026-04-10")), Is.Null);
        Assert.That(Obligation(null, null, null).Next(Day("2026-04-10")), Is.Null);
    }

    [Test]
    public void The_29th_of_February_is_the_28th_in_a_common_year() =>
        Assert.That(Obligation(2, 29, null).Next(Day("2026-03-01")), Is.EqualTo(Day("2027-02-28")));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ObligationRow Obligation(int? month, int? day, DateOnly? date) => new(
        "p", "p", "c", "n", "b", "b", null, null, date is null ? "year" : "once", month, day, date, "w", "f", "s", "i");

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
