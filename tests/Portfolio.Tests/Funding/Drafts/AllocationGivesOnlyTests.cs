using Portfolio.Common;
using Portfolio.Funding.Decisions;

namespace Portfolio.Tests.Funding.Drafts;

internal sealed class AllocationGivesOnlyTests
{
    [Test]
    public async Task An_allocation_that_takes_is_refused_at_the_cell_and_says_what_is_in_force()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-2", "s1", 2026, 10));

        var refusal = await Assert.ThrowsAsync<RuleException>(() => capital.EditAsync(paper.Id, ("A-1", "s1", 2026, -1)));

        Assert.That(
            (refusal!.Code, refusal.Arguments["project"], refusal.Arguments["year"], refusal.Arguments["bound"]),
            Is.EqualTo(("capital.allocation_takes", (object)"A-1", (object)"2026", (object)new Vnd(300))));
    }

    [Test]
    public async Task A_line_that_takes_from_before_the_rule_stops_the_submission_and_the_approval()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-2", "s1", 2026, 10));
        await TakeAsync(capital, paper.Id);
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => capital.Flow.SubmitAsync(SmallCapital.Officer, paper.Id, null, default)))!.Code, Is.EqualTo("capital.allocation_takes"));

        await capital.Portfolio.ExecuteAsync($"update funding.decision set status = 'submitted' where id = {paper.Id}");
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => capital.ApproveSubmittedAsync(paper.Id, "02/QĐ")))!.Code, Is.EqualTo("capital.allocation_takes"));
        Assert.That(await capital.AllocatedAsync("A-1", "s1", 2026), Is.EqualTo(300));
    }

    [Test]
    public async Task An_adjustment_may_begin_with_an_allocation_but_not_the_other_way_round()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var given = await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        var moved = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, -100), ("A-2", "s1", 2026, 100));

        Assert.That((await Assert.ThrowsAsync<RuleException>(() => CopyAsync(capital, DecisionKind.Allocation, moved.Id)))!.Code, Is.EqualTo("capital.copy_of_adjustment"));
        Assert.That((await CopyAsync(capital, DecisionKind.Adjustment, given.Id)).Total, Is.EqualTo(new Vnd(300)));
        Assert.That((await CopyAsync(capital, DecisionKind.Adjustment, moved.Id)).Lines, Is.EqualTo(2));
    }

    private static Task<Decision> CopyAsync(SmallCapital capital, string kind, long from) =>
        capital.Papers.BeginAsync(SmallCapital.Officer, new BeginDecision("p", kind, "Bản sao", null, from), default);

    // As an earlier version of the program left it.
    private static Task TakeAsync(SmallCapital capital, long paper) => capital.Portfolio.ExecuteAsync($"""
        insert into funding.draft_line as d (decision_id, project_id, source_code, year, amount, changed_by)
        select {paper}, id, 's1', 2026, -50, 'test' from projects.project where code = 'A-1'
        on conflict (decision_id, project_id, source_code, year) do update set amount = excluded.amount
        """);
}
