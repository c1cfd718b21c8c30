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

    [TestCase("2026-01-31", 1, "month", "2026-02-28")]
    [TestCase("2028-01-31", 1, "month", "2028-02-29")]
    [TestCase("2028-02-29", 12, "month", "2029-02-28")]
    [TestCase("2027-02-28", 12, "month", "2028-02-28")]
    [TestCase("2026-10-31", 4, "month", "2027-02-28")]
    [TestCase("2026-12-15", 30, "day", "2027-01-14")]
    [TestCase("2028-02-01", 30, "day", "2028-03-02")]
    [TestCase("2026-06-12", 1, "working_day", "2026-06-15")] // a Friday: the next working day is Monday
    [TestCase("2026-06-13", 1, "working_day", "2026-06-15")] // a Saturday
    [TestCase("2026-06-15", 5, "working_day", "2026-06-22")]
    [TestCase("2026-06-15", 30, "working_day", "2026-07-27")]
    public void A_limit_ends_on_the_day_that_the_calendar_says(string start, int value, string unit, string end) =>
        Assert.That(StepCalculator.LastDay(Day(start), value, unit), Is.EqualTo(Day(end)));

    [Test]
    public void Holidays_are_no_working_days_and_count_among_days() => Assert.Multiple(() =>
    {
        var national = new HashSet<DateOnly> { Day("2026-09-01"), Day("2026-09-02") };
        Assert.That(StepCalculator.LastDay(Day("2026-08-31"), 1, "working_day", national), Is.EqualTo(Day("2026-09-03")));
        Assert.That(StepCalculator.LastDay(Day("2026-08-31"), 1, "day", national), Is.EqualTo(Day("2026-09-01")));
    });

    [Test]
    public void A_step_is_late_from_the_day_after_its_last()
    {
        var done = new Dictionary<string, DateOnly> { ["notice"] = Day("2026-06-01") };
        Assert.That(At("2026-07-01"), Is.EqualTo((Day("2026-07-01"), 0, false)));
        Assert.That(At("2026-07-02"), Is.EqualTo((Day("2026-07-01"), 1, true)));

        (DateOnly?, int, bool) At(string today)
        {
            var state = StepCalculator.States(Steps, done, Day(today))[1];
            return (state.DueOn, state.LateDays, state.IsOverdue);
        }
    }

    [Test]
    public void A_step_that_was_done_late_stays_late_by_as_many_days_and_is_overdue_no_more()
    {
        var done = new Dictionary<string, DateOnly> { ["notice"] = Day("2026-06-01"), ["publication"] = Day("2026-07-04") };
        var state = StepCalculator.States(Steps, done, Day("2026-12-01"))[1];
        Assert.That((state.LateDays, state.IsOverdue), Is.EqualTo((3, false)));
    }

    [Test]
    public void What_comes_after_something_undone_and_what_has_no_limit_is_not_due()
    {
        var states = StepCalculator.States(Steps, new Dictionary<string, DateOnly> { ["notice"] = Day("2026-06-01") }, Day("2030-01-01"));
        Assert.That(states.Select(s => s.DueOn), Is.EqualTo(new DateOnly?[] { null, Day("2026-07-01"), null }));
        Assert.That(StepCalculator.States(Steps, new Dictionary<string, DateOnly>(), Day("2030-01-01")).Select(s => s.LateDays), Is.All.Zero);
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
