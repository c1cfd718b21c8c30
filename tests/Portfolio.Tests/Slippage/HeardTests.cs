using Dapper;
using Portfolio.Slippage.Scan;
using static Portfolio.Tests.Slippage.RuleField;

namespace Portfolio.Tests.Slippage;

/// <summary>Whose word of a project counts, and what is a word.</summary>
internal sealed class HeardTests
{
    // Account 1 is bound to the owner, 2 to the body above it, 3 to another, 4 to none.
    private static readonly string People = """
        insert into directory.body (id, code, kind, name, name_en, province_code, source_file, source_section, source_item) overriding system value
        values (3, 'xx-tren', 'department', 'Trên', 'Above', 'xx', 'f', 's', 'i');
        update directory.body set parent_id = 3 where id = 1;
        insert into accounts.account (id, user_name, user_key, display_name, role, province_code, security_stamp, concurrency_stamp)
        overriding system value select n, 'a' || n, 'a' || n, 'x', case when n < 4 then 'Owner' else 'Construction' end, 'xx', 'x', 'x' from generate_series(1, 4) n;
        insert into accounts.account_body (account_id, body_id) values (1, 1), (2, 3), (3, 2);
        insert into slippage.project_state (project_id, known_since) values (1, '2026-01-01');
        """ + Milestone(1, "other", "2028-12-31") + Package() + """
        insert into land_clearance.step (province_code, code, position, name, name_en, source_document, verified) values ('xx', 'notice', 1, 'a', 'a', 'x', false);
        insert into land_clearance.obstacle (id, project_id, title, must_act_id, since, created_by) overriding system value values (9, 1, 'Vướng', 2, '2026-06-01', 'x');
        """;

    private const string Remark = """
        insert into milestones.remark (milestone_id, project_id, text, entered_by, entered_account, entered_on, entered_at)
        values (1, 1, 'x', 'x', {0}, '2026-05-10', '2026-05-10 09:00+07');
        """;

    private const string Date = """
        insert into milestones.date_entry (milestone_id, project_id, field, now_on, now_precision, now_text, entered_by, entered_account, entered_on, entered_at)
        values (1, 1, 'stated', '2027-01-01', 'day', 'x', 'x', {0}, '2026-05-10', '2026-05-10 09:00+07');
        """;

    private const string Land = """
        insert into land_clearance.entry (package_id, project_id, field, was, now, entered_by, entered_account, entered_on, entered_at)
        values (1, 1, 'households', 0, 5, 'x', {0}, '2026-05-10', '2026-05-10 09:00+07');
        """;

    // What carries no business day was said on the day it was in Viet Nam.
    private const string Step = """
        insert into land_clearance.package_step (package_id, step_code, done_on, entered_by, entered_account, entered_at)
        values (1, 'notice', '2026-05-01', 'x', {0}, '2026-05-09 17:00Z');
        """;

    private const string Obstacle = """
        insert into land_clearance.obstacle (project_id, title, must_act_id, since, created_by, created_account, created_at)
        values (1, 'Vướng', 2, '2026-05-01', 'x', {0}, '2026-05-10 16:59Z');
        """;

    private const string Answer = """
        insert into land_clearance.answer (obstacle_id, text, entered_by, entered_account, entered_on, entered_at)
        values (9, 'x', 'x', {0}, '2026-05-10', '2026-05-10 09:00+07');
        """;

    private const string Payment = """
        insert into funding.payment (project_id, plan_id, programme_id, source_code, source_class, year, paid_on, amount, document_number, entered_by, entered_account, entered_at)
        values (1, 1, 1, 's1', 'state', 2026, '2026-05-01', 5, 'x', 'x', {0}, '2026-05-10 09:00+07');
        """;

    private static IEnumerable<TestCaseData> Words() => new[] { Remark, Date, Land, Step, Obstacle, Answer, Payment }
        .Zip(["remark", "date", "land", "step", "obstacle", "answer", "payment"], (sql, name) => new TestCaseData(sql).SetArgDisplayNames(name));

    [TestCaseSource(nameof(Words))]
    public async Task Whatever_the_owner_says_is_heard(string word)
    {
        Assert.That(await HearAsync(Of(word, "1")), Is.EqualTo(new[] { "2026-05-10" }));
        Assert.That(await HearAsync(Of(word, "4")), Is.EqualTo(new string?[] { null }));
    }

    [TestCase("2", "2026-05-10", TestName = "the body above the owner speaks for it")]
    [TestCase("3", null, TestName = "another body does not")]
    [TestCase("4", null, TestName = "nor somebody of no body, as of a department")]
    [TestCase("null", null, TestName = "nor the program itself")]
    public async Task Only_the_owner_is_heard(string account, string? heard) => Assert.That(await HearAsync(Of(Remark, account)), Is.EqualTo(new[] { heard }));

    [Test]
    public async Task Only_what_came_in_since_the_last_scan_is_read_and_the_latest_day_stays()
    {
        const string Scanned = "insert into slippage.scan (scanned_on, started_at, finished_at, actor_name, opened, worsened, eased, resolved) values ('2026-05-10', now(), '{0}', 'x', 0, 0, 0, 0);";
        var later = Of(Remark, "1").Replace("05-10", "05-20", StringComparison.Ordinal);
        Assert.That(await HearAsync(Of(Remark, "1") + Of(Scanned, "2026-05-21 09:00+07"), later, Of(Remark, "1")), Is.EqualTo(new[] { "2026-05-10", "2026-05-20", "2026-05-20" }));
        Assert.That(await HearAsync(Of(Remark, "1") + Of(Scanned, "2026-05-21 09:01+07"), later), Is.EqualTo(new[] { "2026-05-10", "2026-05-10" }));
    }

    private static string Of(string sql, string account) => sql.Replace("{0}", account, StringComparison.Ordinal);

    /// <summary>When the owner was last heard of after each of the steps.</summary>
    private static Task<IReadOnlyList<string?>> HearAsync(params string[] steps) => Rules.Field.InTurnAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(People, transaction: transaction);
        var heard = new List<string?>();
        foreach (var step in steps)
        {
            await connection.ExecuteAsync(step, transaction: transaction);
            await HeardRecords.HearAsync(connection, transaction, default);
            heard.Add(await connection.ExecuteScalarAsync<string?>("select heard_on::text from slippage.project_state where project_id = 1", transaction: transaction));
        }
        return (IReadOnlyList<string?>)heard;
    });
}
