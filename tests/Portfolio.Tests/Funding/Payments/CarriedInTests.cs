using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Ledger;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Closings;
using Portfolio.Tests.Funding.Properties;

namespace Portfolio.Tests.Funding.Payments;

/// <summary>Capital carried into a year is spent first, and by the last day the law gives: here 100 carried into 2027, which has 50 of its own.</summary>
internal sealed class CarriedInTests
{
    private const string December = "2027-12-20";
    private const string January = "2028-01-10";

    private static readonly DateOnly Today = new(2028, 1, 15);

    // What was there, what is entered now, and what is wrong with it: row, code, what lapses, what is left.
    private static IEnumerable<TestCaseData> Cases()
    {
        const string lapsed = "payments.over_payable_lapsed";
        const string over = "payments.over_payable";
        yield return Case("both in one table", [], [(December, 100), (January, 50)]);
        yield return Case("in one table, the later first", [], [(January, 50), (December, 100)]);
        yield return Case("in December it waits", [(December, 100, "waits")], [(January, 50)]);
        yield return Case("in December it was confirmed", [(December, 100, "confirmed")], [(January, 50)]);
        yield return Case("in January first", [(January, 50, "confirmed")], [(December, 100)]);
        yield return Case("nothing spent in time", [], [(January, 50)]);
        yield return Case("nothing spent in time, too much", [], [(January, 51)], (0, lapsed, 100, 50));
        yield return Case("a part spent in time", [(December, 60, "confirmed")], [(January, 50)]);
        yield return Case("a part spent in time, too much", [(December, 60, "confirmed")], [(January, 51)], (0, lapsed, 40, 50));
        yield return Case("all of it spent in time, too much", [(December, 100, "waits")], [(January, 51)], (0, over, 0, 50));
        yield return Case("more than it spent in time", [(December, 120, "waits")], [(January, 31)], (0, over, 0, 30));
        yield return Case("spent in time and taken back later", [(December, 100, "reversed")], [(January, 51)], (0, lapsed, 100, 50));
        yield return Case("what does not fit makes no room", [], [(December, 151), (January, 51)], (0, over, 0, 150), (1, lapsed, 100, 50));
    }

