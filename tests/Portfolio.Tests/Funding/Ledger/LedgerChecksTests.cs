using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Ledger;
using Portfolio.Funding.Payments;

namespace Portfolio.Tests.Funding.Ledger;

[Parallelizable(ParallelScope.Self)]
internal sealed class LedgerChecksTests
{
    private SmallCapital capital = null!;
    private LedgerChecks checks = null!;

    [SetUp]
    public async Task WorkAsync()
    {
        capital = await SmallCapital.CreateAsync();
        checks = new LedgerChecks(capital.Portfolio.Access, NullLogger<LedgerChecks>.Instance);
        await capital.SetCeilingAsync("s1", 2026, 1500);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-1", "s1", 2027, 200), ("B-1", "o1", 2026, 400));
        await capital.DecideAsync(DecisionKind.Adjustment, "02/QĐ", ("A-1", "s1", 2026, -50), ("A-2", "s1", 2026, 50));
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Payment("A-1", 100, "a"), Payment("A-2", 20, "b")], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        await capital.Desk.ReverseAsync(SmallCapital.Officer, ids[1], "nhập nhầm", default);
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task A_ledger_that_services_wrote_is_whole()
    {
        var check = await checks.RunAsync(Actor.System, default);
        Assert.That(check.Faults, Is.Empty);
        Assert.That(check.Lines, Is.EqualTo(18 + 3 + 2 + 3 + 1), "needs, allocation, adjustment, payments, ceiling");
        Assert.That(await checks.RunOnceAsync(Actor.System, DateTimeOffset.UtcNow.AddHours(-1), default), Is.Null, "one proof a night suffices");
    }

    [Test]
    public async Task A_project_that_moved_after_its_made_up_capital_was_taken_back_raises_no_alarm()
    {
        await capital.DecideAsync(DecisionKind.Allocation, "03/QĐ", ("B-3", "s1", 2028, 70));
        await capital.Portfolio.AsOwnerAsync(Withdrawal + Move);
        await capital.DecideAsync(DecisionKind.Allocation, "04/QĐ", ("B-3", "s1", 2028, 40));

        Assert.That((await checks.RunAsync(Actor.System, default)).Faults, Is.Empty);
        Assert.That(await capital.AllocatedAsync("B-3", "s1", 2028), Is.EqualTo(40));
    }

