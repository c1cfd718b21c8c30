using System.Text.Json;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;
using Portfolio.Notifications;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Notifications;

internal sealed class NoticeBoardTests
{
    private SmallCapital capital = null!;
    private NoticeBoard board = null!;
    private Actor both = null!;
    private Actor lead = null!;
    private Actor stranger = null!;

    [SetUp]
    public async Task StartAsync()
    {
        capital = await SmallCapital.CreateAsync();
        board = new NoticeBoard(capital.Portfolio.Access);
        await capital.Portfolio.ExecuteAsync("""
            insert into directory.body (code, kind, name, name_en, province_code, source_file, source_section, source_item)
            select c, 'pmu', 'Ban ' || c, 'Board', 'xx', 'f', 's', 'i' from unnest(array['xx-owner', 'xx-lead', 'xx-other']) c;
            insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
            select p.id, b.id, r.role, 'x', 'f', 's', 'i' from projects.project p, directory.body b,
                (values ('A-1', 'owner', 'xx-owner'), ('A-1', 'lead', 'xx-lead'), ('A-2', 'owner', 'xx-owner')) r (code, role, body)
            where p.code = r.code and b.code = r.body;
            """);
        both = await OwnerAsync(1, "xx-owner", "xx-lead");
        lead = await OwnerAsync(2, "xx-lead");
        stranger = await OwnerAsync(3, "xx-other");
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s1", 2026, 300));
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task Capital_that_is_given_first_is_no_notice_and_an_adjustment_is_one_for_each_body_of_its_projects()
    {
        Assert.That(await board.UnreadAsync(both, default), Is.Zero);
        await capital.DecideAsync(DecisionKind.Adjustment, "02/QĐ", ("A-1", "s1", 2026, -50), ("A-2", "s1", 2026, 50));
        var told = (await board.ListAsync(lead, null, 10, default)).Items.Single();
        Assert.That((told.Kind, told.SubjectType, told.Read), Is.EqualTo(("capital.adjusted", "decision", false)));
        Assert.That(Json(told).GetProperty("projects").EnumerateArray().Select(p => (p.GetProperty("code").GetString(), p.GetProperty("taken").GetInt64())), Is.EqualTo(new[] { ("A-1", 50L) }));
        // What the two bodies are told differs: one answers for both projects.
        Assert.That(await board.UnreadAsync(both, default), Is.EqualTo(2));
        Assert.That(await board.UnreadAsync(stranger, default), Is.Zero);
    }

    [Test]
    public async Task A_payment_that_came_back_is_told_once_to_whoever_stands_for_several_of_its_bodies()
    {
        await ReturnAsync("A-1", "UNC 1", "Sai số chứng từ");
        var told = (await board.ListAsync(both, null, 10, default)).Items.Single();
        Assert.That((told.Kind, told.SubjectCode, Json(told).GetProperty("reason").GetString(), told.Ids.Count), Is.EqualTo(("payments.returned", "A-1", "Sai số chứng từ", 2)));
        Assert.That((await board.ListAsync(stranger, null, 10, default)).Items, Is.Empty);
    }

    [TestCase(60, 60)]
    [TestCase(99, 99)]
    [TestCase(150, NoticeBoard.MostCounted + 1)]
    public async Task Unread_notices_are_counted_each_once_and_only_so_far(int told, int counted)
    {
        await capital.Portfolio.ExecuteAsync($"""
            insert into notifications.notice (kind, body_id, province_code, subject_type, subject_code, detail, caused_by)
            select 'payments.returned', b.id, 'xx', 'project', 'A-1', jsonb_build_object('reason', g), 'x'
            from generate_series(1, {told}) g, directory.body b where b.code in ('xx-owner', 'xx-lead')
            """);
        Assert.That(await board.UnreadAsync(both, default), Is.EqualTo(counted));
        Assert.That(await board.UnreadAsync(lead, default), Is.EqualTo(counted));
    }

    [Test]
    public async Task Each_reads_for_himself_and_only_what_is_his()
    {
        await ReturnAsync("A-1", "UNC 1", "a");
        var ids = (await board.ListAsync(both, null, 10, default)).Items.Single().Ids;
        await board.MarkAsync(stranger, ids, default);
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from notifications.notice_read"), Is.Zero);
        await board.MarkAsync(both, ids, default);
        await board.MarkAsync(both, ids, default);
        Assert.That((await board.UnreadAsync(both, default), await board.UnreadAsync(lead, default)), Is.EqualTo((0, 1)));
        Assert.That((await board.ListAsync(both, null, 10, default)).Items.Single().Read, Is.True);
    }

    [Test]
    public async Task The_latest_come_first_stretch_by_stretch()
    {
        foreach (var number in Enumerable.Range(1, 5))
            await ReturnAsync("A-1", $"UNC {number}", $"lý do {number}");
        var reasons = new List<string?>();
        long? before = null;
        do
        {
            var stretch = await board.ListAsync(both, before, 2, default);
            reasons.AddRange(stretch.Items.Select(n => Json(n).GetProperty("reason").GetString()));
            before = stretch.Next is { } next ? long.Parse(next, System.Globalization.CultureInfo.InvariantCulture) : null;
        }
        while (before is not null);
        Assert.That(reasons, Is.EqualTo(new[] { "lý do 5", "lý do 4", "lý do 3", "lý do 2", "lý do 1" }));
    }

    [Test]
    public async Task The_finance_department_is_told_what_names_no_body_in_its_province_or_in_none()
    {
        await ReturnAsync("A-1", "UNC 1", "của chủ đầu tư");
        await capital.Portfolio.ExecuteAsync("""
            insert into notifications.notice (kind, body_id, province_code, subject_type, subject_code, detail, caused_by)
            select 'ledger.broken', null, p, 'ledger', coalesce(p, '-'), '{}', 'x' from unnest(array['xx', 'yy', null]) p
            """);
        var finance = SmallCapital.Officer with { AccountId = 7, Reach = new Reach("xx", null) };
        Assert.That(await SubjectsAsync(finance), Is.EqualTo(new[] { "-", "xx" }));
        Assert.That(await SubjectsAsync(SmallCapital.Officer with { AccountId = 8 }), Is.EqualTo(new[] { "-", "yy", "xx" }));
        Assert.That(await SubjectsAsync(lead), Is.EqualTo(new[] { "A-1" }));
        await board.MarkAsync(finance, [.. (await board.ListAsync(finance, null, 10, default)).Items.SelectMany(n => n.Ids)], default);
        Assert.That((await board.UnreadAsync(finance, default), await board.UnreadAsync(SmallCapital.Officer with { AccountId = 8 }, default)), Is.EqualTo((0, 3)));
    }

    [Test]
    public void Only_owners_and_the_finance_department_have_notices()
    {
        Assert.That(() => board.ListAsync(new Actor("kiểm toán", Role.Auditor), null, 10, default), Throws.InstanceOf<PermissionDeniedException>());
        Assert.That(() => board.UnreadAsync(new Actor("khách", Role.Visitor), default), Throws.InstanceOf<PermissionDeniedException>());
        Assert.That(() => board.MarkAsync(new Actor("lãnh đạo", Role.Leader), [1], default), Throws.InstanceOf<PermissionDeniedException>());
    }

    private async Task<IEnumerable<string>> SubjectsAsync(Actor actor) =>
        (await board.ListAsync(actor, null, 10, default)).Items.Select(n => n.SubjectCode);

    private static JsonElement Json(Notice notice) => JsonSerializer.Deserialize<JsonElement>(notice.Detail);

    private async Task ReturnAsync(string project, string document, string reason)
    {
        var ids = await capital.Entry.EnterAsync(
            SmallCapital.Officer, [new EnterPayment(project, "s1", 2026, new DateOnly(2026, 6, 10), new Vnd(10), document)], default);
        await capital.Desk.ReturnAsync(SmallCapital.Officer, ids[0], null, reason, default);
    }

    private async Task<Actor> OwnerAsync(long account, params string[] bodies)
    {
        var ids = new HashSet<long>();
        foreach (var body in bodies)
            ids.Add(await capital.Portfolio.NumberAsync($"select id from directory.body where code = '{body}'"));
        return new Actor("ban", Role.Owner) { AccountId = account, Reach = new Reach("xx", ids) };
    }
}
