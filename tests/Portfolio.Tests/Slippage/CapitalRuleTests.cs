using static Portfolio.Tests.Slippage.RuleField;

namespace Portfolio.Tests.Slippage;

/// <summary>Both sides of every limit of the rules about money.</summary>
internal sealed class CapitalRuleTests
{
    private static RuleField Field => Rules.Field;

    // The owner plans half of the year's capital by the end of June.
    private const string HalfByJune = """
        insert into funding.planned_curve (project_id, year, shares, set_by)
        values (1, 2026, array[0, 0, 1000, 2000, 3000, 5000, 6000, 7000, 8000, 9000, 9500, 10000], 'x');
        """;

    [TestCase(401, "-")]
    [TestCase(400, "amber")]
    [TestCase(301, "amber")]
    [TestCase(300, "red")]
    public Task Payments_behind_the_curve_are_told_by_points(long paid, string found) =>
        Field.ExpectAsync("disbursement.behind", HalfByJune + Capital(2026, 1000, paid), ("2026-06-30", found));

    // Within a month the curve is read linearly; in January the year before is still being closed, and all of it should be paid.
    [TestCase("2026-06-15", 300, "amber")] // 40 points planned
    [TestCase("2026-06-15", 301, "-")]
    [TestCase("2026-12-31", 900, "amber")]
    [TestCase("2027-01-01", 901, "-")]
    [TestCase("2027-01-31", 800, "red")]
    [TestCase("2027-02-01", 0, "-")]
    public Task The_curve_ends_with_the_year_and_is_judged_until_it_is_closed(string day, long paid, string found) =>
        Field.ExpectAsync("disbursement.behind", HalfByJune + Capital(2026, 1000, paid), (day, found));

    [Test]
    public async Task Without_a_curve_the_days_on_which_the_work_goes_on_decide()
    {
        // From 1/7 to 31/12 are 184 days: on 1/10, the 93rd, 50,54 % should be paid.
        var works = Milestone(1, "ground_broken", "2026-07-01") + Milestone(2, "completed", "2027-06-30");
        await Field.ExpectAsync("disbursement.behind", works + Capital(2026, 1000, 0), ("2026-06-30", "-"), ("2026-07-18", "-"), ("2026-07-19", "amber"));
        var found = await Field.OnAsync("disbursement.behind", works + Capital(2026, 1000, 100), "2026-10-01");
        Assert.That((found.Measure, found.Bound, found.Amount), Is.EqualTo((10.0m, 50.5m, 405L)));
    }

    // Of 396 days from 1/1 to 31/1 of the next year, 91 are over on 1/4.
    [TestCase("2026-04-01", 219, "-")] // leads to 953 of 1.000
    [TestCase("2026-04-01", 218, "amber")] // to 948
    [TestCase("2026-04-01", 184, "amber")]
    [TestCase("2026-04-01", 183, "red")]
    [TestCase("2026-03-31", 0, "-")]
    [TestCase("2027-01-31", 950, "-")]
    [TestCase("2027-01-31", 949, "amber")]
    [TestCase("2027-01-31", 800, "amber")]
    [TestCase("2027-01-31", 799, "red")]
    [TestCase("2027-02-01", 0, "-")]
    public Task A_pace_that_leaves_capital_over_is_told(string day, long paid, string found) =>
        Field.ExpectAsync("disbursement.run_rate", Capital(2026, 1000, paid), (day, found));

    [TestCase(50, 301, "-")]
    [TestCase(50, 300, "amber")]
    [TestCase(50, 151, "amber")]
    [TestCase(50, 150, "red")]
    [TestCase(0, 200, "amber")] // paid ahead of the work
    [TestCase(0, 350, "red")]
    public Task Work_and_money_apart_are_told_whichever_is_ahead(int physical, long paid, string found) => Field.ExpectAsync(
        "progress.gap", Capital(2026, 1000, paid) + Capital(2027, 5000, 0, "o1") + $"""
            insert into milestones.project_state (project_id, plan_id, physical_percent, open_late, computed_on) values (1, 1, {physical}, 0, '2026-06-01')
            """, ("2026-06-01", found));

    // Group C may have capital for three years: 2026 to 2028.
    [Test]
    public Task The_years_of_capital_run_out() => Field.ExpectAsync(
        "capital.duration", Capital(2026, 1000, 0), ("2027-12-30", "-"), ("2027-12-31", "amber"), ("2028-12-31", "amber"), ("2029-01-01", "red"));

