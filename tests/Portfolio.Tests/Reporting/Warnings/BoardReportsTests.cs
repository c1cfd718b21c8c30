using Portfolio.Common;
using Portfolio.Reporting.Projects;
using Portfolio.Reporting.Warnings;
using Portfolio.Tests.Slippage;

namespace Portfolio.Tests.Reporting.Warnings;

/// <summary>What stands on the board of warnings, and what hangs on it.</summary>
internal sealed class BoardReportsTests
{
    private static readonly BoardCapital Whole = new(2, 1, 2, new Vnd(1_300), new Vnd(9_000), null, false);

    private BoardField field = null!;

    [OneTimeSetUp]
    public async Task CreateAsync() => field = await BoardField.CreateAsync();

    [OneTimeTearDown]
    public async Task DropAsync() => await field.DisposeAsync();

    [Test]
    public async Task Projects_with_red_ones_come_first_then_what_most_capital_hangs_on_and_reminders_stay_away()
    {
        var report = await AskAsync();
        Assert.That(report.Warnings.Items.Select(w => (w.ProjectCode, w.Rule, w.Severity)), Is.EqualTo(new[]
        {
            ("B-1", "capital.idle", "red"), ("A-1", "milestone.overdue", "red"), ("A-1", "update.stale", "amber"), ("A-2", "update.stale", "amber"),
        }));
        Assert.That(report.Warnings.Total, Is.EqualTo(4));
        var late = report.Warnings.Items[1];
        Assert.That((late.SubjectName, late.MilestoneCode, late.BodyName, late.AtRisk, late.Days(report.Today)), Is.EqualTo(("Mốc 1", "m1", "Ban quản lý", new Vnd(500), 35)));
    }

    [Test]
    public async Task Capital_counts_each_project_once_by_the_worst_of_its_warnings_whichever_severity_or_rule_is_chosen(
        [Values(null, "red", "amber")] string? severity, [Values(null, "update.stale")] string? rule, [Values(null, 0)] int? days) =>
        Assert.That((await AskAsync(severity, rule, days: days)).Capital, Is.EqualTo(Whole));

    // A-1 has had an amber one for ten days and a red one for longer; asked for what is open for 35 days, the red one alone stands.
    [Test]
    public async Task The_rest_of_the_filter_narrows_the_projects_and_not_their_colour()
    {
        Assert.That((await AskAsync(body: "xx-ban")).Capital, Is.EqualTo(Whole with { RedProjects = 1, RedAtRisk = new Vnd(500) }));
        Assert.That((await AskAsync(days: 35)).Capital, Is.EqualTo(Whole with { AmberProjects = 0, AnyAmberProjects = 0, AmberAtRisk = Vnd.Zero }));
    }

    [TestCase("nosuch", null, null)]
    [TestCase(null, "nosuch", null)]
    [TestCase("p", "nosuch", null)]
    [TestCase(null, null, "nosuch")]
    public async Task A_name_that_is_none_is_refused_and_no_all_clear(string? plan, string? programme, string? body)
    {
        var request = new BoardRequest(new ProjectFilter { Plan = plan, Programme = programme, Body = body }, null, null, null, null, 1);
        await Assert.ThrowsAsync<ValidationFailedException>(() => field.Board.PageAsync(BoardField.Construction, request, default));
        Assert.That((await AskAsync(days: 3650)).Warnings.Items, Is.Empty);
    }

    [Test]
    public async Task A_plan_out_of_reach_is_refused() => await Assert.ThrowsAsync<ValidationFailedException>(() => field.Board.PageAsync(
        BoardField.Construction with { Reach = new("yy", null) }, new BoardRequest(new ProjectFilter { Plan = "p" }, null, null, null, null, 1), default));

    [TestCase("red", null, null, null, "B-1 A-1")]
    [TestCase("amber", null, null, null, "A-1 A-2")]
    [TestCase(null, "update.stale", null, null, "A-1 A-2")]
    [TestCase(null, null, "xx-so", null, "B-1")]
    [TestCase(null, null, null, 35, "B-1 A-1", Description = "open for 35 days today")]
    [TestCase(null, null, null, 36, "B-1")]
    public async Task It_is_filtered(string? severity, string? rule, string? body, int? days, string projects) =>
        Assert.That(
            (await AskAsync(severity, rule, body, days)).Warnings.Items.Select(w => w.ProjectCode).Distinct(), Is.EqualTo(projects.Split(' ')));

    [Test]
    public async Task Counts_are_of_all_severities_and_rules_whichever_is_chosen()
    {
        var report = await AskAsync("red", "capital.idle");
        Assert.That(report.Counts, Is.EquivalentTo(new[] { new RuleCount("capital.idle", "red", 1, 1), new("milestone.overdue", "red", 1, 1), new("update.stale", "amber", 2, 2) }));
        Assert.That((report.Of("red"), report.Of("amber"), report.Warnings.Total), Is.EqualTo((2, 2, 1)));
    }

