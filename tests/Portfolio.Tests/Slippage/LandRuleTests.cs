using Dapper;
using Portfolio.Reporting.Warnings;
using Portfolio.Slippage.Rules;
using Portfolio.Slippage.Scan;
using static Portfolio.Tests.Slippage.RuleField;

namespace Portfolio.Tests.Slippage;

/// <summary>Both sides of every limit of the rules about land.</summary>
internal sealed class LandRuleTests
{
    private static RuleField Field => Rules.Field;

    private const string Steps = """
        insert into land_clearance.step (province_code, code, position, name, name_en, after_step, limit_value, limit_unit, source_document, verified) values
            ('xx', 'notice', 1, 'a', 'a', null, null, null, 'x', false), ('xx', 'plan', 2, 'b', 'b', 'notice', null, null, 'x', false),
            ('xx', 'publication', 3, 'c', 'c', 'plan', 30, 'day', 'x', false), ('xx', 'appraisal', 4, 'd', 'd', 'publication', 5, 'working_day', 'x', false),
            ('xx', 'approval', 5, 'e', 'e', 'appraisal', 1, 'month', 'x', false), ('xx', 'recovery_decision', 6, 'f', 'f', 'approval', null, null, 'x', false);
        """;

    private static string Done(string step, string day) =>
        $"insert into land_clearance.package_step (package_id, step_code, done_on, entered_by) values (1, '{step}', '{day}', 'x');";

    private static string Land(int needed, int handedOver) => Package($"area_needed = {needed}, area_handed_over = {handedOver}") + $"""
        insert into land_clearance.project_land values (1, 1, 1, 0, {needed}, {handedOver}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        """;

    // Ground is to be broken on 31/12/2026.
    [TestCase("2026-10-01", 69, "-")]
    [TestCase("2026-10-02", 69, "amber")]
    [TestCase("2026-10-02", 70, "-")]
    [TestCase("2026-11-30", 99, "-")]
    [TestCase("2026-12-01", 99, "red")]
    [TestCase("2026-12-01", 100, "-")]
    [TestCase("2026-11-30", 0, "amber")]
    public Task Land_behind_the_start_of_construction_is_told(string day, int handedOver, string found) =>
        Field.ExpectAsync("land.behind_start", Land(100, handedOver) + Milestone(1, "ground_broken", "2026-12-31"), (day, found));

    // With enough land handed over only what blocks is told, and from its own day on.
    [TestCase(69, "2026-10-02", null)]
    [TestCase(70, "2026-12-01", "2026-12-01")]
    public async Task Land_is_told_from_the_day_on_which_its_limit_was_passed(int handedOver, string opened, string? red)
    {
        var found = await Field.OnAsync("land.behind_start", Land(100, handedOver) + Milestone(1, "ground_broken", "2026-12-31"), red is null ? "2026-11-15" : "2026-12-15");
        Assert.That((found.OpenedOn, found.RedOn), Is.EqualTo((opened, red)));
    }

    // Ground that is reported broken does not hide other ground that is still to be broken.
    [Test]
    public Task The_next_ground_is_looked_at_once_the_first_is_reported() => Field.ExpectAsync(
        "land.behind_start", Land(100, 50) + Milestone(1, "ground_broken", "2026-11-30", "reported_on = '2026-11-20'") + Milestone(2, "ground_broken", "2026-12-31"),
        ("2026-11-19", "red"), ("2026-11-20", "amber"), ("2026-12-01", "red"));

    // Where links say what the ground waits for, other land does not block it.
    [TestCase("insert into milestones.land_block (project_id, milestone_id, package_id, lag_days) values (1, 1, 1, 0)", 50, "red")]
    [TestCase("insert into milestones.land_block (project_id, milestone_id, package_id, lag_days) values (1, 1, 2, 0)", 50, "amber")]
    [TestCase("insert into milestones.land_block (project_id, milestone_id, package_id, lag_days) values (1, 1, 2, 0)", 80, "-")]
    public Task Only_land_that_blocks_is_red(string link, int handedOver, string found) => Field.ExpectAsync(
        "land.behind_start", Land(100, handedOver) + Milestone(1, "ground_broken", "2026-12-31") + """
            insert into land_clearance.package (id, project_id, plan_id, commune_id, code, section, land_use) overriding system value values (2, 1, 1, 1, 'GP-02', 'b', 'other');
            """ + link, ("2026-12-15", found));

