using Portfolio.Common;
using Portfolio.Funding.Decisions;

namespace Portfolio.Tests.Funding.Decisions;

internal sealed class DecisionDayTests
{
    [TestCase("0026-06-01", "capital.decided_too_early")]
    [TestCase("2023-12-31", "capital.decided_too_early")]
    [TestCase("2026-06-16", "capital.decided_ahead")]
    public async Task A_day_that_no_decision_of_the_plan_can_bear_is_a_fault_of_the_field(string day, string code)
    {
        await using var capital = await SmallCapital.CreateAsync();
        var paper = await SubmittedAsync(capital);

        var fault = await Assert.ThrowsAsync<ValidationFailedException>(() => ApproveAsync(capital, paper, day));

        Assert.That(fault!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("DecidedOn", code) }));
        Assert.That((await capital.Papers.GetAsync(SmallCapital.Officer, paper, default)).Status, Is.EqualTo(DecisionStatus.Submitted));
    }

    [TestCase("2024-01-01")]
    [TestCase("2026-06-15")]
    public async Task The_first_and_the_last_day_are_taken(string day)
    {
        await using var capital = await SmallCapital.CreateAsync();
        Assert.That((await ApproveAsync(capital, await SubmittedAsync(capital), day)).DecidedOn, Is.EqualTo(Day(day)));
    }

    [Test]
    public async Task A_year_is_closed_by_a_decision_dated_after_its_settlement()
    {
        await using var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 10));
        capital.Clock.Turn(new DateOnly(2027, 3, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ", default);
        await capital.Flow.SubmitAsync(SmallCapital.Officer, closing.Id, null, default);

        var fault = await Assert.ThrowsAsync<ValidationFailedException>(() => ApproveAsync(capital, closing.Id, "2027-01-31"));
        Assert.That(fault!.Failures.Single().Code, Is.EqualTo("capital.decided_unsettled"));
        Assert.That((await ApproveAsync(capital, closing.Id, "2027-02-01")).Status, Is.EqualTo(DecisionStatus.Approved));
    }

    private static async Task<long> SubmittedAsync(SmallCapital capital)
    {
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 10));
        await capital.Flow.SubmitAsync(SmallCapital.Officer, paper.Id, null, default);
        return paper.Id;
    }

    private static Task<Decision> ApproveAsync(SmallCapital capital, long paper, string day) =>
        capital.Flow.ApproveAsync(SmallCapital.Officer, new ApproveDecision(paper, null, "09/QĐ", Day(day), "Chủ tịch UBND tỉnh"), default);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