    [TestCase("insert into funding.project_terms (project_id, size_group, set_by) values (1, 'b', 'x')", "2028-12-30", "-")]
    [TestCase("insert into funding.project_terms (project_id, size_group, set_by) values (1, 'b', 'x')", "2028-12-31", "amber")]
    [TestCase("insert into funding.project_terms (project_id, first_funded_year, set_by) values (1, 2024, 'x')", "2027-01-01", "red")]
    [TestCase("update projects.project set size_group = null", "2035-01-01", "-")]
    [TestCase("update projects.project set stage = 'completion', stage_basis = 'official'", "2035-01-01", "-")]
    [TestCase("update projects.project set stage = 'suspended', stage_basis = 'official'", "2035-01-01", "-")]
    public Task Group_and_first_year_are_those_that_the_finance_department_set(string terms, string day, string found) =>
        Field.ExpectAsync("capital.duration", Capital(2026, 1000, 0) + terms, (day, found));

    [TestCase("met_on = '2028-12-31'")]
    [TestCase("reported_on = '2028-12-31'")]
    public Task Work_that_is_done_needs_no_more_years(string done) => Field.ExpectAsync(
        "capital.duration", Capital(2026, 1000, 0) + Milestone(1, "completed", "2028-12-31", done), ("2028-12-30", "amber"), ("2028-12-31", "-"), ("2029-01-01", "-"));

    [Test]
    public Task Capital_lies_idle_from_31_March_and_red_from_30_June() => Field.ExpectAsync(
        "capital.idle", Capital(2026, 1000, 400) + Milestone(1, "project_approved", "2026-12-31"),
        ("2026-03-30", "-"), ("2026-03-31", "amber"), ("2026-06-29", "amber"), ("2026-06-30", "red"), ("2027-01-31", "red"), ("2027-02-01", "-"));

    [TestCase("update milestones.milestone set met_on = '2026-05-01'", "2026-04-30", "amber")]
    [TestCase("update milestones.milestone set met_on = '2026-05-01'", "2026-05-01", "-")]
    [TestCase("update milestones.milestone set reported_on = '2026-05-01'", "2026-04-30", "amber")]
    [TestCase("update milestones.milestone set reported_on = '2026-05-01'", "2026-05-01", "-")]
    [TestCase("update funding.allocation set paid = 1000", "2026-05-01", "-")]
    [TestCase("update projects.project set stage = 'construction', stage_basis = 'official'", "2026-05-01", "-")]
    public Task Capital_that_can_be_used_is_not_idle(string change, string day, string found) => Field.ExpectAsync(
        "capital.idle", Capital(2026, 1000, 400) + Milestone(1, "contractor_selected", "2026-12-31") + change, (day, found));

    // Capital needs both, so one that is met does not hide the other that is open; one contract of two is enough.
    [TestCase("", "amber", 3)]
    [TestCase("update milestones.milestone set met_on = '2026-03-01' where id = 1", "amber", 2)]
    [TestCase("update milestones.milestone set met_on = '2026-03-01' where id = 2", "amber", 1)]
    [TestCase("update milestones.milestone set met_on = '2026-03-01' where id < 3", "-", null)]
    [TestCase("delete from milestones.milestone where id > 1", "amber", 1)]
    [TestCase("delete from milestones.milestone where id = 1", "amber", 2)]
    [TestCase("delete from milestones.milestone", "-", null)]
    public async Task Capital_waits_for_the_approval_and_for_the_contract(string change, string found, int? lacking)
    {
        var setup = Capital(2026, 1000, 400) + Milestone(1, "project_approved", "2026-12-31") + Milestone(2, "contractor_selected", "2026-12-31")
            + Milestone(3, "contractor_selected", "2027-12-31") + change;
        await Field.ExpectAsync("capital.idle", setup, ("2026-05-01", found));
        if (lacking is not null)
            Assert.That((await Field.OnAsync("capital.idle", setup, "2026-05-01")).Measure, Is.EqualTo(lacking));
    }

    [TestCase("met_on = '2026-05-01'")]
    [TestCase("reported_on = '2026-05-01'")]
    public Task Where_the_ground_is_broken_capital_is_used(string more) => Field.ExpectAsync(
        "capital.idle", Capital(2026, 1000, 400) + Milestone(1, "contractor_selected", "2026-12-31") + Milestone(2, "ground_broken", "2026-12-31", more),
        ("2026-04-30", "amber"), ("2026-05-01", "-"));

