using Portfolio.Reporting.Land;

namespace Portfolio.Tests.Reporting.Land;

internal sealed class AreaCurveTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    [Test]
    public void Plan_and_reports_run_up_month_by_month_and_reports_end_with_today()
    {
        var points = AreaCurve.Of([(new DateOnly(2026, 5, 31), 100), (new DateOnly(2026, 8, 15), 50)], [(new DateOnly(2026, 4, 1), 30), (new DateOnly(2026, 6, 1), 60)], Today);
        Assert.That(points, Is.EqualTo(new[]
        {
            new AreaPoint(new DateOnly(2026, 4, 1), 0, 30), new AreaPoint(new DateOnly(2026, 5, 1), 100, 30), new AreaPoint(new DateOnly(2026, 6, 1), 100, 90),
            new AreaPoint(new DateOnly(2026, 7, 1), 100, null), new AreaPoint(new DateOnly(2026, 8, 1), 150, null),
        }));
    }

    [Test]
    public void A_plan_that_is_past_runs_on_to_today() =>
        Assert.That(AreaCurve.Of([(new DateOnly(2026, 4, 30), 100)], [], Today).Select(p => (p.Month.Month, p.HandedOver)), Is.EqualTo(new (int, long?)[] { (4, 0), (5, 0), (6, 0) }));

    [TestCase(36, 36)]
    [TestCase(37, 13)]
    [TestCase(200, 17)]
    public void Many_months_are_drawn_together_and_the_last_stays(int months, int points)
    {
        var last = Today.AddMonths(months - 1);
        var drawn = AreaCurve.Of([(Today, 10), (last, 20)], [], Today);
        Assert.That((drawn.Count, drawn[^1].Month.Year, drawn[^1].Month.Month, drawn[^1].Planned), Is.EqualTo((points, last.Year, last.Month, 30L)));
    }

    [Test]
    public void Nothing_planned_and_nothing_reported_is_no_curve() => Assert.That(AreaCurve.Of([], [], Today), Is.Empty);
}
