using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Payments;

internal sealed class ProjectPaymentReportsTests
{
    private static readonly PaymentFilter Everything = new();

    private SmallCapital capital = null!;

    [OneTimeSetUp]
    public async Task GiveAsync()
    {
        capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-1", "s2", 2027, 200), ("A-2", "s1", 2026, 100));
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer,
        [
            Of("a", 1, 10), Of("b", 3, 20), Of("c", 2, 30), Of("d", 3, 40), new EnterPayment("A-2", "s1", 2026, Day(1), new Vnd(5), "e"),
        ], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, [ids[0], ids[1]], default);
        await capital.Desk.ReturnAsync(SmallCapital.Officer, ids[2], null, "thiếu chữ ký", default);
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task Rooms_tell_what_is_payable_paid_waiting_and_left()
    {
        var report = await OfAsync(SmallCapital.Officer, Everything);
        Assert.That(
            report.Rooms.Select(r => (r.Source, r.Year, r.Payable.Dong, r.Paid.Dong, r.Waiting?.Dong, r.Left.Dong)),
            Is.EqualTo(new[] { ("s1", 2026, 300L, 30L, (long?)40L, 230L), ("s2", 2027, 200L, 0L, 0L, 200L) }));
    }

    [Test]
    public async Task Payments_come_newest_first_and_stretch_by_stretch()
    {
        Assert.That((await OfAsync(SmallCapital.Officer, Everything)).Payments!.Items.Select(p => p.DocumentNumber), Is.EqualTo(new[] { "d", "b", "c", "a" }));
        var found = new List<string>();
        string? after = null;
        do
        {
            var stretch = (await capital.Reports.OfProjectAsync(SmallCapital.Officer, "A-1", Everything, after, 1, default)).Payments!;
            found.AddRange(stretch.Items.Select(p => p.DocumentNumber));
            after = stretch.Next;
        }
        while (after is not null);
        Assert.That(found, Is.EqualTo(new[] { "d", "b", "c", "a" }));
    }

    [Test]
    public async Task A_filter_lets_only_what_it_names_pass()
    {
        Assert.That(await NumbersAsync(new PaymentFilter { Status = PaymentStatus.Returned }), Is.EqualTo(new[] { "c" }));
        Assert.That(await NumbersAsync(new PaymentFilter { Source = "s2" }), Is.Empty);
        Assert.That(await NumbersAsync(new PaymentFilter { Year = 2026, Status = PaymentStatus.Confirmed }), Is.EqualTo(new[] { "b", "a" }));
        Assert.That(() => OfAsync(SmallCapital.Officer, new PaymentFilter { Status = "paid" }), Throws.InstanceOf<ValidationFailedException>());
    }

    [Test]
    public async Task The_public_sees_confirmed_sums_and_nothing_else()
    {
        var report = await OfAsync(new Actor("guest", Role.Visitor), Everything);
        Assert.That(report.Payments, Is.Null);
        Assert.That(report.Rooms.Select(r => (r.Paid.Dong, r.Waiting)), Is.EqualTo(new[] { (30L, (Vnd?)null), (0L, null) }));
    }

    [Test]
    public async Task Whose_the_project_is_not_sees_no_more_than_the_public()
    {
        var elsewhere = SmallCapital.Officer with { Reach = new Reach("yy", null) };
        Assert.That((await OfAsync(elsewhere, Everything)).Payments, Is.Null);
        Assert.That(() => capital.Reports.GetAsync(elsewhere, "A-1", 1, default), Throws.InstanceOf<OutOfReachException>());
    }

    [Test]
    public async Task A_payment_is_found_under_its_own_project_only()
    {
        var report = await capital.Reports.GetAsync(SmallCapital.Officer, "A-1", 3, default);
        Assert.That((report.Payment.DocumentNumber, report.Payment.ReturnReason), Is.EqualTo(("c", "thiếu chữ ký")));
        Assert.That(() => capital.Reports.GetAsync(SmallCapital.Officer, "A-2", 3, default), Throws.InstanceOf<NotFoundException>());
    }

    [TestCase("x")]
    [TestCase("1")]
    [TestCase("-1-1")]
    [TestCase("99999999999999999999-1")]
    public void A_place_in_the_list_that_is_none_is_refused(string after) => Assert.That(
        () => capital.Reports.OfProjectAsync(SmallCapital.Officer, "A-1", Everything, after, 10, default), Throws.InstanceOf<ValidationFailedException>());

    [Test]
    public async Task A_place_beyond_the_calendar_is_simply_before_everything() => Assert.That(
        (await capital.Reports.OfProjectAsync(SmallCapital.Officer, "A-1", Everything, long.MaxValue + "-1", 10, default)).Payments!.Items, Has.Count.EqualTo(4));

    private Task<ProjectPayments> OfAsync(Actor actor, PaymentFilter filter) => capital.Reports.OfProjectAsync(actor, "A-1", filter, null, 50, default);

    private async Task<IEnumerable<string>> NumbersAsync(PaymentFilter filter) =>
        (await OfAsync(SmallCapital.Officer, filter)).Payments!.Items.Select(p => p.DocumentNumber);

    private static EnterPayment Of(string document, int day, long amount) => new("A-1", "s1", 2026, Day(day), new Vnd(amount), document);

    private static DateOnly Day(int day) => new(2026, 6, day);
}
