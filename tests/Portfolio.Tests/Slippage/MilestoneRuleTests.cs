using static Portfolio.Tests.Slippage.RuleField;

namespace Portfolio.Tests.Slippage;

/// <summary>Both sides of every limit of the rules about milestones.</summary>
internal sealed class MilestoneRuleTests
{
    private static RuleField Field => Rules.Field;

    // Every precision has its last day; what is late is late from the day after.
    [TestCase("2026-05-10", "day", "2026-05-10", "2026-05-11", "2026-05-24", "2026-05-25")]
    [TestCase("2028-02-29", "day", "2028-02-29", "2028-03-01", "2028-03-14", "2028-03-15")]
    [TestCase("2028-02-29", "month", "2028-02-29", "2028-03-01", "2028-03-14", "2028-03-15")]
    [TestCase("2027-02-28", "month", "2027-02-28", "2027-03-01", "2027-03-14", "2027-03-15")]
    [TestCase("2026-09-30", "quarter", "2026-09-30", "2026-10-01", "2026-10-14", "2026-10-15")]
    [TestCase("2026-06-30", "half_year", "2026-06-30", "2026-07-01", "2026-07-14", "2026-07-15")]
    [TestCase("2026-12-31", "year", "2026-12-31", "2027-01-01", "2027-01-14", "2027-01-15")]
    [TestCase("2030-12-31", "period", "2030-12-31", "2031-01-01", "2031-01-14", "2031-01-15")]
    public Task A_milestone_is_overdue_from_the_day_after_its_last_and_red_from_the_fifteenth(
        string due, string precision, string last, string first, string amber, string red) => Field.ExpectAsync(
        "milestone.overdue", Milestone(1, "other", due, precision: precision), (last, "-"), (first, "amber"), (amber, "amber"), (red, "red"));

    [TestCase("met_on = '2026-05-25'", "-", TestName = "met")]
    [TestCase("met_on = '2026-05-26'", "red", TestName = "met the day after")]
    [TestCase("reported_on = '2026-05-20'", "-", TestName = "reported")]
    [TestCase("dropped_on = '2026-05-20'", "-", TestName = "dropped")]
    [TestCase("stated_on = '2026-08-01', stated_precision = 'day', stated_text = 'x'", "red", TestName = "a forecast clears nothing")]
    public Task What_is_done_is_not_overdue(string more, string found) =>
        Field.ExpectAsync("milestone.overdue", Milestone(1, "other", "2026-05-10", more), ("2026-05-25", found));

    [TestCase("suspended", "-")]
    [TestCase("cancelled", "-")]
    [TestCase("construction", "red")]
    public Task Suspended_and_cancelled_projects_are_not_urged(string stage, string found) => Field.ExpectAsync(
        "milestone.overdue", Milestone(1, "other", "2026-05-10") + $"update projects.project set stage = '{stage}', stage_basis = 'official'", ("2026-05-25", found));

    [Test]
    public Task Continuous_work_is_never_overdue() =>
        Field.ExpectAsync("milestone.overdue", Milestone(1, "other", null, precision: "continuous"), ("2035-01-01", "-"));

    [Test]
    public async Task An_overdue_milestone_tells_since_when_and_when_it_passed_its_limits()
    {
        var found = await Field.OnAsync("milestone.overdue", Milestone(1, "other", "2026-05-10"), "2026-06-01");
        Assert.That((found.Since, found.Until, found.OpenedOn, found.RedOn), Is.EqualTo(("2026-05-11", "2026-05-10", "2026-05-11", "2026-05-25")));
    }

    [Test]
    public Task A_reminder_comes_thirty_days_before() => Field.ExpectAsync(
        "milestone.due_soon", Milestone(1, "other", "2026-12-31"), ("2026-11-30", "-"), ("2026-12-01", "notice"), ("2026-12-31", "notice"), ("2027-01-01", "-"));

    [TestCase("2026-12-16", 30)]
    [TestCase("2026-12-17", 14)]
    [TestCase("2026-12-23", 14)]
    [TestCase("2026-12-24", 7)]
    [TestCase("2026-12-29", 7)]
    [TestCase("2026-12-30", 1)]
    [TestCase("2026-12-31", 1)]
    public async Task A_reminder_goes_through_its_steps(string day, int step) =>
        Assert.That((await Field.OnAsync("milestone.due_soon", Milestone(1, "other", "2026-12-31"), day)).Measure, Is.EqualTo(step));

