using Portfolio.Common;
using Portfolio.Funding.Decisions;

namespace Portfolio.Tests.Funding.Decisions;

internal sealed class DecisionFlowTests
{
    [Test]
    public async Task An_approved_decision_puts_its_lines_in_force_and_leaves_no_draft()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var decided = await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-1", "s1", 2027, 700), ("B-2", "o1", 2026, 50));

        Assert.That(decided.Status, Is.EqualTo(DecisionStatus.Approved));
        Assert.That(await capital.AllocatedAsync("A-1", "s1", 2027), Is.EqualTo(700));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from funding.draft_line"), Is.Zero);
        Assert.That(await capital.Portfolio.NumberAsync("select sum(allocated) from funding.programme_year"), Is.EqualTo(1050));
    }

    [Test]
    public async Task Allocation_over_the_need_is_refused_and_names_the_excess()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 600));
        var refusal = await Assert.ThrowsAsync<RuleException>(() => capital.EditAsync(paper.Id, ("A-1", "s1", 2027, 401)));

        Assert.That(refusal!.Code, Is.EqualTo("capital.need_exceeded"));
        Assert.That((refusal.Arguments["project"], refusal.Arguments["excess"]), Is.EqualTo(((object)"A-1", (object)new Vnd(1))));
        await capital.EditAsync(paper.Id, ("A-1", "s1", 2027, 400));
    }

    [Test]
    public async Task Allocation_over_the_ceiling_is_refused_and_names_the_excess()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.SetCeilingAsync("s1", 2026, 1000);
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 600), ("A-2", "s1", 2026, 400));
        var refusal = await Assert.ThrowsAsync<RuleException>(() => capital.EditAsync(paper.Id, ("B-1", "s1", 2026, 25)));

        Assert.That((refusal!.Code, refusal.Arguments["year"], refusal.Arguments["excess"]), Is.EqualTo(("capital.ceiling_exceeded", (object)"2026", (object)new Vnd(25))));
    }

    [Test]
    public async Task An_adjustment_must_take_what_it_gives_per_source()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s2", 2026, 300));
        var paper = await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, -100), ("A-2", "s2", 2026, 100));
        await Assert.ThrowsAsync<RulesException>(() => capital.Flow.SubmitAsync(SmallCapital.Officer, paper.Id, null, default));

        await capital.EditAsync(paper.Id, ("A-2", "s2", 2026, 0), ("B-1", "s1", 2026, 100));
        await capital.ApproveAsync(paper.Id, "02/QĐ");
        Assert.That(await capital.AllocatedAsync("A-1", "s1", 2026), Is.EqualTo(200));
        Assert.That(await capital.AllocatedAsync("B-1", "s1", 2026), Is.EqualTo(100));
    }
}