    [TestCaseSource(nameof(Cases))]
    public async Task What_was_carried_in_counts_as_spent_by_the_day_of_payment(
        (string Day, long Amount, string State)[] before, (string Day, long Amount)[] now, (int Row, string Code, long Lapsed, long Left)[] faults)
    {
        await using var capital = await GivenAsync();
        await PayAsync(capital, before);
        var entries = now.Select((p, i) => Of(p.Day, p.Amount, $"n-{i}")).ToList();

        Assert.That((await capital.Entry.CheckAsync(SmallCapital.Officer, entries, default)).Select(Told), Is.EqualTo(faults));
        if (faults.Length > 0)
            return;
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, entries, default);
        var waiting = before.Any(p => p.State == "waits") ? new[] { 1L } : [];
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, [.. waiting, .. ids], default);
    }

    [Test]
    public async Task The_last_day_is_the_one_the_law_names()
    {
        await using var capital = await GivenAsync();
        await capital.Portfolio.ExecuteAsync("update directory.law_parameter set value = '06-30' where parameter = 'capital.carry_over.latest'");
        await PayAsync(capital, ("2027-07-01", 50, "confirmed"));
        var late = await capital.Entry.CheckAsync(SmallCapital.Officer, [Of("2027-08-02", 1, "a")], default);
        Assert.That(late.Select(Told), Is.EqualTo(new[] { (0, "payments.over_payable_lapsed", 100L, 0L) }));
        Assert.That(await capital.Entry.CheckAsync(SmallCapital.Officer, [Of("2027-06-30", 100, "a")], default), Is.Empty);
    }

    // Own capital paid in January takes nothing from what was carried in and lapsed: only the rest of the year's own is carried on.
    [TestCase(January, 50, 0)]
    [TestCase(January, 20, 30)]
    [TestCase(December, 50, 50)]
    [TestCase(December, 130, 20)]
    public async Task Only_what_is_left_of_the_years_own_capital_is_carried_on(string day, long paid, long most)
    {
        await using var capital = await GivenAsync();
        await PayAsync(capital, (day, paid, "confirmed"));
        capital.Clock.Turn(new DateOnly(2028, 2, 2));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2027, "Khóa sổ 2027", default);

        var cell = (await new ClosingReports(capital.Portfolio.Access).GetAsync(SmallCapital.Officer, closing.Id, 1, default)).Projects.Items.Single().Cells.Single();
        Assert.That(cell.Most, Is.EqualTo(new Vnd(most)));
        var refused = await Assert.ThrowsAsync<RuleException>(() => capital.EditAsync(closing.Id, ("A-1", "s1", 2027, most + 1)));
        Assert.That(refused!.Code, Is.EqualTo("capital.carry_exceeded"));
        if (most > 0)
            await capital.EditAsync(closing.Id, ("A-1", "s1", 2027, most));
    }

    // Paid out of its own capital in January, which no adjustment takes away; what was carried in is past its day.
    [Test]
    public async Task An_adjustment_leaves_what_was_paid_out_of_the_years_own_capital()
    {
        await using var capital = await GivenAsync();
        await PayAsync(capital, (December, 10, "confirmed"), (January, 30, "confirmed"));

        var refused = await Assert.ThrowsAsync<RuleException>(() => capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2027, -21)));
        Assert.That(
            (refused!.Code, refused.Arguments["bound"], refused.Arguments["after"], refused.Arguments["excess"]),
            Is.EqualTo(("capital.below_own_paid", (object)new Vnd(30), (object)new Vnd(29), (object)new Vnd(1))));
        await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2027, -20));
    }

    // In a closed year what was carried in and not spent in time has lapsed: the day still tells which capital a payment is of.
    [TestCase(December, 100, January, 50, January, 0, "payments.over_payable_lapsed")]
    [TestCase(December, 100, January, 50, December, 100, "payments.over_recovered")]
    [TestCase(January, 50, null, 0, January, 50, "payments.over_recovered")]
    [TestCase(December, 130, null, 0, January, 30, "payments.over_payable_lapsed")]
    [TestCase(December, 130, null, 0, December, 130, "payments.over_recovered")]
    public async Task What_was_recovered_in_a_closed_year_is_paid_again_by_the_same_days(
        string day, long paid, string? otherDay, long other, string again, long most, string code)
    {
        await using var capital = await GivenAsync();
        await PayAsync(capital, [(day, paid, "confirmed"), .. otherDay is null ? Array.Empty<(string, long, string)>() : [(otherDay, other, "confirmed")]]);
        capital.Clock.Turn(new DateOnly(2028, 2, 2));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2027, "Khóa sổ 2027", default);
        await capital.ApproveAsync(closing.Id, "03/QĐ");
        await capital.Desk.ReverseAsync(SmallCapital.Officer, 1, "nhập nhầm", default);

        var over = await capital.Entry.CheckAsync(SmallCapital.Officer, [Of(again, most + 1, "n")], default);
        Assert.That(over.Select(f => (f.Fault.Code, f.Fault.Arguments["left"])), Is.EqualTo(new[] { (code, (object)new Vnd(most)) }));
        if (most > 0)
            await capital.Desk.ConfirmAsync(
                SmallCapital.Officer, await capital.Entry.EnterAsync(SmallCapital.Officer, [Of(again, most, "n")], default), default);
        await using var connection = await capital.Portfolio.Access.OpenAsync(default);
        Assert.That(await IndependentProof.FindAsync(connection), Is.Empty);
        Assert.That((await new LedgerChecks(capital.Portfolio.Access, NullLogger<LedgerChecks>.Instance).RunAsync(Actor.System, default)).Faults, Is.Empty);
    }

    private static TestCaseData Case(
        string name, (string, long, string)[] before, (string, long)[] now, params (int, string, long, long)[] faults) =>
        new TestCaseData(before, now, faults).SetArgDisplayNames(name);

    private static (int, string, long, long) Told(RowFault fault) => (
        fault.Row, fault.Fault.Code, ((Vnd)fault.Fault.Arguments["lapsed"]!).Dong, ((Vnd)fault.Fault.Arguments["left"]!).Dong);

    private static async Task PayAsync(SmallCapital capital, params (string Day, long Amount, string State)[] payments)
    {
        foreach (var (day, amount, state) in payments)
        {
            var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of(day, amount, "b")], default);
            if (state is "confirmed" or "reversed")
                await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
            if (state == "reversed")
                await capital.Desk.ReverseAsync(SmallCapital.Officer, ids[0], "nhập nhầm", default);
        }
    }

    private static async Task<SmallCapital> GivenAsync()
    {
        var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 100), ("A-1", "s1", 2027, 50));
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.Drafts.EditAsync(SmallCapital.Officer, new EditLines(closing.Id, null, [new LineEdit("A-1", "s1", 2026, new Vnd(100))]), default);
        await capital.ApproveAsync(closing.Id, "02/QĐ", new DateOnly(2027, 2, 1));
        capital.Clock.Turn(Today);
        return capital;
    }

    private static EnterPayment Of(string day, long amount, string document) =>
        new("A-1", "s1", 2027, DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), new Vnd(amount), document);
}