    [Test]
    public async Task Idle_capital_is_what_is_not_paid() => Assert.That(
        (await Field.OnAsync("capital.idle", Capital(2026, 1000, 400) + Milestone(1, "project_approved", "2026-12-31"), "2026-07-01")).Amount, Is.EqualTo(600));

    [Test]
    public Task Other_money_is_to_be_committed_before_the_ground_is_broken() => Field.ExpectAsync(
        "capital.other_source", Capital(2026, 1000, 0, "o1") + "update funding.need set allocated = 1000;" + Milestone(1, "ground_broken", "2026-12-31"),
        ("2026-10-01", "-"), ("2026-10-02", "amber"), ("2026-11-30", "amber"), ("2026-12-01", "red"), ("2027-03-01", "red"));

    [TestCase("update funding.need set allocated = 100000", "-")]
    [TestCase("update milestones.milestone set met_on = '2026-11-01'", "-")]
    public Task Committed_money_or_broken_ground_asks_for_nothing(string change, string found) => Field.ExpectAsync(
        "capital.other_source", Capital(2026, 1000, 0, "o1") + Milestone(1, "ground_broken", "2026-12-31") + change, ("2026-12-01", found));

    // Without a group nine months: from 31/5/2026 to 28/2/2027, 273 days, three quarters of which are over on the 205th.
    [Test]
    public Task Settlement_is_late_by_parts_of_its_limit() => Field.ExpectAsync(
        "settlement.late", "update projects.project set size_group = null;" + Milestone(1, "completed", "2026-05-31", "met_on = '2026-05-31'"),
        ("2026-12-21", "-"), ("2026-12-22", "amber"), ("2027-02-27", "amber"), ("2027-02-28", "red"));

    [TestCase("2026-01-13", "-")]
    [TestCase("2026-01-14", "amber")] // 75 % of the 181 days from 31/8/2025 to 28/2/2026 are 135,75
    [TestCase("2026-02-28", "red")]
    public Task The_limit_of_the_group_holds(string day, string found) => Field.ExpectAsync(
        "settlement.late", "update projects.project set size_group = 'b';" + Milestone(1, "completed", "2025-08-31", "met_on = '2025-08-31'"), (day, found));

    [TestCase("met_on = '2027-01-31'")]
    [TestCase("reported_on = '2027-01-31'")]
    public Task A_settlement_ends_it(string done) => Field.ExpectAsync(
        "settlement.late", "update projects.project set size_group = null;" + Milestone(1, "completed", "2026-05-31", "met_on = '2026-05-31'")
            + Milestone(2, "settled", "2027-01-31", done), ("2027-01-30", "amber"), ("2027-01-31", "-"));

    [TestCase("suspended")]
    [TestCase("cancelled")]
    public Task A_project_that_rests_is_not_asked_for_its_settlement(string stage) => Field.ExpectAsync(
        "settlement.late", Milestone(1, "completed", "2026-05-31", "met_on = '2026-05-31'") + $"update projects.project set stage = '{stage}', stage_basis = 'official'", ("2028-01-01", "-"));

    [Test]
    public Task A_project_that_goes_on_is_not_settled() => Field.ExpectAsync(
        "settlement.late", "update projects.project set size_group = null;" + Milestone(1, "completed", "2026-05-31", "met_on = '2026-05-31'")
            + Milestone(2, "in_operation", "2026-08-31"), ("2028-01-01", "-"));

    [TestCase("2", "red")]
    [TestCase("2), (0", "-")]
    [TestCase("0", "-")]
    public Task A_ledger_that_is_broken_is_red_at_once(string faults, string found) => Field.ExpectAsync(
        "ledger.broken",
        $"insert into funding.ledger_check (started_at, actor_name, lines, faults) select '2026-06-01 01:00+07', 'x', 1, f from (values ({faults})) v (f)", ("2026-06-01", found));

    [Test]
    public Task A_ledger_that_is_broken_is_told_whatever_provinces_have_ruled() => Field.ExpectAsync("ledger.broken", """
        insert into funding.ledger_check (started_at, actor_name, lines, faults) values ('2026-06-01 01:00+07', 'x', 1, 2);
        insert into slippage.rule_limit (rule_code, name, value, unit, position) values ('ledger.broken', 'on', 1, 'switch', 99) on conflict do nothing;
        insert into slippage.ruling (province_code, rule_code, name, value, reason, ruled_by) select p.code, 'ledger.broken', 'on', 0, 'x', 'x' from directory.province p;
        """, ("2026-06-01", "red"));
}
