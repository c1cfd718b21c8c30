using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Plans.Reports;
using Portfolio.Slippage.Scan;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Slippage;

/// <summary>What plans ask for becomes dated duties of bodies.</summary>
internal sealed class ReportDutyTests
{
    private readonly TurnedClock clock = new(default);
    private RuleField field = null!;
    private PortfolioDatabase access = null!;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        field = await RuleField.CreateAsync();
        access = new PortfolioDatabase(field.ConnectionString);
        await field.DoAsync("alter table slippage.scan disable trigger user");
    }

    [TearDown]
    public Task ClearAsync() => field.DoAsync("""
        delete from slippage.episode; delete from slippage.scan; delete from plans.report_duty; delete from plans.reporting_obligation;
        update directory.body set parent_id = null; delete from directory.body where id = 3;
        """);

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        await access.DisposeAsync();
        await field.DisposeAsync();
    }

    [TestCase("half_year", 5, 20, "2026-05-20", "2027-05-19")]
    [TestCase("half_year", 5, 20, "2026-05-19", "2026-05-19 2027-05-19")]
    [TestCase("year", 12, 20, "2026-06-01", "2026-12-19")]
    [TestCase("year", 1, 1, "2026-06-01", "2026-12-31")]
    [TestCase("year", 1, 1, "2026-12-31", "2026-12-31 2027-12-31")]
    [TestCase("year", 3, 1, "2027-06-01", "2028-02-29")]
    [TestCase("year", 3, 1, "2026-06-01", "2027-02-28")]
    [TestCase("year", 2, 29, "2026-06-01", "2027-02-28")]
    [TestCase("year", 2, 30, "2027-06-01", "2028-02-29")]
    [TestCase("year", 4, 31, "2026-06-01", "2027-04-30")]
    [TestCase("quarter", 3, 20, "2026-06-01", "2026-06-19 2026-09-19 2026-12-19 2027-03-19 2027-06-19")]
    [TestCase("on_request", null, null, "2026-06-01", "")]
    [TestCase("year", null, null, "2026-06-01", "")]
    public async Task A_report_is_due_on_the_last_day_before_the_day_named(string frequency, int? month, int? day, string today, string due)
    {
        await AskAsync("r", frequency, month, day);
        await ScanAsync(today);
        Assert.That(await DutiesAsync(), Is.EqualTo(due.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [TestCase("2026-04-09", "2026-04-09")]
    [TestCase("2026-04-10", "")]
    public async Task A_report_that_is_asked_for_once_is_due_once(string today, string due)
    {
        await field.DoAsync("""
            insert into plans.reporting_obligation (plan_id, code, name, reporter_id, frequency, before_date, as_written, position, source_file, source_section, source_item)
            values (1, 'o', 'Kế hoạch', 1, 'once', '2026-04-10', 'x', 1, 'f', 's', 'i')
            """);
        await ScanAsync(today);
        Assert.That(await DutiesAsync(), Is.EqualTo(due.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Test]
    public async Task A_corrected_day_moves_what_is_open_and_a_removed_report_goes_unless_it_was_handed_in()
    {
        await AskAsync("r", "year", 5, 20);
        await ScanAsync("2026-05-01");
        await field.DoAsync("update plans.report_duty set handed_in_on = '2026-05-01', handed_in_by = 'x' where due_on = '2026-05-19'; update plans.reporting_obligation set before_day = 25");
        await ScanAsync("2026-05-02");
        Assert.That(await DutiesAsync(), Is.EqualTo(new[] { "2026-05-19", "2027-05-24" }));
        await field.DoAsync("delete from plans.reporting_obligation");
        await ScanAsync("2026-05-03");
        Assert.That(await DutiesAsync(), Is.EqualTo(new[] { "2026-05-19" }));
    }

    [Test]
    public async Task A_group_reports_through_the_bodies_under_it()
    {
        await field.DoAsync("""
            insert into directory.body (id, code, kind, name, province_code, source_file, source_section, source_item)
            overriding system value values (3, 'xx-nhom', 'group', 'Các sở', 'xx', 'f', 's', 'i')
            """);
        await AskAsync("r", "year", 12, 20, 3);
        await ScanAsync("2026-06-01");
        Assert.That(await DutiesAsync("body_id::text"), Is.EqualTo(new[] { "3" }));
        await field.DoAsync("update directory.body set parent_id = 3 where id in (1, 2)");
        await ScanAsync("2026-06-02");
        Assert.That(await DutiesAsync("body_id::text"), Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public async Task A_reminder_opens_becomes_red_and_is_resolved_when_the_report_is_in()
    {
        await AskAsync("r", "year", 12, 20);
        await ScanAsync("2026-12-12");
        Assert.That(await EpisodeAsync(), Is.EqualTo("notice 2026-12-12 - -"));
        await ScanAsync("2026-12-20");
        Assert.That(await EpisodeAsync(), Is.EqualTo("red 2026-12-12 2026-12-20 -"));
        await field.DoAsync("update plans.report_duty set handed_in_on = '2026-12-21', handed_in_by = 'x' where due_on = '2026-12-19'");
        await ScanAsync("2026-12-21");
        Assert.That(await EpisodeAsync(), Is.EqualTo("red 2026-12-12 2026-12-20 2026-12-21"));
    }

    [Test]
    public async Task A_body_hands_in_its_own_report_once_and_changes_that_with_a_word()
    {
        await AskAsync("r", "year", 12, 20);
        await ScanAsync("2026-12-12");
        var desk = new ReportDesk(access, new BusinessCalendar(clock));
        await using var connection = await field.OpenAsync();
        var duty = await connection.ExecuteScalarAsync<long>("select id from plans.report_duty");
        var owner = new Actor("ban", Role.Owner) { Reach = new Reach("xx", new HashSet<long> { 1 }) };
        var report = new HandIn(duty, 1, new DateOnly(2026, 12, 11), "Số 12/BC", null);

        await Assert.ThrowsAsync<OutOfReachException>(() => desk.HandInAsync(owner with { Reach = new Reach("xx", new HashSet<long> { 2 }) }, report, default));
        await Assert.ThrowsAsync<ValidationFailedException>(() => desk.HandInAsync(owner, report with { On = new DateOnly(2026, 12, 13) }, default));
        Assert.That(await desk.HandInAsync(owner, report, default), Is.EqualTo(2));
        await Assert.ThrowsAsync<StaleException>(() => desk.HandInAsync(owner, report, default));
        await Assert.ThrowsAsync<ValidationFailedException>(() => desk.HandInAsync(owner, report with { Version = 2, On = null, Note = null }, default));
        await ScanAsync("2026-12-13");
        Assert.That(await EpisodeAsync(), Is.EqualTo("notice 2026-12-12 - 2026-12-13"));
        await desk.HandInAsync(owner, report with { Version = 2, On = null, Note = "Nhầm báo cáo" }, default);
        await ScanAsync("2026-12-14");
        Assert.That(
            await connection.QueryAsync<string>("select concat_ws(' ', after->>'report', after->>'handed_in_on', reason) from audit.event where kind = 'plans.report_handed_in' order by id"),
            Is.EqualTo(new[] { "Báo cáo 2026-12-11 Số 12/BC", "Báo cáo Nhầm báo cáo" }));
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from slippage.episode where resolved_on is null and rule_code = 'report.late'"), Is.EqualTo(1));
    }

    [TestCase("2026-12-19", "2025-12-18", "plans.report_early")]
    [TestCase("2026-12-19", "2025-12-19", null)]
    [TestCase("2027-12-19", "2026-12-18", "plans.report_early")]
    [TestCase("2027-12-19", "2026-12-19", null)]
    public async Task A_report_is_not_handed_in_before_the_one_before_it_was_due(string due, string on, string? refusal)
    {
        await AskAsync("r", "year", 12, 20);
        await ScanAsync("2026-12-12");
        await ScanAsync("2027-12-01");
        await using var connection = await field.OpenAsync();
        var duty = await connection.ExecuteScalarAsync<long>("select id from plans.report_duty where due_on = @due::date", new { due });
        var owner = new Actor("ban", Role.Owner) { Reach = new Reach("xx", new HashSet<long> { 1 }) };
        var report = new HandIn(duty, null, DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture), "Số 12/BC", null);
        var desk = new ReportDesk(access, new BusinessCalendar(clock));
        Assert.That(await RefusalAsync(() => desk.HandInAsync(owner, report, default)), Is.EqualTo(refusal));
        if (refusal is null)
            await desk.HandInAsync(owner, report with { On = null }, default);
        Assert.That(await RefusalAsync(() => desk.HandInAsync(owner, report with { On = new DateOnly(2027, 11, 1), Note = " " }, default)), Is.EqualTo("plans.report_untraceable"));
    }

    private static async Task<string?> RefusalAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (ValidationFailedException refused)
        {
            return refused.Failures.Single().Code;
        }
    }

    private Task AskAsync(string code, string frequency, int? month, int? day, int reporter = 1) => field.DoAsync($"""
        insert into plans.reporting_obligation (plan_id, code, name, reporter_id, frequency, before_month, before_day, as_written, position, source_file, source_section, source_item)
        values (1, '{code}', 'Báo cáo', {reporter}, '{frequency}', {Text(month)}, {Text(day)}, 'x', 1, 'f', 's', 'i')
        """);

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";

    private Task<ScanCounts> ScanAsync(string day)
    {
        clock.Turn(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new SlippageScan(access, new BusinessCalendar(clock)).RunAsync(Actor.System, default);
    }

    private async Task<IReadOnlyList<string>> DutiesAsync(string column = "due_on::text")
    {
        await using var connection = await field.OpenAsync();
        return [.. await connection.QueryAsync<string>($"select {column} from plans.report_duty order by due_on, body_id")];
    }

    private async Task<string?> EpisodeAsync()
    {
        await using var connection = await field.OpenAsync();
        return await connection.ExecuteScalarAsync<string?>("""
            select concat_ws(' ', severity, opened_on, coalesce(red_on::text, '-'), coalesce(resolved_on::text, '-')) from slippage.episode where rule_code = 'report.late'
            """);
    }
}
