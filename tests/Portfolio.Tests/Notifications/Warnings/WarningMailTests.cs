using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Notifications.Warnings;
using Portfolio.Slippage.Scan;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Slippage;
using static Portfolio.Tests.Slippage.RuleField;

namespace Portfolio.Tests.Notifications.Warnings;

/// <summary>Who is sent which mail about warnings on which day, day by day.</summary>
internal sealed class WarningMailTests
{
    // Body 1 answers for the project, body 3 stands above it.
    private const string People = """
        insert into directory.body (id, code, kind, name, name_en, province_code, source_file, source_section, source_item) overriding system value
        values (3, 'xx-tren', 'committee', 'Cấp trên', 'Above', 'xx', 'f', 's', 'i');
        update directory.body set parent_id = 3 where id = 1;
        insert into accounts.account (id, user_name, user_key, display_name, email, email_key, role, province_code, security_stamp, concurrency_stamp) overriding system value
        select n, name, upper(name), name, name || '@xx.vn', upper(name) || '@XX.VN', role, province, 'x', 'x'
        from (values (1, 'chu', 'Owner', 'xx'), (2, 'truong', 'Owner', 'xx'), (3, 'tai-chinh', 'Finance', 'xx'), (4, 'xay-dung', 'Construction', 'xx'),
            (5, 'lanh-dao', 'Leader', 'xx'), (6, 'quan-tri', 'Administrator', 'xx'), (7, 'noi-khac', 'Finance', 'yy')) a (n, name, role, province);
        insert into accounts.account_body (account_id, body_id) values (1, 1), (2, 3);
        """;

