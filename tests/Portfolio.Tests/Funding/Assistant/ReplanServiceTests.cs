using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Decisions;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>A budget year planned anew from what stands in the database: who rests, which day, which thresholds. Today is 15 June 2026.</summary>
internal sealed class ReplanServiceTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    private SmallCapital capital = null!;

    /// <summary>A-1 has 800 and spends nothing, A-2 has 200 and spent 190 on 10 June.</summary>
    [SetUp]
    public async Task StartAsync()
    {
        capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 800), ("A-2", "s1", 2026, 200));
        await PayAsync("A-2", 190, new DateOnly(2026, 6, 10));
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [TestCase("cancelled")]
    [TestCase("suspended")]
    public async Task Who_is_at_rest_gives(string stage)
    {
        await RestAsync("A-1", stage);
        await ReplanAsync(Today);
        Assert.That(await GivenAsync("A-1", $"basis ->> 'code' = 'replan.give.at_rest' and basis -> 'arguments' ->> 'stage' = '{stage}'"), Is.Positive);
    }

    [TestCase("cancelled")]
    [TestCase("suspended")]
    public async Task Who_is_at_rest_takes_nothing(string stage)
    {
        await RestAsync("A-2", stage);
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => ReplanAsync(Today)))!.Code, Is.EqualTo("capital.nothing_to_move"));
    }

    [Test]
    public async Task As_of_an_earlier_day_later_payments_are_no_spending_but_are_not_given_away()
    {
        await capital.DecideAsync(DecisionKind.Allocation, "02/QĐ", ("A-3", "s1", 2026, 200), ("B-1", "s1", 2026, 200));
        await PayAsync("A-3", 200, new DateOnly(2026, 1, 20));
        await PayAsync("B-1", 200, new DateOnly(2026, 1, 20));
        await ReplanAsync(new DateOnly(2026, 6, 5));
        // 10 are left, of which a tenth stays.
        Assert.That(await GivenAsync("A-2", "(basis -> 'arguments' ->> 'since')::int = 190"), Is.EqualTo(9));
    }

    [Test]
    public async Task A_day_to_come_is_refused() =>
        Assert.That(await RefusedAsync(() => ReplanAsync(Today.AddDays(1))), Is.EqualTo(("On", "capital.day_ahead")));

    [Test]
    public async Task A_closed_year_is_neither_proposed_for_nor_planned_anew()
    {
        capital.Clock.Turn(new DateOnly(2027, 2, 15));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ", default);
        await capital.ApproveAsync(closing.Id, "03/QĐ", new DateOnly(2027, 2, 10));
        Assert.That(await RefusedAsync(() => ReplanAsync(new DateOnly(2026, 12, 31))), Is.EqualTo(("On", "capital.year_closed_already")));
        Assert.That(
            await RefusedAsync(() => capital.Assistant.ProposeAsync(SmallCapital.Officer, new Propose("p", "x", 2026, Vnd.Zero), default)),
            Is.EqualTo(("FromYear", "capital.year_closed_already")));
        Assert.That((await capital.Assistant.DefaultsAsync(SmallCapital.Officer, "p", default)).ClosedTo, Is.EqualTo(2026));
        await capital.Assistant.ProposeAsync(SmallCapital.Officer, new Propose("p", "x", 2027, Vnd.Zero), default);
    }

    [TestCase(null, "disbursement.behind")]
    [TestCase(20, "disbursement.behind")]
    [TestCase(19, "officer")]
    public async Task Thresholds_are_those_of_the_reference_data_unless_the_officer_sets_others(int? points, string parameter)
    {
        await capital.Assistant.ReplanAsync(SmallCapital.Officer, new ReplanYear("p", "Điều chỉnh", Today, points), default);
        Assert.That(await GivenAsync("A-1", $"basis -> 'arguments' ->> 'parameter' = '{parameter}'"), Is.Positive);
        Assert.That(await GivenAsync("A-1", "basis -> 'arguments' ->> 'safetyParameter' = 'replan.safety_share' and basis -> 'arguments' ->> 'safetyShare' = '1000'"), Is.Positive);
    }

    [Test]
    public async Task A_threshold_that_nobody_names_is_asked_for()
    {
        await capital.Portfolio.AsOwnerAsync("delete from directory.law_parameter where parameter = 'milestone.overdue'");
        Assert.That((await capital.Assistant.DefaultsAsync(SmallCapital.Officer, "p", default)).Thresholds, Is.EqualTo(new ReplanDefaults(20, null, 10)));
        Assert.That(await RefusedAsync(() => ReplanAsync(Today)), Is.EqualTo(("DaysLate", "capital.threshold_missing")));
        await capital.Assistant.ReplanAsync(SmallCapital.Officer, new ReplanYear("p", "Điều chỉnh", Today, DaysLate: 15), default);
    }

    private Task<Decision> ReplanAsync(DateOnly on) =>
        capital.Assistant.ReplanAsync(SmallCapital.Officer, new ReplanYear("p", "Điều chỉnh", on), default);

    private static async Task<(string, string)> RefusedAsync(Func<Task> ask)
    {
        var failure = (await Assert.ThrowsAsync<ValidationFailedException>(async () => await ask()))!.Failures.Single();
        return (failure.Field, failure.Code);
    }

    private Task<long> GivenAsync(string project, string where) => capital.Portfolio.NumberAsync(
        $"select coalesce(-sum(d.amount), 0) from funding.draft_line d join projects.project p on p.id = d.project_id where p.code = '{project}' and d.year = 2026 and {where}");

    private Task RestAsync(string project, string stage) => capital.Portfolio.ExecuteAsync(
        $"update projects.project set stage = '{stage}', stage_basis = 'entered' where code = '{project}'");

    private async Task PayAsync(string project, long amount, DateOnly on)
    {
        var ids = await capital.Entry.EnterAsync(SmallCapital.Officer, [new(project, "s1", 2026, on, new Vnd(amount), "a")], default);
        await capital.Desk.ConfirmAsync(SmallCapital.Officer, ids, default);
    }
}