    [TestCase("2026-07-01", "-")]
    [TestCase("2026-07-02", "amber")]
    [TestCase("2026-07-15", "amber")]
    [TestCase("2026-07-16", "red")]
    public Task A_step_is_late_after_its_days(string day, string found) =>
        Field.ExpectAsync("land.step_late", Steps + Package() + Done("notice", "2026-05-01") + Done("plan", "2026-06-01"), (day, found));

    // A package may wait for several steps: which one is late stands in the warning, in both languages.
    [Test]
    public async Task The_step_that_is_late_is_named()
    {
        var told = await Field.InTurnAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                Steps + Package() + Done("plan", "2026-06-01") + "update land_clearance.step set name = 'Niêm yết', name_en = 'Publication' where code = 'publication'",
                transaction: transaction);
            await ScanRecords.MergeAsync(connection, transaction, Rule.All.Single(r => r.Code == "land.step_late"), new DateOnly(2026, 7, 2), null, default);
            return (await connection.QuerySingleAsync<WarningRow>($"select {WarningSql.Columns} {WarningSql.Tables}", transaction: transaction)).Facts;
        });
        Assert.That((told.Rule, told.Subject, told.Detail, told.DetailEn), Is.EqualTo(("land.step_late", "Xã 1", "Niêm yết", "Publication")));
    }

    // Five working days after Monday 31/8/2026, with a holiday on 2/9, end on Tuesday 8/9.
    [TestCase("2026-09-08", "-")]
    [TestCase("2026-09-09", "amber")]
    [TestCase("2026-09-22", "amber")]
    [TestCase("2026-09-23", "red")]
    public Task Working_days_leave_out_holidays(string day, string found) => Field.ExpectAsync(
        "land.step_late", Steps + Package() + Done("plan", "2026-07-01") + Done("publication", "2026-08-31")
            + "insert into directory.holiday (day, name, source_document, verified) values ('2026-09-02', 'x', 'x', true)", (day, found));

    [TestCase("2027-02-28", "-")]
    [TestCase("2027-03-01", "amber")]
    public Task Months_end_on_the_last_day_of_short_ones(string day, string found) => Field.ExpectAsync(
        "land.step_late", Steps + Package() + Done("plan", "2027-01-01") + Done("publication", "2027-01-20") + Done("appraisal", "2027-01-31"), (day, found));

    [Test]
    public Task A_step_that_is_done_or_land_that_is_handed_over_is_not_late() => Assert.MultipleAsync(async () =>
    {
        await Field.ExpectAsync("land.step_late", Steps + Package() + Done("plan", "2026-06-01") + Done("publication", "2026-07-10"), ("2026-07-09", "amber"), ("2026-07-10", "-"));
        await Field.ExpectAsync("land.step_late", Steps + Package("handed_over_on = '2026-07-10'") + Done("plan", "2026-06-01"), ("2026-07-09", "amber"), ("2026-07-10", "-"));
    });

    [Test]
    public Task Compensation_waits_twenty_days_and_is_red_after_31() => Field.ExpectAsync(
        "land.unpaid", Steps + Package("compensation_approved = 1000, compensation_paid = 999") + Done("approval", "2028-02-01"),
        ("2028-02-20", "-"), ("2028-02-21", "amber"), ("2028-03-02", "amber"), ("2028-03-03", "red"));

    [Test]
    public async Task Unpaid_compensation_names_the_money()
    {
        var setup = Steps + Package("compensation_approved = 1000, compensation_paid = 300") + Done("approval", "2026-06-01");
        Assert.That((await Field.OnAsync("land.unpaid", setup, "2026-08-01")).Amount, Is.EqualTo(700));
        await Field.ExpectAsync("land.unpaid", setup + "update land_clearance.package set compensation_paid = 1000", ("2026-08-01", "-"));
    }

    [Test]
    public Task A_notice_is_told_sixty_days_before_it_runs_out_and_red_when_it_has() => Field.ExpectAsync(
        "land.notice_expiring", Steps + Package("notified_on = '2026-01-01', notice_until = '2026-12-31'"),
        ("2026-10-31", "-"), ("2026-11-01", "amber"), ("2026-12-31", "amber"), ("2027-01-01", "red"));

    [Test]
    public Task A_notice_has_done_its_work_once_recovery_is_decided() => Field.ExpectAsync(
        "land.notice_expiring", Steps + Package("notified_on = '2026-01-01', notice_until = '2026-12-31'") + Done("recovery_decision", "2026-12-15"),
        ("2026-12-14", "amber"), ("2026-12-15", "-"));

    private static string Obstacle(string more = "") => $"""
        insert into land_clearance.obstacle (id, project_id, title, must_act_id, since, created_by) overriding system value values (1, 1, 'Vướng', 2, '2026-06-01', 'x');
        {(more.Length == 0 ? "" : $"update land_clearance.obstacle set {more};")}
        """;

    [Test]
    public Task An_obstacle_without_an_answer_is_told_after_14_and_30_days() => Field.ExpectAsync(
        "land.obstacle_open", Obstacle(), ("2026-06-14", "-"), ("2026-06-15", "amber"), ("2026-06-30", "amber"), ("2026-07-01", "red"));

    [Test]
    public Task An_answer_begins_the_days_anew_and_closing_ends_them() => Assert.MultipleAsync(async () =>
    {
        await Field.ExpectAsync("land.obstacle_open", Obstacle("answered_on = '2026-06-20'"), ("2026-06-19", "amber"), ("2026-07-03", "-"), ("2026-07-04", "amber"));
        await Field.ExpectAsync("land.obstacle_open", Obstacle("closed_on = '2026-07-05', closed_by = 'x'"), ("2026-07-04", "red"), ("2026-07-05", "-"));
    });

    [Test]
    public async Task Whoever_must_act_on_an_obstacle_stands_in_the_warning() =>
        Assert.That((await Field.OnAsync("land.obstacle_open", Obstacle(), "2026-07-01")).BodyId, Is.EqualTo(2));

    private static string Report(string due, string more = "") => $"""
        insert into plans.report_duty (plan_id, body_id, year, part, name, due_on) values (1, 1, 2026, 1, 'Báo cáo', '{due}');
        {(more.Length == 0 ? "" : $"update plans.report_duty set {more};")}
        """;

    [TestCase("2026-12-19", "2026-12-11", "2026-12-12", "2026-12-19", "2026-12-20")]
    [TestCase("2026-12-31", "2026-12-23", "2026-12-24", "2026-12-31", "2027-01-01")]
    [TestCase("2028-02-29", "2028-02-21", "2028-02-22", "2028-02-29", "2028-03-01")]
    public Task A_report_is_reminded_of_a_week_before_and_red_the_day_after(string due, string before, string first, string last, string red) =>
        Field.ExpectAsync("report.late", Report(due), (before, "-"), (first, "notice"), (last, "notice"), (red, "red"));

    [Test]
    public async Task A_report_that_is_in_is_not_late()
    {
        await Field.ExpectAsync("report.late", Report("2026-12-19", "handed_in_on = '2026-12-22', handed_in_by = 'x'"), ("2026-12-21", "red"), ("2026-12-22", "-"));
        Assert.That((await Field.OnAsync("report.late", Report("2026-12-19"), "2026-12-22")).BodyId, Is.EqualTo(1));
    }
}