    private readonly TurnedClock clock = new(default);
    private RuleField field = null!;
    private PortfolioDatabase access = null!;
    private WarningMails mails = null!;
    private SlippageScan scan = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        field = await RuleField.CreateAsync();
        await field.DoAsync(People);
        access = new PortfolioDatabase(field.ConnectionString);
        var calendar = new BusinessCalendar(clock);
        (mails, scan) = (new WarningMails(access, calendar), new SlippageScan(access, calendar));
    }

    [TearDown]
    public async Task DropAsync()
    {
        await access.DisposeAsync();
        await field.DisposeAsync();
    }

    [Test]
    public async Task Work_that_slips_gives_exactly_these_mails_over_45_days()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01") + "insert into directory.holiday (day, name, source_document, verified) values ('2026-06-05', 'Lễ', 'x', false)");
        for (var day = new DateOnly(2026, 6, 1); day <= new DateOnly(2026, 7, 16); day = day.AddDays(1))
        {
            if (day == new DateOnly(2026, 7, 8))
                await field.DoAsync("update milestones.milestone set reported_on = '2026-07-07'");
            await PassAsync(day);
        }
        Assert.That(await SentAsync(), Is.EqualTo(new[]
        {
            "06-02 chu digest new",
            "06-03 chu digest due",
            "06-08 chu digest due", // after 3 days, which were a holiday and a weekend
            "06-09 chu digest due", "06-09 truong escalated escalated", // 7 days
            "06-16 chu red_now new", "06-16 tai-chinh escalated escalated", "06-16 truong digest new", "06-16 xay-dung escalated escalated", // red, and 14 days
            "06-17 chu digest due", "06-17 tai-chinh digest due", "06-17 truong digest due", "06-17 xay-dung digest due",
            "06-19 chu digest due", "06-19 tai-chinh digest due", "06-19 truong digest due", "06-19 xay-dung digest due",
            "06-23 chu digest due", "06-23 tai-chinh digest due", "06-23 truong digest due", "06-23 xay-dung digest due",
            "06-30 chu digest due", "06-30 tai-chinh digest due", "06-30 truong digest due", "06-30 xay-dung digest due",
            "07-02 lanh-dao escalated escalated", // 30 days
            "07-08 chu resolved resolved", "07-08 lanh-dao resolved resolved", "07-08 tai-chinh resolved resolved", "07-08 truong resolved resolved", "07-08 xay-dung resolved resolved",
        }));
        Assert.That(await NumberAsync("select count(*) from notifications.told"), Is.Zero);
        // Whoever answers for the work, or stands at its head, may answer by a link, until there is nothing left to answer.
        Assert.That(await AnsweredAsync(), Is.EqualTo(new[] { "chu digest Owner true", "chu red_now Owner true", "chu resolved Owner false", "lanh-dao escalated Leader false", "lanh-dao resolved Leader false", "tai-chinh digest Finance false", "tai-chinh escalated Finance false", "tai-chinh resolved Finance false", "truong digest Owner true", "truong escalated Owner true", "truong resolved Owner false", "xay-dung digest Construction false", "xay-dung escalated Construction false", "xay-dung resolved Construction false" }));
    }

    [TestCase("2026-06-30", "06-10", TestName = "Who acknowledges is left alone for seven days and not a day longer")]
    [TestCase("2026-06-05", "06-08 06-09", TestName = "Nor beyond the day he names: on that day he is")]
    [TestCase("2026-06-04", "06-05 06-09", TestName = "On the day after it repeats go on")]
    public async Task Repeats_pause_after_an_acknowledgement(string expected, string repeats)
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01"));
        await PassAsync(new DateOnly(2026, 6, 2));
        await PassAsync(new DateOnly(2026, 6, 3));
        await AcknowledgeAsync("2026-06-03", expected);
        await field.DoAsync("delete from accounts.account_body where account_id = 2");
        for (var day = new DateOnly(2026, 6, 4); day <= new DateOnly(2026, 6, 11); day = day.AddDays(1))
            await PassAsync(day);
        Assert.That(await SentAsync(), Is.EqualTo(new[] { "06-02 chu digest new", "06-03 chu digest due" }.Concat(repeats.Split(' ').Select(day => day + " chu digest due"))));
    }

    [Test]
    public async Task Acknowledging_again_and_again_silences_nothing()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01") + "delete from accounts.account_body where account_id = 2");
        await PassAsync(new DateOnly(2026, 6, 2));
        for (var day = new DateOnly(2026, 6, 2); day <= new DateOnly(2026, 6, 14); day = day.AddDays(1))
        {
            await PassAsync(day);
            if (day.Day is 2 or 8)
                await AcknowledgeAsync(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "2026-07-30");
        }
        Assert.That(await SentAsync(), Is.EqualTo(new[] { "06-02 chu digest new", "06-09 chu digest due" }));
    }

    [Test]
    public async Task What_the_first_scan_finds_old_is_told_once_and_passed_on_by_the_days_since_then()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-04-20"));
        for (var day = new DateOnly(2026, 6, 1); day <= new DateOnly(2026, 6, 16); day = day.AddDays(1))
            await PassAsync(day);
        // Red since 5 May: told at once and not again that morning; the next repeats are those after 28 and 42 days.
        Assert.That((await SentAsync()).Where(mail => !mail.Contains("digest due")), Is.EqualTo(new[]
        {
            "06-01 chu red_now new", "06-08 truong escalated escalated", "06-15 tai-chinh escalated escalated", "06-15 xay-dung escalated escalated",
        }));
        Assert.That((await SentAsync()).Where(mail => mail.Contains("chu digest due")), Is.EqualTo(new[] { "06-02 chu digest due", "06-16 chu digest due" }));
    }

    [Test]
    public async Task After_days_without_a_scan_a_red_warning_is_told_once_that_morning()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01"));
        await PassAsync(new DateOnly(2026, 6, 2));
        await PassAsync(new DateOnly(2026, 6, 18));
        Assert.That((await SentAsync()).Where(mail => mail.Contains(" chu ")), Is.EqualTo(new[] { "06-02 chu digest new", "06-18 chu red_now new" }));
    }

    [Test]
    public async Task Red_that_eased_and_came_back_is_told_at_once()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01") + "delete from accounts.account_body where account_id = 2");
        await PassAsync(new DateOnly(2026, 6, 16));
        await field.DoAsync("update milestones.milestone set planned_on = '2026-06-15'");
        await PassAsync(new DateOnly(2026, 6, 17));
        await field.DoAsync("update milestones.milestone set planned_on = '2026-06-01'; update slippage.episode set severity = 'red', red_on = '2026-06-18'");
        clock.Turn(new DateOnly(2026, 6, 18));
        await mails.QueueRedAsync(Actor.System, default);
        Assert.That((await SentAsync()).Where(mail => mail.Contains("red_now")), Is.EqualTo(new[] { "06-16 chu red_now new", "06-18 chu red_now new" }));
    }

    [Test]
    public async Task A_report_that_was_reminded_of_is_passed_on_by_the_days_since_it_is_late()
    {
        await OnlyAsync("report.late");
        await field.DoAsync("""
            insert into slippage.episode (rule_code, subject_type, subject_id, body_id, severity, since, until, opened_on)
            values ('report.late', 'report', 1, 1, 'notice', '2026-05-12', '2026-05-19', '2026-05-12')
            """);
        await TellAsync(new DateOnly(2026, 5, 12));
        await field.DoAsync("update slippage.episode set severity = 'red', red_on = '2026-05-20'");
        await TellAsync(new DateOnly(2026, 5, 20));
        await TellAsync(new DateOnly(2026, 5, 26));
        await TellAsync(new DateOnly(2026, 5, 27));
        Assert.That((await SentAsync()).Where(mail => !mail.Contains("digest due")), Is.EqualTo(new[] { "05-12 chu digest reminder", "05-20 chu red_now new", "05-27 truong escalated escalated" }));
    }

    [Test]
    public async Task A_department_is_told_what_it_must_do_where_nobody_is_bound_to_it()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01") + """
            insert into directory.body (id, code, kind, name, name_en, province_code, source_file, source_section, source_item) overriding system value
            values (9, 'xx-so-xay-dung', 'department', 'Sở', 'Dept', 'xx', 'f', 's', 'i')
            """);
        await PassAsync(new DateOnly(2026, 6, 2));
        await field.DoAsync("update slippage.episode set assigned_id = 9");
        await PassAsync(new DateOnly(2026, 6, 3));
        await field.DoAsync("insert into accounts.account_body (account_id, body_id) values (2, 9)");
        await PassAsync(new DateOnly(2026, 6, 4));
        Assert.That(await SentAsync(), Is.EqualTo(new[] { "06-02 chu digest new", "06-03 xay-dung digest new", "06-04 truong digest new" }));
    }

    [Test]
    public async Task Of_what_ended_long_ago_nobody_is_told_and_nothing_is_kept()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01"));
        await PassAsync(new DateOnly(2026, 6, 2));
        await field.DoAsync("update accounts.account set active = false where id = 1; update milestones.milestone set reported_on = '2026-06-02'");
        await PassAsync(new DateOnly(2026, 6, 3));
        await PassAsync(new DateOnly(2026, 6, 18));
        await field.DoAsync("update accounts.account set active = true where id = 1");
        await PassAsync(new DateOnly(2026, 6, 19));
        Assert.That(await SentAsync(), Is.EqualTo(new[] { "06-02 chu digest new" }));
        Assert.That(await NumberAsync("select count(*) from notifications.told"), Is.Zero);
    }

    [Test]
    public async Task Whoever_was_told_to_act_is_warned_from_then_on_and_who_knew_of_it_is_told_its_end()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01") + Person(8, "so", body: 2, head: false));
        await PassAsync(new DateOnly(2026, 6, 2));
        await field.DoAsync("update slippage.episode set assigned_id = 2");
        await PassAsync(new DateOnly(2026, 6, 3));
        await field.DoAsync("update milestones.milestone set reported_on = '2026-06-03'");
        await PassAsync(new DateOnly(2026, 6, 4));
        Assert.That(await SentAsync(), Is.EqualTo(new[] { "06-02 chu digest new", "06-03 so digest new", "06-04 chu resolved resolved", "06-04 so resolved resolved" }));
    }

    [Test]
    public async Task Work_that_nobody_answers_for_warns_those_above_and_else_the_administrators()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01") + "delete from accounts.account_body where account_id = 1");
        await PassAsync(new DateOnly(2026, 6, 2));
        await field.DoAsync("""
            insert into notifications.suppressed_address (address, recipient_name, answer, suppressed_at) values ('Truong@xx.vn', 'truong', '550', now())
            """);
        await PassAsync(new DateOnly(2026, 6, 3));
        Assert.That(await SentAsync(), Is.EqualTo(new[] { "06-02 truong digest new", "06-03 quan-tri digest new" }));
    }

    [Test]
    public async Task The_head_of_the_body_is_told_after_seven_days_and_not_those_above_where_one_is_named()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01") + Person(8, "thu-truong", body: 1, head: true));
        foreach (var day in (int[])[2, 8, 9, 16])
            await PassAsync(new DateOnly(2026, 6, day));
        Assert.That(await SentAsync(), Is.EqualTo(new[]
        {
            "06-02 chu digest new", "06-08 chu digest due", // 6 days
            "06-09 chu digest due", "06-09 thu-truong escalated escalated",
            "06-16 chu red_now new", "06-16 tai-chinh escalated escalated", "06-16 thu-truong digest new", "06-16 xay-dung escalated escalated",
        }));
    }

    [Test]
    public async Task Work_that_only_the_head_answers_for_warns_the_head_and_a_head_who_cannot_be_reached_is_none()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01") + Person(8, "thu-truong", body: 1, head: true) + "delete from accounts.account_body where account_id = 1;");
        await PassAsync(new DateOnly(2026, 6, 2));
        await PassAsync(new DateOnly(2026, 6, 9));
        Assert.That(await SentAsync(), Is.EqualTo(new[] { "06-02 thu-truong digest new", "06-09 thu-truong digest due" }), "who is above is not told what the head knows");
        await field.DoAsync("""
            insert into notifications.suppressed_address (address, recipient_name, answer, suppressed_at) values ('thu-truong@xx.vn', 'x', '550', now());
            insert into accounts.account_body (account_id, body_id) values (1, 1)
            """);
        await PassAsync(new DateOnly(2026, 6, 10));
        Assert.That((await SentAsync()).Where(mail => mail.StartsWith("06-10", StringComparison.Ordinal)), Is.EqualTo(new[] { "06-10 chu digest new", "06-10 truong escalated escalated" }));
    }

    [Test]
    public async Task Of_a_body_above_that_answers_its_people_come_first_and_its_head_after_seven_days()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01") + Person(8, "thu-truong", body: 3, head: true) + "delete from accounts.account_body where account_id = 1;");
        await PassAsync(new DateOnly(2026, 6, 2));
        await PassAsync(new DateOnly(2026, 6, 9));
        Assert.That(await SentAsync(), Is.EqualTo(new[] { "06-02 truong digest new", "06-09 thu-truong escalated escalated", "06-09 truong digest due" }));
    }

    [Test]
    public async Task A_reminder_comes_with_each_of_its_steps_and_not_to_who_wants_none()
    {
        await OnlyAsync("milestone.due_soon");
        await field.DoAsync(Milestone(1, "other", "2026-07-01") + """
            insert into accounts.account_body (account_id, body_id) values (2, 1);
            insert into notifications.preference (account_id, reminders) values (2, false)
            """);
        for (var day = new DateOnly(2026, 5, 29); day <= new DateOnly(2026, 7, 3); day = day.AddDays(1))
            await PassAsync(day);
        Assert.That(await SentAsync(), Is.EqualTo(new[]
        {
            "06-01 chu digest reminder", "06-17 chu digest reminder", "06-24 chu digest reminder", "06-30 chu digest reminder",
        }));
        await field.DoAsync("update milestones.milestone set reported_on = '2026-07-03'");
        await PassAsync(new DateOnly(2026, 7, 6));
        Assert.That(await NumberAsync("select count(*) from notifications.told"), Is.Zero);
    }

    [Test]
    public async Task A_digest_comes_once_at_the_hour_its_reader_wants_and_holds_what_hangs_most_on_it_first()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Capital(2026, 900, 100) + Milestone(1, "other", "2026-06-01") + Milestone(2, "other", "2026-05-31") + """
            insert into accounts.account_body (account_id, body_id) values (2, 1);
            insert into notifications.preference (account_id, digest_minute, language) values (2, 600, 'en')
            """);
        clock.Turn(new DateOnly(2026, 6, 2));
        await scan.RunAsync(Actor.System, default);
        // Two nodes at once.
        var queued = await Task.WhenAll(mails.QueueDigestsAsync(Actor.System, default), mails.QueueDigestsAsync(Actor.System, default));
        Assert.That(queued.Order(), Is.EqualTo(new[] { 0, 2 }));
        await using var connection = await field.OpenAsync();
        var times = await connection.QueryAsync<string>("select recipient_name || ' ' || language || ' ' || (not_before at time zone 'UTC')::time from notifications.mail order by 1");
        Assert.That(times, Is.EqualTo(new[] { "chu vi 00:30:00", "truong en 03:00:00" }));
        var model = JsonSerializer.Deserialize<WarningMail>((await connection.QueryFirstAsync<string>("select model::text from notifications.mail where recipient_name = 'chu'")), MailModels.Json)!;
        Assert.That((model.Total, model.Red, model.AtRisk, model.Items.Count), Is.EqualTo((2, 0, 800L, 2)));
        Assert.That(model.Items.Select(i => (i.Facts.Rule, i.ProjectCode, i.Facts.Until)), Is.EquivalentTo(new[]
        {
            ("milestone.overdue", "A-1", (DateOnly?)new DateOnly(2026, 6, 1)), ("milestone.overdue", "A-1", new DateOnly(2026, 5, 31)),
        }));
    }

    [Test]
    public async Task Clearing_old_mails_away_brings_no_second_mail_about_a_warning_that_still_stands()
    {
        await OnlyAsync("milestone.overdue");
        await field.DoAsync(Milestone(1, "other", "2026-06-01"));
        await PassAsync(new DateOnly(2026, 6, 2));
        await field.DoAsync("update notifications.mail set status = 'sent', via = 'smtp', sent_at = now() - interval '900 days'");
        Assert.That(await new OldMails(access, new MailSettings(), TimeProvider.System).ForgetAsync(Actor.System, default), Is.EqualTo(1));
        await mails.QueueRedAsync(Actor.System, default);
        await mails.QueueDigestsAsync(Actor.System, default);
        Assert.That(await SentAsync(), Is.Empty);
        await PassAsync(new DateOnly(2026, 6, 3));
        Assert.That(await SentAsync(), Is.EqualTo(new[] { "06-03 chu digest due" }));
    }

    [Test]
    public async Task Ten_thousand_digests_are_queued_within_a_minute()
    {
        await field.DoAsync("""
            insert into directory.body (id, code, kind, name, name_en, province_code, source_file, source_section, source_item) overriding system value
            select 1000 + n, 'b' || n, 'pmu', 'B', 'B', 'xx', 'f', 's', 'i' from generate_series(1, 10000) n;
            insert into accounts.account (id, user_name, user_key, display_name, email, email_key, role, province_code, security_stamp, concurrency_stamp) overriding system value
            select 1000 + n, 'n' || n, 'N' || n, 'n', 'n' || n || '@xx.vn', 'N' || n || '@XX.VN', 'Owner', 'xx', 'x', 'x' from generate_series(1, 10000) n;
            insert into accounts.account_body (account_id, body_id) select 1000 + n, 1000 + n from generate_series(1, 10000) n;
            insert into slippage.episode (rule_code, subject_type, subject_id, project_id, body_id, severity, since, until, opened_on)
            select 'milestone.overdue', 'milestone', n * 10 + k, 1, 1000 + n, 'amber', '2026-06-01', '2026-06-01', '2026-06-02' from generate_series(1, 10000) n, generate_series(1, 3) k;
            analyze;
            """);
        clock.Turn(new DateOnly(2026, 6, 2));
        var taken = Stopwatch.StartNew();
        Assert.That(await mails.QueueDigestsAsync(Actor.System, default), Is.EqualTo(10_000));
        TestContext.Out.WriteLine($"10.000 digests of 3 warnings each: {taken.Elapsed.TotalSeconds:0.0} s");
        Assert.That(taken.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
        Assert.That(await mails.QueueDigestsAsync(Actor.System, default), Is.Zero);
    }

    /// <summary>A day: the scan, what is told at once, and in the morning the digests.</summary>
    private async Task PassAsync(DateOnly day)
    {
        clock.Turn(day);
        await scan.RunAsync(Actor.System, default);
        await mails.QueueRedAsync(Actor.System, default);
        await mails.QueueDigestsAsync(Actor.System, default);
    }

    private static string Person(int id, string name, int body, bool head) => $"""
        insert into accounts.account (id, user_name, user_key, display_name, email, email_key, role, province_code, security_stamp, concurrency_stamp)
        overriding system value values ({id}, '{name}', upper('{name}'), '{name}', '{name}@xx.vn', upper('{name}@xx.vn'), 'Owner', 'xx', 'x', 'x');
        insert into accounts.account_body (account_id, body_id, head) values ({id}, {body}, {head});
        """;

    /// <summary>A day on which nothing is scanned.</summary>
    private async Task TellAsync(DateOnly day)
    {
        clock.Turn(day);
        await mails.QueueRedAsync(Actor.System, default);
        await mails.QueueDigestsAsync(Actor.System, default);
    }

    private Task AcknowledgeAsync(string on, string expected) => field.DoAsync($"""
        insert into slippage.remark (episode_id, kind, expected_on, entered_by, entered_on) select e.id, 'acknowledged', '{expected}', 'chu', '{on}' from slippage.episode e;
        update slippage.episode set acknowledged_on = '{on}', expected_on = '{expected}'
        """);

    private Task OnlyAsync(string rule) => field.DoAsync($"delete from slippage.rule_limit where rule_code <> '{rule}'");

    /// <summary>Every mail: day, recipient, kind, and what it says of its warnings.</summary>
    private async Task<IReadOnlyList<string>> SentAsync()
    {
        await using var connection = await field.OpenAsync();
        return (await connection.QueryAsync<string>("""
            select to_char(queued_at at time zone 'Asia/Ho_Chi_Minh', 'MM-DD') || ' ' || recipient_name || ' ' || kind || ' '
                || (select string_agg(i ->> 'part', ',') from jsonb_array_elements(model -> 'items') i)
            from notifications.mail
            order by 1
            """)).AsList();
    }

    /// <summary>Recipient, kind, role, and whether its reader may answer what it tells.</summary>
    private async Task<IReadOnlyList<string>> AnsweredAsync()
    {
        await using var connection = await field.OpenAsync();
        return (await connection.QueryAsync<string>("""
            select distinct m.recipient_name || ' ' || m.kind || ' ' || (m.model ->> 'role') || ' ' || ((i ->> 'mayAnswer')::boolean and (i ->> 'id')::bigint = e.id)
            from notifications.mail m, jsonb_array_elements(m.model -> 'items') i, slippage.episode e
            order by 1
            """)).AsList();
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var connection = await field.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