    // What nobody can do through the program, somebody with the owner's account does: every sum is tampered with in turn.
    [TestCase("update funding.need set amount = amount + 1 where source_code = 's2' and project_id = (select min(id) from projects.project)", "need")]
    [TestCase("update funding.need set allocated = allocated + 1 where allocated > 0", "need.allocated")]
    [TestCase("update funding.project_need set state = state + 1", "project_need")]
    [TestCase("update funding.envelope set itemised = itemised + 1", "envelope.itemised")]
    [TestCase("update funding.envelope set amount = 10, itemised = 10 where source_class = 'state'", "F1")]
    [TestCase("update funding.allocation set allocated = allocated + 1", "allocation")]
    [TestCase("update funding.allocation set carried_in = carried_in + 1", "allocation")]
    [TestCase("update funding.allocation set paid = paid + 1", "allocation.paid")]
    [TestCase("update funding.project_capital set other_paid = other_paid + 1", "project_capital")]
    [TestCase("update funding.programme_year set lapsed = lapsed + 1", "programme_year")]
    [TestCase("update funding.programme_month set paid = paid + 1", "programme_month")]
    [TestCase("update funding.plan_year set allocated = allocated + 1", "plan_year")]
    [TestCase("update funding.plan_year set payable = payable + 1", "plan_year")]
    [TestCase("update funding.plan_year set paid = paid + 1 where paid > 0", "plan_year")]
    [TestCase("delete from funding.plan_year", "plan_year")]
    [TestCase("update funding.decision_sum set lines = lines + 1", "decision_sum")]
    [TestCase("update funding.decision_sum set projects = projects + 1", "decision_sum")]
    [TestCase("update funding.decision_sum set given = given + 1, taken = taken + 1", "decision_sum")]
    [TestCase("update funding.decision_sum set total = total + 1", "decision_sum")]
    [TestCase("delete from funding.decision_sum where decision_id = 2", "decision_sum")]
    [TestCase("update funding.plan_envelope set itemised_other = itemised_other + 1", "plan_envelope")]
    [TestCase("update projects.plan_count set projects = projects + 1", "plan_count")]
    [TestCase("update projects.programme_count set projects = projects - 1", "programme_count")]
    [TestCase("update projects.shape_count set projects = projects + 1 where scope > 0", "shape_count")]
    [TestCase("delete from projects.shape_count where scope < 0", "shape_count")]
    [TestCase("insert into milestones.open_count values ((select min(id) from plans.plan), 'day', '2026-05-05', 1)", "open_count")]
    [TestCase("insert into milestones.open_count values (-3, 'month', '2026-05-01', 1)", "open_count")]
    [TestCase("update funding.source_year set allocated = allocated + 1", "source_year")]
    [TestCase("update funding.source_year set ceiling = ceiling + 1", "source_year.ceiling")]
    [TestCase("insert into funding.ceiling_line (plan_id, source_code, source_class, year, amount, recorded_by) select id, 's1', 'state', 2026, 10, 'x' from plans.plan", "F3")]
    [TestCase("update funding.allocation_line set amount = amount + 5000 where id = (select min(id) from funding.allocation_line)", "F2")]
    [TestCase("update funding.allocation_line set amount = amount + 1 where decision_id = 2 and amount > 0", "F5")]
    [TestCase("update funding.decision set status = 'draft', number = null, decided_on = null, signer = null, approved_xact = null where id = 1", "F6")]
    [TestCase("update funding.payment_line set amount = amount + 1 where id = 1", "F7")]
    [TestCase("update funding.payment_line set amount = 5000 where id = 1", "F4")]
    [TestCase("delete from funding.payment_line where id = 1", "F7")]
    [TestCase("update projects.project set total_investment = 10", "F2")]
    [TestCase("update funding.project_need set state = state - 1, other = other + 1", "project_need")]
    [TestCase("update funding.project_capital set total_investment = 7", "project_capital.total_investment")]
    [TestCase("update funding.allocation_line set entry = 'carried_out' where year = 2027", "F4")]
    [TestCase("update funding.allocation_line set entry = 'carried_in' where year = 2027", "F4")]
    [TestCase("insert into funding.decision (plan_id, kind, closes_year, name, status, number, decided_on, signer, approved_xact, created_by) select id, 'closing', 2026, 'x', 'approved', '9', '2027-02-01', 'x', pg_current_xact_id(), 'x' from plans.plan", "closed_year")]
    [TestCase("insert into funding.contingency (plan_id, source_code, name, amount, drawn) select id, 's2', 'x', 9, 9 from plans.plan; insert into funding.contingency_draw select 2, id, 9 from funding.contingency", "F5")]
    [TestCase("insert into funding.ceiling_line (plan_id, source_code, source_class, year, amount, recorded_by) select id, 's1', 'state', y, 500, 'x' from plans.plan, generate_series(2026, 2030) y; insert into funding.contingency (plan_id, source_code, name, amount) select id, 's1', 'x', 2001 from plans.plan", "contingency")]
    public async Task What_does_not_add_up_is_found(string tampering, string invariant)
    {
        await capital.Portfolio.AsOwnerAsync("set session_replication_role = replica;" + DropChecks + tampering);
        var check = await checks.RunAsync(Actor.System, default);
        Assert.That(check.Faults.Select(f => f.Invariant), Does.Contain(invariant));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from notifications.notice where kind = 'ledger.broken'"), Is.EqualTo(1));
        Assert.That((await checks.LatestAsync(Actor.System, default))!.Faults, Is.EqualTo(check.Faults));
    }

