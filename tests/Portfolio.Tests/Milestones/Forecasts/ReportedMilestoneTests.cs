using Portfolio.Milestones.Forecasts;

namespace Portfolio.Tests.Milestones.Forecasts;

/// <summary>What is done by the word of its owner waits for a confirmation; the work does not.</summary>
internal sealed class ReportedMilestoneTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    private static readonly ForecastWork Work = new(
        [
            new ForecastMilestone(1, "ground_broken", 1, 40, null, new DateOnly(2026, 1, 10), null, null, new DateOnly(2026, 1, 12)),
            new ForecastMilestone(2, "completed", 1, 0, null, new DateOnly(2026, 9, 1), null, null),
        ],
        [new Dependency(2, 1, 200)], []);

    [Test]
    public void It_holds_up_nothing_that_follows() => Assert.That(
        Forecaster.Compute(Work, Today).Select(e => (e.MilestoneId, e.ExpectedOn, e.Cause)),
        Is.EqualTo(new[] { (1L, new DateOnly(2026, 1, 12), ForecastCause.Met), (2L, new DateOnly(2026, 9, 1), ForecastCause.Plan) }));

    [Test]
    public void It_is_not_overdue_and_counts_as_far_as_it_is_until_it_is_confirmed()
    {
        var standing = ProjectStanding.Of(Work, Forecaster.Compute(Work, Today), Today);
        Assert.That((standing.OpenLate, standing.PhysicalPercent), Is.EqualTo((0, 20m)));
    }
}
