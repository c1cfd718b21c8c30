using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Ledger;
using Portfolio.Funding.Payments;
using Portfolio.Tests.Funding.Properties;

namespace Portfolio.Tests.Funding.Payments;

/// <summary>
/// A closed year takes corrections alone: 2026 gave A-1 300, of which 120 and 80 were paid, 50 carried over and 50 lapsed; and A-2 100,
/// which were paid.
/// </summary>
internal sealed class ClosedYearTests
{
    private SmallCapital capital = null!;

    [SetUp]
    public async Task CloseAsync()
    {
        capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(
            DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-1", "s2", 2026, 40), ("A-1", "s1", 2027, 10), ("A-2", "s1", 2026, 100));
        var ids = await capital.Entry.EnterAsync(
            SmallCapital.Officer, [Of("A-1", 120, "a"), Of("A-1", 80, "b"), Of("A-2", 100, "c"), Of("A-1", 40, "d", source: "s2")], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        await CloseAsync(2026, 50);
        capital.Clock.Turn(new DateOnly(2027, 6, 10));
    }

    [TearDown]
    public async Task ProveAsync()
    {
        await using (var connection = await capital.Portfolio.Access.OpenAsync(default))
            Assert.That(await IndependentProof.FindAsync(connection), Is.Empty);
        Assert.That((await new LedgerChecks(capital.Portfolio.Access, NullLogger<LedgerChecks>.Instance).RunAsync(Actor.System, default)).Faults, Is.Empty);
        await capital.DisposeAsync();
    }

    [Test]
    public async Task A_payment_of_it_is_reversed_on_the_day_of_the_reversal_however_late()
    {
        var reversal = await ReverseAsync("a");

        Assert.That((reversal.Amount, reversal.Year, reversal.PaidOn), Is.EqualTo((new Vnd(-120), 2026, new DateOnly(2027, 6, 10))));
        Assert.That(await CellAsync(2026), Is.EqualTo((200, 80)));
        Assert.That(await CellAsync(2027), Is.EqualTo((60, 0)), "what came back is carried over to nobody");
        Assert.That(await CodeAsync(() => ReverseAsync("a")), Is.EqualTo("payments.reversed_already"));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from funding.payment_line where after_closing and amount = -120"), Is.EqualTo(1));
    }

    [Test]
    public async Task Nothing_is_paid_out_of_it_as_long_as_nothing_was_recovered()
    {
        var fault = await FaultAsync(Of("A-1", 1, "n"));
        Assert.That((fault!.Field, fault.Code, fault.Arguments["year"]), Is.EqualTo(("rows[0].year", "payments.year_closed", (object)"2026")));
    }

    [Test]
    public async Task What_was_recovered_is_paid_again_in_that_cell_up_to_the_dong()
    {
        await ReverseAsync("a");

        var over = await FaultAsync(Of("A-1", 121, "n"));
        Assert.That((over!.Field, over.Code, over.Arguments["left"], over.Arguments["excess"]), Is.EqualTo(("rows[0].amount", "payments.over_recovered", (object)new Vnd(120), (object)new Vnd(1))));
        Assert.That((await FaultAsync(Of("A-2", 1, "n")))?.Code, Is.EqualTo("payments.year_closed"), "another project");
        Assert.That((await FaultAsync(Of("A-1", 1, "n", source: "s2")))?.Code, Is.EqualTo("payments.year_closed"), "another source");
        Assert.That((await FaultAsync(Of("A-1", 61, "n", year: 2027)))?.Code, Is.EqualTo("payments.over_payable"), "another year");
        Assert.That((await FaultAsync(Of("A-1", 120, "n", "2027-02-01")))?.Code, Is.EqualTo("payments.day_outside_year"));
        Assert.That((await FaultAsync(Of("A-1", 70, "n"), Of("A-1", 51, "m")))?.Field, Is.EqualTo("rows[1].amount"));

        var waiting = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 70, "n", "2027-01-31")], default);
        Assert.That((await FaultAsync(Of("A-1", 51, "m")))?.Arguments["left"], Is.EqualTo(new Vnd(50)), "what waits is not free");
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, waiting, default);
        await PayAsync(Of("A-1", 50, "m"));
        Assert.That(await CellAsync(2026), Is.EqualTo((200, 200)));
        Assert.That((await FaultAsync(Of("A-1", 1, "o")))?.Code, Is.EqualTo("payments.year_closed"));
    }

    [Test]
    public async Task What_was_paid_again_can_be_corrected_confirmed_and_reversed_once_more()
    {
        await ReverseAsync("a");
        var id = (await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 100, "n")], default))[0];
        Assert.That(await CodeAsync(() => capital.Entry.CorrectAsync(SmallCapital.Officer, id, null, Of("A-1", 121, "n"), default)), Is.EqualTo("payments.over_recovered"));
        await capital.Entry.CorrectAsync(SmallCapital.Officer, id, null, Of("A-1", 120, "n"), default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, [new PaymentToConfirm(id, null)], default);

        await capital.Desk.ReverseAsync(SmallCapital.Officer, id, "sai lần nữa", default);
        Assert.That(await CellAsync(2026), Is.EqualTo((200, 80)));
        await PayAsync(Of("A-1", 119, "p"));
    }

    [Test]
    public async Task A_later_year_is_closed_whatever_was_recovered_or_waits_in_an_earlier_one()
    {
        await ReverseAsync("a");
        var waiting = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 20, "n")], default);

        await CloseAsync(2027, 10);
        await CloseAsync(2028, 0);

        Assert.That(await CellAsync(2027), Is.EqualTo((0, 0)), "50 carried in lapsed, 10 of its own were carried over");
        Assert.That(await capital.Portfolio.NumberAsync("select sum(lapsed) from funding.allocation where year = 2026"), Is.EqualTo(50));
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, waiting, default);
        Assert.That(await CellAsync(2026), Is.EqualTo((200, 100)));
    }

    [Test]
    public async Task The_database_holds_the_same_bound()
    {
        await ReverseAsync("a");
        Assert.That(await PostAsync(121, true), Is.EqualTo("allocation_covers_paid"));
        Assert.That(await PostAsync(120, false), Is.EqualTo("year_is_open"), "a line tells whether its year was closed");
        Assert.That(await PostAsync(120, true), Is.EqualTo("done"));
        Assert.That(await PostAsync(1, true), Is.EqualTo("allocation_covers_paid"));
        Assert.That(await PostAsync(1, true, 2027), Is.EqualTo("year_is_open"));
        Assert.That(await PostAsync(1, false, 2027), Is.EqualTo("done"));
    }

    private async Task<string> PostAsync(long amount, bool after, int year = 2026)
    {
        try
        {
            await capital.Portfolio.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
                with paid as (
                    insert into funding.payment (project_id, plan_id, programme_id, source_code, source_class, year, paid_on, amount, document_number,
                        entered_by, status, confirmed_xact, decided_by, decided_at)
                    select a.project_id, a.plan_id, a.programme_id, a.source_code, a.source_class, a.year, make_date({year}, 6, 1), {amount}, 'x', 'x', 'confirmed',
                        pg_current_xact_id(), 'x', now()
                    from funding.allocation a join projects.project p on p.id = a.project_id
                    where p.code = 'A-1' and a.source_code = 's1' and a.year = {year}
                    returning *)
                insert into funding.payment_line (payment_id, plan_id, programme_id, project_id, source_code, source_class, year, paid_on, amount, after_closing)
                select p.id, p.plan_id, p.programme_id, p.project_id, p.source_code, p.source_class, p.year, p.paid_on, p.amount, {after} from paid p
                """));
            return "done";
        }
        catch (PostgresException refusal)
        {
            return refusal.ConstraintName!;
        }
    }

    private async Task CloseAsync(int year, long carried)
    {
        var day = new DateOnly(year + 1, 2, 1);
        capital.Clock.Turn(day);
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", year, "Khóa sổ", default);
        if (carried > 0)
            await capital.EditAsync(closing.Id, ("A-1", "s1", year, carried));
        await capital.ApproveAsync(closing.Id, string.Create(CultureInfo.InvariantCulture, $"{year}/QĐ"), day);
    }

    private async Task<Payment> ReverseAsync(string document)
    {
        var id = await capital.Portfolio.NumberAsync($"select id from funding.payment where document_number = '{document}' and reverses is null");
        return await capital.Desk.ReverseAsync(SmallCapital.Officer, id, "nhập nhầm", default);
    }

    private async Task PayAsync(EnterPayment entry) =>
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, await capital.Entry.EnterAsync(SmallCapital.Officer, [entry], default), default);

    private async Task<FieldFailure?> FaultAsync(params EnterPayment[] entries)
    {
        try
        {
            await capital.Entry.EnterAsync(SmallCapital.Officer, entries, default);
            return null;
        }
        catch (ValidationFailedException refusal)
        {
            return refusal.Failures[0];
        }
    }

    private static async Task<string?> CodeAsync(Func<Task> work)
    {
        var refusal = await Assert.ThrowsAsync(Is.InstanceOf<PortfolioException>(), () => work()) as PortfolioException;
        return refusal is ValidationFailedException { Failures: [var first, ..] } ? first.Code : refusal!.Code;
    }

    /// <summary>Payable and paid of A-1 from s1.</summary>
    private async Task<(long Payable, long Paid)> CellAsync(int year)
    {
        var of = string.Create(CultureInfo.InvariantCulture, $"from funding.allocation a join projects.project p on p.id = a.project_id where p.code = 'A-1' and a.source_code = 's1' and a.year = {year}");
        return (await capital.Portfolio.NumberAsync("select a.payable " + of), await capital.Portfolio.NumberAsync("select a.paid " + of));
    }

    private static EnterPayment Of(string project, long amount, string document, string day = "2026-06-10", string source = "s1", int year = 2026) =>
        new(project, source, year, year == 2026 ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : new DateOnly(year, 6, 1), new Vnd(amount), document);
}