    // 100 carried into 2027, which has 50 of its own: 100 of it paid in December, 50 in January.
    [TestCase(December, "2027-12-31", null)]
    [TestCase(December, "2028-01-01", "carried_in", TestName = "paid late")]
    [TestCase("update directory.law_parameter set value = '12-20' where parameter = 'capital.carry_over.latest'", "", null)]
    [TestCase("update directory.law_parameter set value = '12-19' where parameter = 'capital.carry_over.latest'", "", "carried_in", TestName = "the law names an earlier day")]
    [TestCase(OtherLaw, "2028-01-01", null, TestName = "the law of another year says nothing")]
    [TestCase(OtherLaw, "2027-12-31", "carried_in", TestName = "the law changed for the year itself")]
    public async Task Capital_carried_in_is_proven_to_be_spent_in_time(string tampering, string day, string? invariant)
    {
        await CarriedInAsync();
        await capital.Portfolio.AsOwnerAsync("set session_replication_role = replica;" + tampering.Replace("@day", day, StringComparison.Ordinal));
        var faults = (await checks.RunAsync(Actor.System, default)).Faults;
        Assert.That(faults.Select(f => (f.Invariant, f.Subject, f.Expected, f.Found)), Is.EqualTo(invariant is null
            ? Array.Empty<(string, string, long?, long?)>()
            : [(invariant, "p/A-3/s1/2027", 50L, 150L)]));
    }

    // The same year closed, with nothing left; 30 of January are reversed since, and 20 paid again.
    [TestCase("update funding.payment_line set after_closing = not after_closing where amount = -30", "closed_year")]
    [TestCase("update funding.payment_line set after_closing = true where amount = 100 and year = 2027", "closed_year")]
    [TestCase("update funding.payment_line set after_closing = true where year = 2026 and id = 1; update funding.decision set closes_year = 2025 where closes_year = 2026", "closed_year")]
    [TestCase("update funding.payment_line set amount = 31 where amount = 20 and year = 2027", "F4")]
    [TestCase("update funding.payment_line set paid_on = '2028-01-15' where amount = 100 and year = 2027", "carried_in")]
    public async Task A_closed_year_is_proven_beyond_what_was_recovered(string tampering, string invariant)
    {
        await CarriedInAsync();
        capital.Clock.Turn(new DateOnly(2028, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2027, "Khóa sổ 2027", default);
        await capital.ApproveAsync(closing.Id, "05/QĐ", new DateOnly(2028, 2, 1));
        var ids = await capital.Portfolio.NumberAsync("select id from funding.payment where year = 2027 and amount = 30");
        await capital.Desk.ReverseAsync(SmallCapital.Officer, ids, "nhập nhầm", default);
        await PayAsync("2028-01-12", 20);
        Assert.That((await checks.RunAsync(Actor.System, default)).Faults, Is.Empty);

        await capital.Portfolio.AsOwnerAsync("set session_replication_role = replica;" + DropChecks + tampering);
        Assert.That((await checks.RunAsync(Actor.System, default)).Faults.Select(f => f.Invariant), Does.Contain(invariant));
    }

    [Test]
    public async Task What_is_broken_is_told_once_until_something_else_is_found()
    {
        const string told = "select count(*) from notifications.notice where kind = 'ledger.broken'";
        await capital.Portfolio.AsOwnerAsync("set session_replication_role = replica;" + DropChecks + "update funding.allocation set paid = paid + 1");
        await checks.RunAsync(Actor.System, default);
        await checks.RunAsync(Actor.System, default);
        Assert.That(await capital.Portfolio.NumberAsync(told), Is.EqualTo(1));
        await capital.Portfolio.AsOwnerAsync("set session_replication_role = replica; update funding.allocation set paid = paid + 1");
        await checks.RunAsync(Actor.System, default);
        Assert.That(await capital.Portfolio.NumberAsync(told), Is.EqualTo(2));
        await capital.Portfolio.AsOwnerAsync("set session_replication_role = replica; update funding.allocation set paid = paid - 2");
        Assert.That((await checks.RunAsync(Actor.System, default)).Faults, Is.Empty);
        await capital.Portfolio.AsOwnerAsync("set session_replication_role = replica; update funding.allocation set paid = paid + 2");
        await checks.RunAsync(Actor.System, default);
        Assert.That(await capital.Portfolio.NumberAsync(told), Is.EqualTo(3));
    }

    private const string December = """
        update funding.payment set paid_on = '@day' where paid_on = '2027-12-20';
        update funding.payment_line set paid_on = '@day' where paid_on = '2027-12-20';
        delete from funding.programme_month;
        insert into funding.programme_month (programme_id, source_class, year, month, paid)
        select programme_id, source_class, year, date_trunc('month', paid_on)::date, sum(amount) from funding.payment_line group by 1, 2, 3, 4;
        """;

    // Valid from a day on that lies in the year, or after its end.
    private const string OtherLaw = """
        insert into directory.law_parameter (parameter, valid_from, value, unit, source_document, verified, note)
        values ('capital.carry_over.latest', '@day', '06-30', 'month_day_next_year', 'x', false, 'x');
        """;

    private async Task CarriedInAsync()
    {
        await capital.DecideAsync(DecisionKind.Allocation, "03/QĐ", ("A-3", "s1", 2026, 100), ("A-3", "s1", 2027, 50));
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default);
        await capital.EditAsync(closing.Id, ("A-3", "s1", 2026, 100));
        await capital.ApproveAsync(closing.Id, "04/QĐ", new DateOnly(2027, 2, 1));
        capital.Clock.Turn(new DateOnly(2028, 1, 15));
        await PayAsync("2027-12-20", 100);
        await PayAsync("2028-01-10", 20);
        await PayAsync("2028-01-10", 30);
    }

