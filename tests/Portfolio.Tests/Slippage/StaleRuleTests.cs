using System.Globalization;
using static Portfolio.Tests.Slippage.RuleField;

namespace Portfolio.Tests.Slippage;

/// <summary>When the silence of an owner is told.</summary>
internal sealed class StaleRuleTests
{
    private static RuleField Field => Rules.Field;

    // Before 20/5 means by 19/5.
    private const string Report = """
        insert into plans.reporting_obligation (plan_id, code, name, reporter_id, frequency, before_month, before_day, as_written, position, source_file, source_section, source_item)
        values (1, 'r', 'Báo cáo', 1, 'half_year', 5, 20, 'x', 1, 'f', 's', 'i');
        """;

    private static string Heard(string day) => $"insert into slippage.project_state (project_id, heard_on, known_since) values (1, '{day}', '2026-01-01');";

    [Test]
    public Task Silence_is_told_after_35_and_60_days() => Field.ExpectAsync(
        "update.stale", Milestone(1, "other", "2028-12-31") + Heard("2026-03-01"),
        ("2026-04-04", "-"), ("2026-04-05", "amber"), ("2026-04-29", "amber"), ("2026-04-30", "red"));

    // The scan runs at the beginning of the day: it looks back seven days from the evening before.
    [TestCase("2026-05-11", "-", "-", "red", "-")] // the evening before the week begins
    [TestCase("2026-05-04", "red", "red", "red", "-")] // the eighth day before the week begins
    [TestCase("2026-05-05", "-", "red", "red", "-")]
    [TestCase("2026-05-12", "-", "-", "-", "-")]
    public Task Silence_of_a_week_is_red_in_the_week_before_a_report(string heard, string first, string second, string due, string after) => Field.ExpectAsync(
        "update.stale", Milestone(1, "other", "2028-12-31") + Heard(heard) + Report,
        ("2026-05-11", "-"), ("2026-05-12", first), ("2026-05-13", second), ("2026-05-19", due), ("2026-05-20", after));

    [Test]
    public async Task A_report_tells_since_when_it_was_red()
    {
        var found = await Field.OnAsync("update.stale", Milestone(1, "other", "2028-12-31") + Heard("2026-05-08") + Report, "2026-05-18");
        Assert.That((found.Severity, found.Since, found.Until, found.OpenedOn, found.RedOn), Is.EqualTo(("red", "2026-05-08", "2026-05-19", "2026-05-16", "2026-05-16")));
    }

    [Test]
    public Task A_project_without_milestones_is_not_forgotten() => Field.ExpectAsync("update.stale", Heard("2026-03-01"), ("2026-04-04", "-"), ("2026-04-05", "amber"));

    // And when it is taken out, nothing of it is left.
    [TestCase("2026-03-01", "2026-02-01", "2026-04-05")]
    [TestCase("2026-03-01", "2026-03-02", "2026-04-06")]
    public Task The_demonstration_speaks_for_the_owner(string said, string heard, string amber) => Field.ExpectAsync(
        "update.stale", Milestone(1, "other", "2028-12-31") + Heard(heard) + $"""
            insert into milestones.remark (milestone_id, project_id, text, entered_by, entered_on, figure_basis) values (1, 1, 'x', 'x', '{said}', 'illustrative')
            """, (DateOnly.Parse(amber, CultureInfo.InvariantCulture).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "-"), (amber, "amber"));

    [TestCase("suspended", "-")]
    [TestCase("cancelled", "-")]
    [TestCase("construction", "red")]
    public Task Of_a_project_that_rests_nothing_is_asked(string stage, string found) => Field.ExpectAsync(
        "update.stale", Heard("2026-03-01") + $"update projects.project set stage = '{stage}', stage_basis = 'official'", ("2026-05-25", found));

    [TestCase("met_on = '2026-02-28'", "-")]
    [TestCase("reported_on = '2026-02-28'", "-")]
    [TestCase("percent = 99", "red")]
    public Task A_project_that_has_done_everything_may_be_silent(string more, string found) => Field.ExpectAsync(
        "update.stale", Milestone(1, "other", "2026-02-28", more) + Heard("2026-03-01"), ("2027-04-30", found));
}
