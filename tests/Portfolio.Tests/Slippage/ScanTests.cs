using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;
using Portfolio.Reporting.Warnings;
using Portfolio.Slippage.Scan;
using Portfolio.Tests.Funding;
using static Portfolio.Tests.Slippage.RuleField;

namespace Portfolio.Tests.Slippage;

/// <summary>Episodes from one scan to the next.</summary>
internal sealed class ScanTests
{
    private readonly TurnedClock clock = new(default);
    private RuleField field = null!;
    private PortfolioDatabase access = null!;
    private SlippageScan scan = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        field = await RuleField.CreateAsync();
        Open();
    }

    [TearDown]
    public async Task DropAsync()
    {
        await access.DisposeAsync();
        await field.DisposeAsync();
    }

    [Test]
    public async Task An_episode_opens_worsens_eases_resolves_and_opens_anew()
    {
        await field.DoAsync(Milestone(1, "other", "2026-05-10"));
        Assert.That(await ScanAsync("2026-05-11"), Is.EqualTo(new ScanCounts(1, 0, 0, 0)));
        Assert.That(await EpisodesAsync("milestone.overdue"), Is.EqualTo(new[] { "amber 2026-05-11 - -" }));
        Assert.That((await ScanAsync("2026-05-25")).Worsened, Is.EqualTo(1));
        Assert.That(await EpisodesAsync("milestone.overdue"), Is.EqualTo(new[] { "red 2026-05-11 2026-05-25 -" }));
        await field.DoAsync("update milestones.milestone set planned_on = '2026-05-20'");
        Assert.That((await ScanAsync("2026-05-26")).Eased, Is.EqualTo(1));
        Assert.That(await EpisodesAsync("milestone.overdue"), Is.EqualTo(new[] { "amber 2026-05-11 - -" }));
        await field.DoAsync("update milestones.milestone set reported_on = '2026-05-26'");
        Assert.That((await ScanAsync("2026-05-27")).Resolved, Is.EqualTo(1));
        await field.DoAsync("update milestones.milestone set reported_on = null");
        Assert.That((await ScanAsync("2026-05-29")).Opened, Is.EqualTo(1));
        Assert.That(await EpisodesAsync("milestone.overdue"), Is.EqualTo(new[] { "amber 2026-05-11 - 2026-05-27", "amber 2026-05-28 - -" }));
    }

    [Test]
    public async Task Of_what_nobody_ever_spoke_the_first_scan_was_the_last_to_hear()
    {
        await field.DoAsync(Milestone(1, "other", "2028-12-31"));
        await ScanAsync("2026-05-11");
        Assert.That(await EpisodesAsync("update.stale"), Is.Empty);
        await ScanAsync("2026-06-14");
        Assert.That(await EpisodesAsync("update.stale"), Is.Empty);
        await ScanAsync("2026-06-15");
        Assert.That(await EpisodesAsync("update.stale"), Is.EqualTo(new[] { "amber 2026-06-15 - -" }));
    }

    [Test]
    public async Task A_second_scan_writes_nothing()
    {
        await field.DoAsync(EverythingSlips);
        Assert.That((await ScanAsync("2026-12-15")).Opened, Is.GreaterThan(10));
        var before = await VersionsAsync();
        Assert.That(await ScanAsync("2026-12-15"), Is.EqualTo(ScanCounts.None));
        Assert.That(await VersionsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task After_an_outage_all_is_as_daily_scans_would_have_left_it([Values("2026-05-23", "2026-12-29", "2028-02-27")] string day)
    {
        var first = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        await field.DoAsync(EverythingSlips);
        await ScanAsync(first);
        // Four days without a scan, and then one.
        await access.DisposeAsync();
        await using var twin = await field.CloneAsync();
        await using var other = new PortfolioDatabase(twin.ConnectionString);
        Open();
        for (var days = 1; days <= 4; days++)
            await ScanAsync(first.AddDays(days), new SlippageScan(other, new BusinessCalendar(clock)));
        await ScanAsync(first.AddDays(4));

        var (daily, late) = (await AllAsync(twin), await AllAsync(field));
        Assert.That(late, Is.EqualTo(daily));
        Assert.That(late, Has.Some.Contains(first.AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    // The nightly forecast pushes what is overdue by a day a day, in an outage as well; the days on which nobody looked are reckoned back.
    [Test]
    public async Task A_forecast_that_became_late_in_an_outage_did_so_on_its_day()
    {
        await field.DoAsync(Milestone(1, "ground_broken", "2022-01-01") + Milestone(2, "completed", "2026-12-31") + """
            insert into milestones.project_state (project_id, plan_id, physical_percent, finish_id, finish_baseline_on, finish_expected_on, open_late, computed_on)
            values (1, 1, 0, 2, '2026-12-31', '2027-01-13', 0, '2026-06-01')
            """);
        await ScanAsync("2026-06-01");
        Assert.That(await EpisodesAsync("milestone.forecast_late"), Is.Empty);
        await field.DoAsync("update milestones.project_state set finish_expected_on = finish_expected_on + 4, computed_on = '2026-06-05'");
        await ScanAsync("2026-06-05");
        Assert.That(await EpisodesAsync("milestone.forecast_late"), Is.EqualTo(new[] { "amber 2026-06-03 - -" }));
        // What somebody states is late on the day after, not before.
        await field.DoAsync("update milestones.project_state set finish_expected_on = '2027-12-31', computed_on = '2026-06-06'");
        await ScanAsync("2026-06-06");
        Assert.That(await EpisodesAsync("milestone.forecast_late"), Is.EqualTo(new[] { "red 2026-06-03 2026-06-06 -" }));
    }

    [TestCase("2026-05-31T16:59:59Z", "-")]
    [TestCase("2026-05-31T17:00:00Z", "amber")]
    public async Task The_day_begins_at_midnight_in_Viet_Nam(string instant, string found)
    {
        await field.DoAsync(Milestone(1, "other", "2026-05-31", precision: "month"));
        clock.Turn(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
        await scan.RunAsync(Actor.System, default);
        Assert.That((await EpisodesAsync("milestone.overdue")).Select(e => e.Split(' ')[0]).DefaultIfEmpty("-"), Is.EqualTo(new[] { found }));
    }

    [Test]
    public async Task A_project_has_the_colour_of_its_worst_warning_and_the_capital_at_risk()
    {
        await field.DoAsync(Milestone(1, "other", "2026-05-10") + Capital(2026, 1000, 400) + Capital(2027, 500, 0));
        foreach (var (day, colour) in new[] { ("2026-05-10", "green"), ("2026-05-11", "amber"), ("2026-05-25", "red") })
        {
            // What is paid keeps up with the year, so that money alone warns of nothing.
            await ScanAsync(day);
            Assert.That(await StateAsync(), Is.EqualTo($"{colour} 600 1"), day);
        }
        await field.DoAsync("update milestones.milestone set met_on = '2026-05-25'");
        await ScanAsync("2026-05-26");
        Assert.That(await StateAsync(), Is.EqualTo("green 600 1"));
    }

    [Test]
    public async Task A_milder_colour_ends_with_its_last_day_and_a_graver_one_stays()
    {
        await field.DoAsync(Milestone(1, "other", "2026-05-10"));
        await ScanAsync("2026-06-01");
        await field.DoAsync("update slippage.project_state set stated = 'green', stated_until = '2026-06-10'");
        await ScanAsync("2026-06-10");
        Assert.That(await StateAsync(), Does.StartWith("green"));
        await ScanAsync("2026-06-11");
        Assert.That(await StateAsync(), Does.StartWith("red"));
        await field.DoAsync("update milestones.milestone set met_on = '2026-06-11'; update slippage.project_state set stated = 'amber'");
        await ScanAsync("2026-06-12");
        Assert.That(await StateAsync(), Does.StartWith("amber"));
    }

    // A transaction knows only when it began: a scan that ends before it begins tells nothing of its time.
    [Test]
    public async Task A_scan_tells_when_it_began_by_the_clock_of_the_program_and_when_it_ended()
    {
        await new SlippageScan(access, new BusinessCalendar(TimeProvider.System)).RunAsync(Actor.System, default);
        await using var connection = await field.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<bool>("select finished_at > started_at from slippage.scan"), Is.True);
        await field.DoAsync("alter table slippage.scan disable trigger user; delete from slippage.scan; alter table slippage.scan enable trigger user");
        await ScanAsync("2026-05-11");
        Assert.That(await connection.ExecuteScalarAsync<string>("select (started_at at time zone 'Asia/Ho_Chi_Minh')::date::text from slippage.scan"), Is.EqualTo("2026-05-11"));
    }

    [Test]
    public async Task Two_scans_at_once_find_everything_once()
    {
        await field.DoAsync(EverythingSlips);
        clock.Turn(new DateOnly(2026, 12, 15));
        var counts = await Task.WhenAll(scan.RunAsync(Actor.System, default), scan.RunAsync(Actor.System, default));
        Assert.That(counts.Count(c => c.Any), Is.EqualTo(1));
    }

    [Test]
    public async Task The_warnings_of_a_project_tell_what_they_are_about_and_who_must_act()
    {
        await field.DoAsync(EverythingSlips);
        await ScanAsync("2026-12-15");
        var board = await new BoardReports(access, new BusinessCalendar(clock)).PageAsync(Actor.System, new BoardRequest(new ProjectFilter(), null, null, null, null, 1), default);
        var warnings = board.Warnings.Items;
        var told = warnings.Select(w => (w.Facts.Rule, w.Facts.Severity, w.Facts.Subject, w.Facts.Body)).ToList();
        Assert.That(told, Is.SupersetOf(new[]
        {
            ("milestone.overdue", "red", "Mốc", "Ban quản lý"), ("land.obstacle_open", "red", "Vướng", "Sở"), ("land.unpaid", "red", "Xã 1", "Ban quản lý"),
            ("capital.idle", "red", "Dự án 1", "Ban quản lý"),
        }));
        Assert.That(told.Select(t => t.Severity), Is.EqualTo(told.Select(t => t.Severity).OrderBy(s => Array.IndexOf(["red", "amber"], s))));
        Assert.That(warnings.Select(w => w.Facts.AtRisk), Is.All.EqualTo(new Vnd(1890)));
    }

    /// <summary>Something for nearly every rule.</summary>
    internal static string EverythingSlips => Milestone(1, "project_approved", "2026-05-10") + Milestone(2, "ground_broken", "2026-12-31")
        + Milestone(3, "completed", "2028-02-29", "percent = 1, moves = 2") + Milestone(4, "other", "2026-12-31") + Milestone(5, "other", "2028-02-29")
        + Milestone(6, "other", "2026-05-24")
        + Capital(2026, 1000, 100) + Capital(2027, 1000, 100) + Capital(2028, 1000, 100) + Capital(2026, 1000, 10, "o1") + """
            insert into land_clearance.step (province_code, code, position, name, name_en, after_step, limit_value, limit_unit, source_document, verified) values
                ('xx', 'plan', 2, 'b', 'b', null, null, null, 'x', false), ('xx', 'publication', 3, 'c', 'c', 'plan', 30, 'day', 'x', false),
                ('xx', 'approval', 5, 'e', 'e', 'publication', 10, 'working_day', 'x', false);
            """ + Package("area_needed = 10, compensation_approved = 10, notified_on = '2026-01-01', notice_until = '2026-07-24'") + """
            insert into land_clearance.project_land values (1, 1, 1, 0, 10, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0);
            insert into milestones.remark (milestone_id, project_id, text, entered_by, entered_on, figure_basis) values (6, 1, 'x', 'x', '2026-04-19', 'illustrative');
            insert into land_clearance.package_step (package_id, step_code, done_on, entered_by) values (1, 'plan', '2026-04-01', 'x'), (1, 'publication', '2026-05-10', 'x'),
                (1, 'approval', '2026-05-04', 'x');
            insert into land_clearance.obstacle (id, project_id, title, must_act_id, since, created_by) overriding system value values (1, 1, 'Vướng', 2, '2026-05-11', 'x');
            insert into plans.reporting_obligation (plan_id, code, name, reporter_id, frequency, before_month, before_day, as_written, position, source_file, source_section, source_item)
            values (1, 'r', 'Báo cáo', 1, 'half_year', 6, 1, 'x', 1, 'f', 's', 'i'), (1, 'y', 'Báo cáo', 1, 'year', 1, 1, 'x', 1, 'f', 's', 'i'),
                (1, 'l', 'Báo cáo', 1, 'year', 3, 1, 'x', 1, 'f', 's', 'i');
            insert into funding.ledger_check (started_at, actor_name, lines, faults) values ('2026-05-01 01:00+07', 'x', 1, 1);
            """;

    private void Open()
    {
        access = new PortfolioDatabase(field.ConnectionString);
        scan = new SlippageScan(access, new BusinessCalendar(clock));
    }

    private Task<ScanCounts> ScanAsync(string day) => ScanAsync(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private Task<ScanCounts> ScanAsync(DateOnly day, SlippageScan? with = null)
    {
        clock.Turn(day);
        return (with ?? scan).RunAsync(Actor.System, default);
    }

    private async Task<IReadOnlyList<string>> EpisodesAsync(string rule)
    {
        await using var connection = await field.OpenAsync();
        return [.. await connection.QueryAsync<string>("""
            select concat_ws(' ', severity, opened_on, coalesce(red_on::text, '-'), coalesce(resolved_on::text, '-')) from slippage.episode where rule_code = @rule order by id
            """, new { rule })];
    }

    private static async Task<IReadOnlyList<string>> AllAsync(RuleField from)
    {
        await using var connection = await from.OpenAsync();
        return [.. await connection.QueryAsync<string>("""
            select concat_ws(' ', rule_code, subject_type, subject_id, severity, since, until, measure, bound, amount, opened_on, red_on, resolved_on)
            from slippage.episode
            union all
            select concat_ws(' ', 'state', project_id, colour, amber, red, at_risk) from slippage.project_state
            union all
            select concat_ws(' ', 'duty', body_id, due_on, year, part) from plans.report_duty
            order by 1
            """)];
    }

    private async Task<IReadOnlyList<string>> VersionsAsync()
    {
        await using var connection = await field.OpenAsync();
        return [.. await connection.QueryAsync<string>("""
            select 'e' || id || ' ' || xmin::text || ctid::text from slippage.episode
            union all select 's' || project_id || ' ' || xmin::text || ctid::text from slippage.project_state
            union all select 'd' || id || ' ' || xmin::text || ctid::text from plans.report_duty
            union all select 'c' || id from slippage.scan
            order by 1
            """)];
    }

    private async Task<string> StateAsync()
    {
        await using var connection = await field.OpenAsync();
        return (await connection.ExecuteScalarAsync<string>("select concat_ws(' ', colour, at_risk, body_id) from slippage.project_state"))!;
    }
}
