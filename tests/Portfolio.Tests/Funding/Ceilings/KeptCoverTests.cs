using Portfolio.Common;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;

namespace Portfolio.Tests.Funding.Ceilings;

/// <summary>A contingency has something behind it, as far as that is known.</summary>
internal sealed class KeptCoverTests
{
    private SmallCapital capital = null!;

    [SetUp]
    public async Task BeginAsync()
    {
        capital = await SmallCapital.CreateAsync();
        await CeilingsAsync(100, 2026, 2027, 2028, 2029, 2030);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 80));
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task What_is_kept_is_no_more_than_the_ceilings_leave()
    {
        await KeepAsync("Một", 400);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => KeepAsync("Hai", 21));

        Assert.That(
            (refusal!.Code, refusal.Arguments["kept"], refusal.Arguments["left"], refusal.Arguments["excess"], refusal.Arguments["sourceNameEn"]),
            Is.EqualTo(("capital.contingency_uncovered", (object)new Vnd(421), (object)new Vnd(420), (object)new Vnd(1), (object)"Source 1")));
        var ceilings = await KeepAsync("Hai", 20);
        Assert.That((ceilings.KeptOf("s1"), ceilings.RoomOf(ceilings.Sources[0])), Is.EqualTo((new Vnd(420), (Vnd?)Vnd.Zero)));
    }

    [Test]
    public async Task A_ceiling_is_not_lowered_under_what_is_kept()
    {
        await KeepAsync("Một", 400);

        Assert.That((await Assert.ThrowsAsync<RuleException>(() => CeilingsAsync(79, 2027)))!.Code, Is.EqualTo("capital.contingency_uncovered"));
        await CeilingsAsync(80, 2027);
    }

    [Test]
    public async Task Where_a_year_has_no_ceiling_nothing_is_refused_until_it_has_one()
    {
        await CeilingsAsync(null, 2030);
        await KeepAsync("Một", 1000);

        Assert.That((await Assert.ThrowsAsync<RuleException>(() => CeilingsAsync(679, 2030)))!.Code, Is.EqualTo("capital.contingency_uncovered"));
        await CeilingsAsync(680, 2030);
    }

    [Test]
    public async Task Who_mends_what_was_uncovered_before_is_not_held_up()
    {
        await capital.Portfolio.ExecuteAsync("insert into funding.contingency (plan_id, source_code, name, amount) select id, 's1', 'Một', 900 from plans.plan");

        await CeilingsAsync(150, 2030);
        await KeepAsync("Một", 800);
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => KeepAsync("Một", 801)))!.Code, Is.EqualTo("capital.contingency_uncovered"));
    }

    private Task<PlanCeilings> KeepAsync(string name, long amount) =>
        capital.Ceilings.KeepAsync(SmallCapital.Officer, new KeepContingency("p", null, "s1", name, new Vnd(amount)), default);

    private Task<PlanCeilings> CeilingsAsync(long? amount, params int[] years) => capital.Ceilings.SetAsync(
        SmallCapital.Officer,
        new SetCeilings("p", null, [.. years.Select(y => new CeilingEdit("s1", y, amount is { } a ? new Vnd(a) : null))], null), default);
}
