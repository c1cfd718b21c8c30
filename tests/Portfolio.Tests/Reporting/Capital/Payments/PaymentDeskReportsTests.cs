using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Payments;

internal sealed class PaymentDeskReportsTests
{
    private SmallCapital capital = null!;

    [OneTimeSetUp]
    public async Task GiveAsync()
    {
        capital = await SmallCapital.CreateAsync();
        await capital.Portfolio.ExecuteAsync("""
            insert into directory.body (code, kind, name, name_en, province_code, source_file, source_section, source_item)
            values ('xx-ban', 'pmu', 'Ban quản lý', 'Board', 'xx', 'f', 's', 'i');
            insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
            select p.id, b.id, 'owner', 'x', 'f', 's', 'i' from projects.project p, directory.body b where p.code = 'A-2';
            """);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s1", 2026, 100));
        foreach (var (project, document, day) in new[] { ("A-1", "a", 1), ("A-2", "b", 5), ("A-1", "c", 3), ("A-2", "d", 2), ("A-1", "e", 4) })
            await capital.Entry.EnterAsync(SmallCapital.Officer, [new EnterPayment(project, "s1", 2026, new DateOnly(2026, 6, day), new Vnd(10), document)], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, [4, 5], default);
        await capital.Desk.ReturnAsync(SmallCapital.Officer, 3, null, "sai", default);
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task What_waits_longest_comes_first_with_its_room_beside_it()
    {
        var report = await GetAsync(SmallCapital.Officer, new PaymentFilter());
        Assert.That(
            report.Rows.Items.Select(r => (r.Payment.DocumentNumber, r.Place.Payable.Dong, r.Place.Paid.Dong, r.Place.Waiting.Dong, r.LeftAfter.Dong)),
            Is.EqualTo(new[] { ("a", 300L, 10L, 10L, 280L), ("b", 100L, 10L, 10L, 80L) }));
        Assert.That((report.Waiting.Payments, report.Waiting.Amount.Dong), Is.EqualTo((2, 20L)));
        Assert.That(report.Of("body").Select(b => b.Code), Is.EqualTo(new[] { "xx-ban" }));
    }

    [TestCase(null, "a", "b")]
    [TestCase(PaymentStatus.Returned, "c")]
    [TestCase(PaymentStatus.Confirmed, "e", "d")]
    public async Task Lists_come_stretch_by_stretch(string? status, params string[] expected)
    {
        var found = new List<string>();
        string? after = null;
        do
        {
            var report = await capital.DeskReports.GetAsync(SmallCapital.Officer, new PaymentFilter { Status = status }, after, 1, default);
            found.AddRange(report.Rows.Items.Select(r => r.Payment.DocumentNumber));
            after = report.Rows.Next;
        }
        while (after is not null);
        Assert.That(found, Is.EqualTo(expected));
    }

    [TestCase("xx-ban", null, null, null, "b")]
    [TestCase(null, "A-1", null, null, "a")]
    [TestCase(null, null, "p", null, "a", "b")]
    [TestCase(null, null, null, "yy")]
    public async Task A_filter_lets_only_what_it_names_pass(string? body, string? project, string? plan, string? province, params string[] expected) =>
        Assert.That(await NumbersAsync(SmallCapital.Officer, new PaymentFilter { Body = body, Project = project, Plan = plan, Province = province }), Is.EqualTo(expected));

    [Test]
    public async Task Confirmed_payments_are_narrowed_to_a_body_or_a_project()
    {
        Assert.That(await NumbersAsync(SmallCapital.Officer, new PaymentFilter { Status = PaymentStatus.Confirmed, Body = "xx-ban" }), Is.EqualTo(new[] { "d" }));
        Assert.That(await NumbersAsync(SmallCapital.Officer, new PaymentFilter { Status = PaymentStatus.Confirmed, Project = "A-1" }), Is.EqualTo(new[] { "e" }));
    }

    [Test]
    public async Task An_owner_sees_payments_of_the_own_projects_alone_and_another_province_none()
    {
        var body = await capital.Portfolio.NumberAsync("select id from directory.body");
        var owner = new Actor("owner", Role.Owner) { Reach = new Reach("xx", new HashSet<long> { body }) };
        Assert.That(await NumbersAsync(owner, new PaymentFilter()), Is.EqualTo(new[] { "b" }));
        Assert.That(await NumbersAsync(owner, new PaymentFilter { Status = PaymentStatus.Confirmed }), Is.EqualTo(new[] { "d" }));
        Assert.That(await NumbersAsync(owner, new PaymentFilter { Project = "A-1" }), Is.Empty);
        Assert.That((await GetAsync(owner, new PaymentFilter())).Waiting.Payments, Is.EqualTo(1));
        var elsewhere = SmallCapital.Officer with { Reach = new Reach("yy", null) };
        foreach (var status in (string?[])[null, PaymentStatus.Returned, PaymentStatus.Confirmed])
            Assert.That(await NumbersAsync(elsewhere, new PaymentFilter { Status = status, Province = "xx" }), Is.Empty);
        Assert.That(() => GetAsync(new Actor("guest", Role.Visitor), new PaymentFilter()), Throws.InstanceOf<PermissionDeniedException>());
    }

    private Task<DeskReport> GetAsync(Actor actor, PaymentFilter filter) => capital.DeskReports.GetAsync(actor, filter, null, 50, default);

    private async Task<IEnumerable<string>> NumbersAsync(Actor actor, PaymentFilter filter) =>
        (await GetAsync(actor, filter)).Rows.Items.Select(r => r.Payment.DocumentNumber);
}
