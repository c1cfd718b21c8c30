using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Decisions;

namespace Portfolio.Tests.Funding.Assistant;

internal sealed class AssistantServiceTests
{
    [Test]
    public async Task A_proposal_is_a_paper_within_every_bound_that_can_be_approved_as_it_is()
    {
        await using var capital = await SmallCapital.CreateAsync();
        foreach (var year in Enumerable.Range(2026, 5))
            await capital.SetCeilingAsync("s1", year, 700);
        await capital.Portfolio.ExecuteAsync("update projects.project set stage = 'construction', stage_basis = 'entered', period_to = 2028 where code = 'B-1'");
        var paper = await capital.Assistant.ProposeAsync(SmallCapital.Officer, new Propose("p", "Đề xuất", 2026, new Vnd(50)), default);

        Assert.That((paper.Kind, paper.Status), Is.EqualTo((DecisionKind.Allocation, DecisionStatus.Draft)));
        Assert.That(
            await capital.Portfolio.NumberAsync("select sum(d.amount) from funding.draft_line d join projects.project p on p.id = d.project_id where p.code = 'B-1' and d.source_code = 's1'"),
            Is.EqualTo(1000), "ongoing work comes before new starts");
        Assert.That(await capital.Portfolio.NumberAsync("select sum(amount) from funding.draft_line where source_code = 's1'"), Is.EqualTo(3500), "the ceilings are used up");
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from funding.draft_line where basis ->> 'code' is null"), Is.Zero);
        Assert.That(
            await capital.Portfolio.NumberAsync("""
                select sum((s ->> 'amount')::bigint) from funding.decision d, jsonb_array_elements(d.findings -> 'shortfalls') f, jsonb_array_elements(f -> 'sources') s
                """), Is.EqualTo(6000 - 3500), "what is missing is told");
        await capital.ApproveAsync(paper.Id, "01/QĐ");
        Assert.That(await capital.Portfolio.NumberAsync("select sum(allocated) from funding.programme_year"), Is.EqualTo(12_000 + 3500));
    }

    [Test]
    public async Task The_same_facts_give_the_same_proposal()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var first = await capital.Assistant.ProposeAsync(SmallCapital.Officer, new Propose("p", "Một", 2026, Vnd.Zero), default);
        var second = await capital.Assistant.ProposeAsync(SmallCapital.Officer, new Propose("p", "Hai", 2026, Vnd.Zero), default);
        Assert.That(
            await capital.Portfolio.NumberAsync($"""
                select count(*) from (select project_id, source_code, year, amount, basis from funding.draft_line where decision_id = {first.Id}) a
                full join (select project_id, source_code, year, amount, basis from funding.draft_line where decision_id = {second.Id}) b
                    using (project_id, source_code, year, amount, basis)
                where a.* is null or b.* is null
                """), Is.Zero);
    }

    [Test]
    public async Task Replanning_moves_capital_from_who_cannot_spend_to_who_can_and_balances()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(
            DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 800), ("A-2", "s1", 2026, 200), ("A-2", "s1", 2027, 500));
        var ids = await capital.Entry.EnterAsync(
            SmallCapital.Officer, [new("A-2", "s1", 2026, new DateOnly(2026, 6, 10), new Vnd(190), "a")], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
        var paper = await capital.Assistant.ReplanAsync(SmallCapital.Officer, new ReplanYear("p", "Điều chỉnh", new DateOnly(2026, 6, 15)), default);

        Assert.That(paper.Kind, Is.EqualTo(DecisionKind.Adjustment));
        Assert.That(
            await capital.Portfolio.NumberAsync("select sum(amount) from funding.draft_line d join projects.project p on p.id = d.project_id where p.code = 'A-1' and year = 2026"),
            Is.Negative);
        await capital.ApproveAsync(paper.Id, "02/QĐ");
        Assert.That(await capital.Portfolio.NumberAsync("select sum(allocated) from funding.programme_year"), Is.EqualTo(1500));
    }

    [Test]
    public async Task Where_nothing_can_be_proposed_it_says_so()
    {
        await using var capital = await SmallCapital.CreateAsync(1);
        await capital.SetCeilingAsync("s1", 2026, 0);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s2", 2026, 1000));
        var refusal = await Assert.ThrowsAsync<RuleException>(
            () => capital.Assistant.ReplanAsync(SmallCapital.Officer, new ReplanYear("p", "Điều chỉnh", new DateOnly(2026, 1, 2)), default));
        Assert.That(refusal!.Code, Is.EqualTo("capital.nothing_to_move"));
    }
}