    // 1.000 days from the first baseline to the last, so that days decide; or 100, so that the share does.
    [TestCase(1000, 14, "-")]
    [TestCase(1000, 15, "amber")]
    [TestCase(1000, 59, "amber")]
    [TestCase(1000, 60, "red")]
    [TestCase(100, 4, "-")]
    [TestCase(100, 5, "amber")]
    [TestCase(100, 14, "amber")]
    [TestCase(100, 15, "red")]
    [TestCase(90, 4, "-")] // 5 % of 90 days are 4,5
    [TestCase(90, 5, "amber")]
    [TestCase(0, 14, "-")] // a single day has no share
    [TestCase(0, 15, "amber")]
    public Task A_finish_is_expected_late_by_days_or_by_its_share(int duration, int late, string found) => Field.ExpectAsync(
        "milestone.forecast_late", $"""
            {Milestone(1, "ground_broken", "2026-01-01")}{Milestone(2, "completed", "2026-01-01")}
            update milestones.milestone set baseline_on = date '2026-01-01' + {duration} where id = 2;
            insert into milestones.project_state (project_id, plan_id, physical_percent, finish_id, finish_baseline_on, finish_expected_on, open_late, computed_on)
            values (1, 1, 0, 2, date '2026-01-01' + {duration}, date '2026-01-01' + {duration} + {late}, 0, '2026-06-01')
            """, ("2026-06-01", found));

    [TestCase(1, "-")]
    [TestCase(2, "amber")]
    [TestCase(3, "red")]
    public Task A_planned_date_that_moves_is_told(int moves, string found) =>
        Field.ExpectAsync("milestone.date_moved", Milestone(1, "other", "2027-05-10", $"moves = {moves}"), ("2026-06-01", found));

    [TestCase(new[] { "2026-06-01", "2026-07-01", "2026-08-01" }, "-")] // later twice
    [TestCase(new[] { "2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01" }, "red")]
    [TestCase(new[] { "2026-06-01", "2026-07-01", "2026-06-15", "2026-08-01", "2026-09-01" }, "-")] // once earlier in between
    [TestCase(new[] { "2026-08-01", "2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01" }, "red")]
    public Task A_forecast_that_grows_three_times_running_is_red(string[] stated, string found) => Field.ExpectAsync(
        "milestone.date_moved", Milestone(1, "other", "2027-05-10") + string.Concat(stated.Select((day, i) => $"""
            insert into milestones.date_entry (milestone_id, project_id, field, was_on, now_on, entered_by, entered_on)
            values (1, 1, 'stated', {(i == 0 ? "null" : $"'{stated[i - 1]}'")}, '{day}', 'x', '2026-05-01');
            """)), ("2026-06-01", found));

    // Two moves are amber and three growing forecasts red: the red is what is told.
    [TestCase(0, "red", 3, null)]
    [TestCase(1, "red", 3, null)]
    [TestCase(2, "red", 3, null)]
    [TestCase(3, "red", 3, 40)]
    [TestCase(4, "red", 4, 40)]
    public async Task What_makes_it_red_is_what_is_told(int moves, string severity, int measure, int? bound)
    {
        var found = await Field.OnAsync("milestone.date_moved", Milestone(1, "other", "2027-05-10", $"moves = {moves}, days_moved = {(moves == 0 ? 0 : 40)}") + """
            insert into milestones.date_entry (milestone_id, project_id, field, was_on, now_on, entered_by, entered_on)
            select 1, 1, 'stated', date '2026-06-01' + n, date '2026-06-02' + n, 'x', '2026-05-01' from generate_series(1, 3) n;
            """, "2026-06-01");
        Assert.That((found.Severity, found.Measure, found.Bound), Is.EqualTo((severity, (decimal?)measure, (decimal?)bound)));
    }

    // Begun on 1/1/2026, due 364 days later: half of the time is over on 2/7.
    [TestCase(50, "2026-07-02", "-")]
    [TestCase(49, "2026-07-02", "amber")]
    [TestCase(0, "2026-02-05", "-")] // less than a tenth of the time says nothing
    [TestCase(0, "2026-02-07", "amber")]
    [TestCase(99, "2026-12-31", "amber")]
    [TestCase(99, "2027-01-01", "-")] // then it is overdue
    public Task Progress_that_would_end_late_at_its_pace_is_amber(int percent, string day, string found) => Field.ExpectAsync(
        "progress.linear_late",
        Milestone(1, "ground_broken", "2026-01-01", "met_on = '2026-01-01'") + Milestone(2, "completed", "2026-12-31", $"percent = {percent}"), (day, found));

    // Work that is reported done is not urged while it waits for confirmation.
    [TestCase("reported_on = '2026-06-01'", "-")]
    [TestCase("reported_on = '2026-06-02'", "red")]
    public Task A_finish_that_is_reported_is_not_expected_late(string more, string found) => Field.ExpectAsync(
        "milestone.forecast_late", $"""
            {Milestone(1, "ground_broken", "2026-01-01")}{Milestone(2, "completed", "2026-12-31", more)}
            insert into milestones.project_state (project_id, plan_id, physical_percent, finish_id, finish_baseline_on, finish_expected_on, open_late, computed_on)
            values (1, 1, 0, 2, '2026-12-31', '2027-12-31', 0, '2026-06-01')
            """, ("2026-06-01", found));
}
