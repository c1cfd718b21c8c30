using System.Globalization;
using Portfolio.LandClearance.Steps;

namespace Portfolio.Tests.LandClearance.Steps;

internal sealed class StepCalculatorTests
{
    private static readonly LandStep[] Steps =
    [
        new("notice", 1, "Thông báo", "Notice", null, null, null, null, "x", false, false),
        new("publication", 2, "Niêm yết", "Publication", "notice", 30, "day", "land.publication.days", "x", false, false),
        new("appraisal", 3, "Thẩm định", "Appraisal", "publication", 30, "working_day", "x", "x", false, false),
    ];

    private static readonly Dictionary<string, DateOnly> Due = new() { ["publication"] = Day("2026-07-01") };

    [Test]
    public void A_step_is_late_from_the_day_after_its_last()
    {
        var done = new Dictionary<string, DateOnly> { ["notice"] = Day("2026-06-01") };
        Assert.That(At("2026-07-01"), Is.EqualTo((Day("2026-07-01"), 0, false)));
        Assert.That(At("2026-07-02"), Is.EqualTo((Day("2026-07-01"), 1, true)));

        (DateOnly?, int, bool) At(string today)
        {
            var state = StepCalculator.States(Steps, done, Due, Day(today))[1];
            return (state.DueOn, state.LateDays, state.IsOverdue);
        }
    }

    [Test]
    public void A_step_that_was_done_late_stays_late_by_as_many_days_and_is_overdue_no_more()
    {
        var done = new Dictionary<string, DateOnly> { ["notice"] = Day("2026-06-01"), ["publication"] = Day("2026-07-04") };
        var state = StepCalculator.States(Steps, done, Due, Day("2026-12-01"))[1];
        Assert.That((state.LateDays, state.IsOverdue), Is.EqualTo((3, false)));
    }

    [Test]
    public void What_has_no_limit_that_has_started_is_not_due()
    {
        var states = StepCalculator.States(Steps, new Dictionary<string, DateOnly> { ["notice"] = Day("2026-06-01") }, Due, Day("2030-01-01"));
        Assert.That(states.Select(s => s.DueOn), Is.EqualTo(new DateOnly?[] { null, Day("2026-07-01"), null }));
        Assert.That(StepCalculator.States(Steps, new Dictionary<string, DateOnly>(), new Dictionary<string, DateOnly>(), Day("2030-01-01")).Select(s => s.LateDays), Is.All.Zero);
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
