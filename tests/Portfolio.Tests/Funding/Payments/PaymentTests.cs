using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;

namespace Portfolio.Tests.Funding.Payments;

internal sealed class PaymentTests
{
    [Test]
    public async Task A_payment_counts_once_it_is_confirmed()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 120)], default);
        Assert.That(await PaidAsync(capital), Is.Zero);

        var confirmed = await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        Assert.That(confirmed[0].Status, Is.EqualTo(PaymentStatus.Confirmed));
        Assert.That(await PaidAsync(capital), Is.EqualTo(120));
        Assert.That(await capital.Portfolio.NumberAsync("select sum(paid) from funding.programme_month"), Is.EqualTo(120));
    }

    [Test]
    public async Task More_than_was_given_cannot_be_paid_and_what_waits_counts()
    {
        await using var capital = await GivenAsync();
        await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 250)], default);
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(
            () => capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 50, "b"), Of("A-1", 2026, 1, "c")], default));

        Assert.That(refusal!.Failures.Single().Field, Is.EqualTo("rows[1].amount"));
        Assert.That(refusal.Failures.Single().Arguments["excess"], Is.EqualTo(new Vnd(1)));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from funding.payment"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_row_that_does_not_fit_takes_no_room_from_the_rows_below_it()
    {
        await using var capital = await GivenAsync();
        var faults = await capital.Entry.CheckAsync(SmallCapital.Officer, [Of("A-1", 2026, 301, "a"), Of("A-1", 2026, 300, "b")], default);
        Assert.That(faults.Select(f => (f.Row, f.Fault.Code)), Is.EqualTo(new[] { (0, "payments.over_payable") }));
    }

    [Test]
    public async Task Whoever_confirms_chooses_which_of_those_that_wait_gets_what_is_left()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 150, "a"), Of("A-1", 2026, 120, "b")], default);
        await capital.DecideAsync(DecisionKind.Adjustment, "02/QĐ", ("A-1", "s1", 2026, -100), ("A-2", "s1", 2026, 100));
        var both = await Assert.ThrowsAsync<ValidationFailedException>(() => capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default));
        Assert.That(both!.Failures.Select(f => f.Field), Is.EqualTo(new[] { "rows[1].amount" }));

        await capital.Desk.ConfirmAsync(SmallCapital.Officer, [ids[1]], default);
        Assert.That(await PaidAsync(capital), Is.EqualTo(120));
    }

    [Test]
    public async Task A_confirmed_payment_is_reversed_by_another_and_never_changed()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 120)], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        await capital.Desk.ReverseAsync(SmallCapital.Officer, ids[0], "nhập nhầm", default);

        Assert.That(await PaidAsync(capital), Is.Zero);
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from funding.payment_line"), Is.EqualTo(2));
        var twice = await Assert.ThrowsAsync<RuleException>(() => capital.Desk.ReverseAsync(SmallCapital.Officer, ids[0], "lại", default));
        Assert.That(twice!.Code, Is.EqualTo("payments.reversed_already"));
    }

    [Test]
    public async Task Capital_that_is_paid_out_cannot_be_taken_away()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 120)], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, -181)));
        Assert.That((refusal!.Code, refusal.Arguments["excess"]), Is.EqualTo(("capital.below_paid", (object)new Vnd(1))));
    }

    [Test]
    public async Task Closing_a_year_carries_over_what_is_named_and_lets_the_rest_lapse()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 120)], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        await Assert.ThrowsAsync<RuleException>(() => capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default));

        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await Assert.ThrowsAsync<RuleException>(() => capital.EditAsync(closing.Id, ("A-1", "s1", 2026, 181)));
        await capital.EditAsync(closing.Id, ("A-1", "s1", 2026, 100));
        await capital.ApproveAsync(closing.Id, "09/QĐ", new DateOnly(2027, 2, 1));

        Assert.That(await capital.Portfolio.NumberAsync("select sum(carried_out) * 1000 + sum(lapsed) from funding.allocation where year = 2026"), Is.EqualTo(100_080));
        Assert.That(await capital.Portfolio.NumberAsync("select payable from funding.allocation where year = 2027"), Is.EqualTo(100));
        var closed = await Assert.ThrowsAsync<ValidationFailedException>(() => capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 1, "z")], default));
        Assert.That(closed!.Failures.Select(f => f.Code), Does.Contain("payments.year_closed"));
    }

    [Test]
    public async Task Nobody_confirms_figures_he_has_not_seen()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 100), Of("A-1", 2026, 20, "b")], default);
        List<PaymentToConfirm> seen = [];
        foreach (var id in ids)
            seen.Add(new PaymentToConfirm(id, (await capital.Desk.GetAsync(SmallCapital.Officer, id, default)).Version));
        var corrected = await capital.Entry.CorrectAsync(SmallCapital.Officer, ids[0], null, Of("A-1", 2026, 180), default);

        var stale = await Assert.ThrowsAsync<StalePaymentsException>(() => capital.Desk.ConfirmAsync(SmallCapital.Officer, seen, default));
        Assert.That((stale!.Code, stale.Status), Is.EqualTo(("payments.stale", 412)));
        Assert.That(stale.Payments.Select(p => (p.Id, p.Amount, p.Version)), Is.EqualTo(new[] { (ids[0], new Vnd(180), corrected.Version) }));
        Assert.That(await PaidAsync(capital), Is.Zero);

        await capital.Desk.ConfirmAsync(SmallCapital.Officer, [seen[0] with { Version = corrected.Version }, seen[1]], default);
        Assert.That(await PaidAsync(capital), Is.EqualTo(200));
    }

    [Test]
    public async Task A_reversal_is_not_reversed()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 120)], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        var reversal = await capital.Desk.ReverseAsync(SmallCapital.Officer, ids[0], "nhập nhầm", default);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => capital.Desk.ReverseAsync(SmallCapital.Officer, reversal.Id, "lại", default));
        Assert.That(refusal!.Code, Is.EqualTo("payments.is_reversal"));
    }

    [TestCase("2026-01-01", true)]
    [TestCase("2025-12-31", false)]
    [TestCase("2027-01-31", true)]
    [TestCase("2027-02-01", false)]
    public async Task A_payment_of_a_year_is_dated_in_it_or_in_the_time_for_settling_it(string day, bool accepted)
    {
        await using var capital = await GivenAsync();
        capital.Clock.Turn(new DateOnly(2027, 3, 1));
        var payment = Of("A-1", 2026, 10) with { PaidOn = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
        var faults = await capital.Entry.CheckAsync(SmallCapital.Officer, [payment], default);
        Assert.That(faults.Select(f => (f.Fault.Field, f.Fault.Code)), Is.EqualTo(accepted ? [] : new[] { ("paidOn", "payments.day_outside_year") }));
    }

    [Test]
    public async Task What_is_corrected_is_kept_without_blanks_around_it()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 120) with { Note = "đợt 1" }], default);
        var corrected = await capital.Entry.CorrectAsync(SmallCapital.Officer, ids[0], null, Of("A-1", 2026, 120) with { Note = "  đợt 2 " }, default);
        Assert.That(corrected.Note, Is.EqualTo("đợt 2"));
        corrected = await capital.Entry.CorrectAsync(SmallCapital.Officer, ids[0], null, Of("A-1", 2026, 120) with { Note = "  " }, default);
        Assert.That(corrected.Note, Is.Null);
    }

    [Test]
    public async Task Whoever_takes_a_payment_back_has_not_decided_on_it()
    {
        await using var capital = await GivenAsync();
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 120)], default);
        var withdrawn = await capital.Entry.WithdrawAsync(SmallCapital.Officer, ids[0], null, default);
        Assert.That((withdrawn.Status, withdrawn.DecidedBy, withdrawn.DecidedAt), Is.EqualTo((PaymentStatus.Withdrawn, (string?)null, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task A_year_is_not_closed_while_its_payments_wait()
    {
        await using var capital = await GivenAsync();
        await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 2026, 100), Of("A-1", 2026, 20, "b")], default);
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var refusal = await Assert.ThrowsAsync<RuleException>(() => capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default));
        Assert.That((refusal!.Code, refusal.Arguments["count"]), Is.EqualTo(("capital.payments_waiting", (object)2)));
    }

    private static async Task<SmallCapital> GivenAsync()
    {
        var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        return capital;
    }

    private static EnterPayment Of(string project, int year, long amount, string document = "a") =>
        new(project, "s1", year, new DateOnly(2026, 6, 10), new Vnd(amount), document);

    private static Task<long> PaidAsync(SmallCapital capital) => capital.Portfolio.NumberAsync("select coalesce(sum(paid), 0) from funding.programme_year");
}
