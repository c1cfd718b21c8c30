using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Balance;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Reporting.Capital.Balance;

internal sealed class BalanceReportsTests
{
    private static readonly Actor Reader = new("reader", Role.Visitor);

    [Test]
    public async Task Capital_is_counted_where_it_was_given_paid_carried_over_and_where_it_lapsed()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "o1", 2026, 50), ("B-1", "s1", 2027, 70));
        var ids = await capital.Entry.EnterAsync(
            SmallCapital.Officer, [new EnterPayment("A-1", "s1", 2026, new DateOnly(2026, 6, 10), new Vnd(120), "a")], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.EditAsync(closing.Id, ("A-1", "s1", 2026, 100));
        await capital.ApproveAsync(closing.Id, "09/QĐ", new DateOnly(2027, 2, 1));

        var balance = await ReadAsync(capital);

        Assert.That(balance.Years, Is.EqualTo([2026, 2027, 2028, 2029, 2030]));
        var (first, second) = (balance.Total.Years[0], balance.Total.Years[1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Allocated.Dong, first.CarriedOut.Dong, first.Lapsed.Dong, first.Paid.Dong), Is.EqualTo((350L, 100L, 130L, 120L)));
            Assert.That((first.Payable.Dong, first.Unpaid.Dong, first.PaidShare), Is.EqualTo((120L, 0L, (decimal?)1)));
            Assert.That((second.Allocated.Dong, second.CarriedIn.Dong, second.Payable.Dong), Is.EqualTo((70L, 100L, 170L)));
            Assert.That((balance.Total.Total.Allocated.Dong, balance.Total.Total.Unpaid.Dong), Is.EqualTo((420L, 170L)));
            Assert.That(balance.OfClass(SourceClass.Other).Total.Allocated.Dong, Is.EqualTo(50));
            Assert.That(balance.Programmes.Single(p => p.Code == "b").State.Total.Allocated.Dong, Is.EqualTo(70));
            Assert.That(balance.AddsUp);
            Assert.That(balance.Decisions.Select(d => d.Number), Is.EqualTo(["09/QĐ", "01/QĐ"]));
        }
    }

    [Test]
    public async Task What_is_carried_over_out_of_the_last_year_gets_a_year_of_its_own()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2030, 300));
        capital.Clock.Turn(new DateOnly(2031, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2030, "Khóa sổ 2030", default);
        await capital.EditAsync(closing.Id, ("A-1", "s1", 2030, 300));
        await capital.ApproveAsync(closing.Id, "09/QĐ", new DateOnly(2031, 2, 1));

        var balance = await ReadAsync(capital);

        Assert.That(balance.Years[^1], Is.EqualTo(2031));
        Assert.That((balance.Total.Years[^1].Payable.Dong, balance.Total.Total.Payable.Dong), Is.EqualTo((300L, 300L)));
    }

    [Test]
    public async Task Room_is_left_only_where_a_ceiling_is_set()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.SetCeilingAsync("s1", 2026, 1000);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-1", "s1", 2027, 200), ("A-1", "s2", 2026, 100));

        var balance = await ReadAsync(capital);

        Assert.That(balance.Sources.Select(s => (s.Code, s.Ceiling?.Dong, s.Room?.Dong)), Is.EqualTo([("s1", (long?)1000, (long?)700), ("s2", null, null)]));
        var sum = SourceBalance.Sum(balance.Sources, null, "x");
        Assert.That((sum.Ceiling?.Dong, sum.Room?.Dong, sum.Total.Allocated.Dong), Is.EqualTo(((long?)1000, (long?)700, 600L)));
    }

    [Test]
    public async Task A_need_that_no_document_states_is_what_the_projects_need()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var balance = await ReadAsync(capital);
        Assert.That((balance.Programmes[0].State.Need.Dong, balance.Programmes[0].Other.Need.Dong), Is.EqualTo((6000L, 3000L)));
    }

    [Test]
    public async Task A_paper_that_is_not_approved_counts_for_nothing()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 300));
        var balance = await ReadAsync(capital);
        Assert.That((balance.Total.Total.Allocated, balance.DecisionCount), Is.EqualTo((Vnd.Zero, 0)));
    }

    [Test]
    public async Task There_is_no_balance_of_no_plan()
    {
        await using var capital = await SmallCapital.CreateAsync();
        Assert.That(async () => await new BalanceReports(capital.Portfolio.Access, new BusinessCalendar(capital.Clock)).GetAsync(Reader, "q", default), Throws.InstanceOf<NotFoundException>());
    }

    private static Task<CapitalBalance> ReadAsync(SmallCapital capital) =>
        new BalanceReports(capital.Portfolio.Access, new BusinessCalendar(capital.Clock)).GetAsync(Reader, "p", default);
}
