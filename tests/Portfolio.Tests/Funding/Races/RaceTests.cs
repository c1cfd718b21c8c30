using Npgsql;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Needs;
using Portfolio.Funding.Payments;
using Portfolio.Tests.Funding.Properties;

namespace Portfolio.Tests.Funding.Races;

/// <summary>What happens between the check and the commit of another: every case was a fault once, found by <see cref="CapitalProperties"/>.</summary>
internal sealed class RaceTests
{
    private const string Approving = "before update on funding.decision";
    private const string Telling = "before insert on audit.event";

    private SmallCapital capital = null!;

    [SetUp]
    public async Task StartAsync() => capital = await SmallCapital.CreateAsync();

    [TearDown]
    public async Task EndAsync()
    {
        await using (var connection = await capital.Portfolio.Access.OpenAsync(default))
            Assert.That(await IndependentProof.FindAsync(connection), Is.Empty);
        await capital.DisposeAsync();
    }

    [Test]
    public async Task A_need_taken_away_while_a_decision_is_judged_does_not_lose_its_line()
    {
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 300), ("A-2", "s1", 2026, 300));
        await using var gate = await Gate.CloseAsync(capital.Portfolio, Approving, "new.status = 'approved'");
        var approval = capital.ApproveAsync(paper.Id, "01/QĐ");
        await gate.ReachedAsync();
        var needs = OutcomeAsync(capital.Portfolio.Needs.SetAsync(SmallCapital.Officer, new SetNeeds("A-1", null, [], null), default));
        await gate.OpenAsync(needs);

        Assert.That((await approval).Lines, Is.EqualTo(2));
        Assert.That(await needs, Is.EqualTo("funding.need_below_allocated"));
    }

    [Test]
    public async Task A_total_investment_lowered_while_the_first_capital_is_given_is_refused()
    {
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 300));
        await using var gate = await Gate.CloseAsync(capital.Portfolio, Telling, "new.kind = 'capital.allocation'");
        var approval = capital.ApproveAsync(paper.Id, "01/QĐ");
        await gate.ReachedAsync();
        var lowered = OutcomeAsync(capital.Portfolio.ExecuteAsync("update projects.project set total_investment = 299 where code = 'A-1'"));
        await gate.OpenAsync(lowered);

        await approval;
        Assert.That(await lowered, Is.EqualTo("project_capital_within_investment"));
    }

    [Test]
    public async Task Terms_of_finance_that_lower_the_total_investment_meanwhile_are_refused()
    {
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 300));
        await using var gate = await Gate.CloseAsync(capital.Portfolio, Telling, "new.kind = 'capital.allocation'");
        var approval = capital.ApproveAsync(paper.Id, "01/QĐ");
        await gate.ReachedAsync();
        var lowered = OutcomeAsync(capital.Portfolio.ExecuteAsync(
            "insert into funding.project_terms (project_id, total_investment, set_by) select id, 299, 'x' from projects.project where code = 'A-1'"));
        await gate.OpenAsync(lowered);

        await approval;
        Assert.That(await lowered, Is.EqualTo("project_capital_within_investment"));
    }

    [Test]
    public async Task A_payment_reversed_while_its_year_is_closed_is_recovered_after_the_closing()
    {
        var paid = await PaidAsync();
        var closing = await ClosingAsync();
        await using var gate = await Gate.CloseAsync(capital.Portfolio, Telling, "new.kind = 'capital.approved'");
        var approval = capital.ApproveAsync(closing, "09/QĐ", new DateOnly(2027, 2, 1));
        await gate.ReachedAsync();
        var reversal = OutcomeAsync(capital.Desk.ReverseAsync(SmallCapital.Officer, paid, "nhập nhầm", default));
        await gate.OpenAsync(reversal);

        await approval;
        Assert.That(await reversal, Is.EqualTo("done"));
        Assert.That(await capital.Portfolio.NumberAsync("select payable - paid from funding.allocation"), Is.EqualTo(300));
    }

    [Test]
    public async Task A_payment_entered_while_its_year_is_closed_is_refused()
    {
        await PaidAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "02/QĐ", ("A-2", "s1", 2026, 100));
        var closing = await ClosingAsync();
        await using var gate = await Gate.CloseAsync(capital.Portfolio, Telling, "new.kind = 'capital.approved'");
        var approval = capital.ApproveAsync(closing, "09/QĐ", new DateOnly(2027, 2, 1));
        await gate.ReachedAsync();
        var entry = OutcomeAsync(capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-2", 50)], default));
        await gate.OpenAsync(entry);

        await approval;
        Assert.That(await entry, Is.EqualTo("payments.year_closed"));
    }

    [Test]
    public async Task A_contingency_is_not_drawn_on_for_nothing()
    {
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        await capital.Ceilings.KeepAsync(SmallCapital.Officer, new Portfolio.Funding.Ceilings.KeepContingency("p", null, "s2", "Dự phòng", new Vnd(50)), default);
        var contingency = await capital.Portfolio.NumberAsync("select id from funding.contingency");
        var paper = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, -100), ("A-2", "s1", 2026, 100));
        await capital.Draws.SetAsync(SmallCapital.Officer, new DrawContingency(paper.Id, null, contingency, new Vnd(20)), default);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => capital.Flow.SubmitAsync(SmallCapital.Officer, paper.Id, null, default));
        Assert.That((refusal!.Code, refusal.Arguments["source"], refusal.Arguments["excess"]), Is.EqualTo(("capital.adjustment_takes_more", (object)"s2", (object)new Vnd(20))));
    }

    [Test]
    public async Task Illustrative_needs_that_carry_capital_give_way_only_as_far_as_they_may()
    {
        await capital.Portfolio.ExecuteAsync("""
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select p.id, p.programme_id, 's1', 'state', 500, 'illustrative', 'test' from projects.project p where p.code = 'A-1'
            """);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 1200));
        await capital.Portfolio.Access.TransactAsync(
            async (connection, transaction) => await NeedImport.GiveWayAsync(connection, transaction, [], all: true, "seeds/demo", "system", default), default);
        Assert.That(await capital.Portfolio.NumberAsync("select amount from funding.need where source_code = 's1' and figure_basis = 'illustrative'"), Is.EqualTo(1200));
    }

    private async Task<long> PaidAsync()
    {
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [Of("A-1", 300)], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        return ids[0];
    }

    private async Task<long> ClosingAsync()
    {
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        return (await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ 2026", default)).Id;
    }

    private static EnterPayment Of(string project, long amount) => new(project, "s1", 2026, new DateOnly(2026, 6, 10), new Vnd(amount), "CT");

    /// <summary>The code of the refusal, the constraint that refused, or "done".</summary>
    private static async Task<string> OutcomeAsync(Task work)
    {
        try
        {
            await work;
            return "done";
        }
        catch (ValidationFailedException refusal)
        {
            return refusal.Failures[0].Code;
        }
        catch (PortfolioException refusal)
        {
            return refusal.Code;
        }
        catch (PostgresException refusal)
        {
            return refusal.ConstraintName ?? refusal.SqlState;
        }
    }
}