    // Asked for an age, the board counts the warnings themselves; without one it reads what is kept of them.
    [Test]
    public async Task What_is_kept_and_what_is_counted_are_the_same([Values(null, "red", "amber")] string? severity, [Values(null, "p")] string? plan)
    {
        var (kept, counted) = (await AskAsync(null), await AskAsync(0));
        Assert.That(kept.Counts, Is.EquivalentTo(counted.Counts));
        Assert.That(kept.Capital, Is.EqualTo(counted.Capital));
        Assert.That(kept.Capital.RedProjects + kept.Capital.AmberProjects, Is.Positive);

        Task<BoardReport> AskAsync(int? days) => field.Board.PageAsync(
            BoardField.Construction, new BoardRequest(new ProjectFilter { Plan = plan }, severity, null, days, null, 1), default);
    }

    [Test]
    public async Task An_unknown_severity_or_rule_is_refused()
    {
        await Assert.ThrowsAsync<ValidationFailedException>(() => AskAsync(severity: "blue"));
        await Assert.ThrowsAsync<ValidationFailedException>(() => AskAsync(rule: "no.such"));
    }

    [Test]
    public async Task The_ten_that_matter_most_have_red_ones_and_say_why()
    {
        var report = await field.Top.GetAsync(BoardField.Construction, default);
        Assert.That(report.Projects.Select(p => string.Join(' ', p.Warnings.Select(w => w.ProjectCode + "/" + w.Rule))), Is.EqualTo(new[] { "B-1/capital.idle", "A-1/milestone.overdue" }));
        Assert.That(report.Capital, Is.EqualTo(Whole));
        var elsewhere = await field.Top.GetAsync(BoardField.Construction with { Reach = new("yy", null) }, default);
        Assert.That((elsewhere.Projects, elsewhere.Capital.RedProjects), Is.EqualTo((Array.Empty<TopProject>(), 0)));
    }

    // Most đồng first, then what has lasted longest; what does not fit is counted.
    [Test]
    public async Task Of_a_project_the_gravest_reasons_are_told_and_the_rest_counted()
    {
        await using var own = await BoardField.CreateAsync();
        await own.AskAsync("""
            insert into slippage.episode (id, rule_code, subject_type, subject_id, project_id, severity, since, amount, opened_on, red_on)
            overriding system value values
                (11, 'milestone.overdue', 'milestone', 11, 1, 'red', '2026-01-01', null, '2026-06-10', '2026-06-10'),
                (12, 'land.unpaid', 'package', 12, 1, 'red', null, 10, '2026-06-10', '2026-06-10'),
                (13, 'land.unpaid', 'package', 13, 1, 'red', null, 900, '2026-06-10', '2026-06-10')
            """);
        var project = (await own.Top.GetAsync(BoardField.Construction, default)).Projects.Single(p => p.Warnings[0].ProjectCode == "A-1");
        Assert.That(project.Warnings.Select(w => w.Id), Is.EqualTo(new long[] { 13, 12, 11 }));
        Assert.That((project.Reds, project.More), Is.EqualTo((4, 1)));
    }

    [Test]
    public async Task The_months_say_what_came_what_went_and_what_was_left()
    {
        var months = (await field.Trend.GetAsync(BoardField.Construction, default)).Months.ToDictionary(m => m.Month.Month);
        Assert.That(months, Has.Count.EqualTo(TrendReports.Months));
        Assert.That((months[2].Open, months[3].Opened, months[3].Open, months[3].Red), Is.EqualTo((0, 1, 1, 1)));
        Assert.That((months[4].Opened, months[4].Resolved, months[4].Open, months[4].Red), Is.EqualTo((1, 1, 1, 0)));
        Assert.That((months[5].Opened, months[5].Open, months[5].Red), Is.EqualTo((1, 2, 1)));
        Assert.That((months[6].Opened, months[6].Open, months[6].Red), Is.EqualTo((2, 4, 2)));
    }

    // Of the body that was told to act, of the one that answers for the project otherwise.
    [Test]
    public async Task An_owner_sees_the_months_of_its_own_warnings_alone()
    {
        var all = (await field.Trend.GetAsync(BoardField.Construction, default)).Months[^1];
        var own = (await field.Trend.GetAsync(BoardField.Owner, default)).Months[^1];
        Assert.That((all.Open, all.Red, own.Open, own.Red), Is.EqualTo((4, 2, 3, 1)));
    }

    [Test]
    public async Task The_months_say_whether_their_warnings_look_at_figures_that_are_made_up()
    {
        Assert.That((await field.Trend.GetAsync(BoardField.Construction, default)).Illustrative, Is.False);
        await field.AskAsync("update milestones.milestone set figure_basis = 'illustrative' where id = 1");
        Assert.That((await field.Trend.GetAsync(BoardField.Construction, default)).Illustrative, Is.True);
        Assert.That((await field.Trend.GetAsync(BoardField.Construction with { Reach = new("yy", null) }, default)).Illustrative, Is.False, "of another province");
        await field.AskAsync("update milestones.milestone set figure_basis = 'official' where id = 1");
    }

    private Task<BoardReport> AskAsync(string? severity = null, string? rule = null, string? body = null, int? days = null) =>
        field.Board.PageAsync(BoardField.Construction, new BoardRequest(new ProjectFilter { Body = body }, severity, rule, days, null, 1), default);
}