    private async Task PayAsync(string day, long amount)
    {
        var ids = await capital.Entry.EnterAsync(
            SmallCapital.Officer,
            [new EnterPayment("A-3", "s1", 2027, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), new Vnd(amount), "c")],
            default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
    }

    // As the demonstration is taken back, and as its needs are: by counter-lines.
    private const string Withdrawal = """
        set session_replication_role = replica;
        update funding.decision set figure_basis = 'illustrative' where number = '03/QĐ';
        set session_replication_role = origin;
        update funding.decision set withdrawn_at = now(), withdrawn_xact = pg_current_xact_id() where number = '03/QĐ';
        insert into funding.allocation_line (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount)
        select l.decision_id, l.plan_id, l.programme_id, l.project_id, l.source_code, l.source_class, l.year, l.entry, -l.amount
        from funding.allocation_line l join funding.decision d on d.id = l.decision_id where d.number = '03/QĐ';
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select n.project_id, n.programme_id, n.source_code, n.source_class, -n.amount, 'entered', 'test'
        from funding.need n join projects.project p on p.id = n.project_id where p.code = 'B-3';
        """;

    // To the programme that was made first: the lines keep the other one.
    private const string Move = """
        update projects.project set programme_id = (select min(id) from plans.programme) where code = 'B-3';
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select p.id, p.programme_id, s.code, s.source_class, 1000, 'entered', 'test' from projects.project p, funding.source s where p.code = 'B-3';
        """;

    // The constraints hold against owners, too; they go first, so that the proof alone is tried.
    private const string DropChecks = """
        do $$ declare c record; begin
            for c in select conrelid::regclass as t, conname from pg_constraint where contype = 'c' and connamespace = 'funding'::regnamespace loop
                execute format('alter table %s drop constraint %I', c.t, c.conname);
            end loop;
        end $$;
        """;

    private static EnterPayment Payment(string project, long amount, string document) =>
        new(project, "s1", 2026, new DateOnly(2026, 6, 10), new Vnd(amount), document);
}
