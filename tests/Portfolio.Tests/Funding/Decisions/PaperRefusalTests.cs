using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;

namespace Portfolio.Tests.Funding.Decisions;

/// <summary>What a paper may not begin with, draw on or close.</summary>
internal sealed class PaperRefusalTests
{
    private SmallCapital capital = null!;

    [SetUp]
    public async Task BeginAsync() => capital = await SmallCapital.CreateAsync();

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task A_paper_copies_neither_a_decision_of_another_plan_nor_a_closing()
    {
        await capital.Portfolio.ExecuteAsync("""
            insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
            values ('q', 'xx', 'infrastructure', 'Kế hoạch khác', 'Kế hoạch khác', 2026, 2030, 2, 'f', 's', 'i')
            """);
        var own = await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 10));
        capital.Clock.Turn(new DateOnly(2027, 3, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ", default);

        Assert.That(await CodeAsync(() => CopyAsync("q", own.Id)), Is.EqualTo("capital.copy_of_other_plan"));
        Assert.That(await CodeAsync(() => CopyAsync("p", closing.Id)), Is.EqualTo("capital.copy_of_other_plan"));
        Assert.That((await CopyAsync("p", own.Id)).Lines, Is.EqualTo(1));
    }

    [Test]
    public async Task A_number_is_given_to_one_decision_and_none_is_dated_before_the_latest()
    {
        var latest = (await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 10))).DecidedOn!.Value;
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2027, 5));
        await capital.Flow.SubmitAsync(SmallCapital.Officer, paper.Id, null, default);

        Assert.That(await CodeAsync(() => capital.ApproveSubmittedAsync(paper.Id, "01/QĐ", latest)), Is.EqualTo("capital.number_taken"));
        Assert.That(await CodeAsync(() => capital.ApproveSubmittedAsync(paper.Id, "02/QĐ", latest.AddDays(-1))), Is.EqualTo("capital.decided_before"));
        Assert.That((await capital.ApproveSubmittedAsync(paper.Id, "02/QĐ", latest)).Status, Is.EqualTo(DecisionStatus.Approved));
    }

    [Test]
    public async Task An_allocation_draws_on_no_contingency()
    {
        var kept = (await capital.Ceilings.KeepAsync(SmallCapital.Officer, new KeepContingency("p", null, "s1", "Dự phòng", new Vnd(60)), default)).Contingencies.Single();
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 10));

        Assert.That(await CodeAsync(() => DrawAsync(paper.Id, null, kept.Id, 5)), Is.EqualTo("capital.draw_of_adjustment_only"));
    }

    [Test]
    public async Task Of_two_who_draw_on_the_same_paper_the_later_is_told()
    {
        var kept = (await capital.Ceilings.KeepAsync(SmallCapital.Officer, new KeepContingency("p", null, "s1", "Dự phòng", new Vnd(60)), default)).Contingencies.Single();
        var read = (await capital.DraftAsync(DecisionKind.Adjustment, ("A-1", "s1", 2026, 10))) is var paper ? paper.Version : 0;
        await DrawAsync(paper.Id, read, kept.Id, 5);

        await Assert.ThrowsAsync<StaleException>(() => DrawAsync(paper.Id, read, kept.Id, 7));

        Assert.That(await capital.Portfolio.NumberAsync("select amount from funding.contingency_draw"), Is.EqualTo(5));
        Assert.That(
            await capital.Portfolio.NumberAsync("select count(*) from audit.event where kind = 'capital.contingency_drawn' and after ? 'draw/s1/Dự phòng'"),
            Is.EqualTo(1), "the history names the contingency");
    }

    [Test]
    public async Task Years_are_closed_one_after_the_other_and_once()
    {
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 10), ("A-1", "s1", 2027, 10));
        capital.Clock.Turn(new DateOnly(2028, 3, 1));

        Assert.That(await CodeAsync(() => CloseAsync(2027)), Is.EqualTo("capital.earlier_year_open"));
        await capital.ApproveAsync((await CloseAsync(2026)).Id, "02/QĐ");
        Assert.That(await CodeAsync(() => CloseAsync(2026)), Is.EqualTo("capital.year_closed_already"));
        Assert.That((await CloseAsync(2027)).ClosesYear, Is.EqualTo(2027));
    }

    [Test]
    public async Task Where_everybody_has_what_he_needs_nothing_is_proposed()
    {
        await capital.DecideAsync(
            DecisionKind.Allocation, "01/QĐ",
            [.. from project in (string[])["A-1", "A-2", "A-3", "B-1", "B-2", "B-3"] from source in (string[])["s1", "s2", "o1"] select (project, source, 2026, 1000L)]);

        Assert.That(
            await CodeAsync(() => capital.Assistant.ProposeAsync(SmallCapital.Officer, new Propose("p", "Đề xuất", 2026, Vnd.Zero), default)),
            Is.EqualTo("capital.nothing_to_propose"));
    }

    private static async Task<string> CodeAsync<T>(Func<Task<T>> work) => (await Assert.ThrowsAsync<RuleException>(() => work()))!.Code;

    private Task<Decision> CopyAsync(string plan, long from) =>
        capital.Papers.BeginAsync(SmallCapital.Officer, new BeginDecision(plan, DecisionKind.Allocation, "Bản sao", null, from), default);

    private Task<Decision> DrawAsync(long paper, long? version, long contingency, long amount) =>
        capital.Draws.SetAsync(SmallCapital.Officer, new DrawContingency(paper, version, contingency, new Vnd(amount)), default);

    private Task<Decision> CloseAsync(int year) => capital.Closing.BeginAsync(SmallCapital.Officer, "p", year, "Khóa sổ", default);
}
