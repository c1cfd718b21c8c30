using Portfolio.Common;
using Portfolio.Funding.Assistant;
using static Portfolio.Tests.Funding.Assistant.ReplanCase;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>Who gives in a budget year, and how much.</summary>
internal sealed class ReplanGiverTests
{
    // 20 of 100 in two fifths of the year become 50 at the same pace.
    [TestCase(4_000, 50, TestName = "Twenty points behind the curve gives what will not be spent at the pace so far")]
    [TestCase(3_999, 0, TestName = "Less than twenty points behind the curve gives nothing")]
    public void Behind_the_curve(int planned, long given) => Assert.That(Given(Slow(planned, paid: 20)), Is.EqualTo(given));

    [Test]
    public void The_pace_so_far_is_cut_off_and_never_rounded_up() => Assert.That(Given(Slow(planned: 9_000, paid: 13)), Is.EqualTo(100 - 32));

    [Test]
    public void Payments_that_wait_for_confirmation_count_as_spent() => Assert.That(
        Given(Slow(planned: 4_000, paid: 0) with { Spending = [new YearSpending("s", Vnd.Zero, new Vnd(10), new Vnd(11))] }), Is.Zero);

    [Test]
    public void Without_a_curve_nobody_is_behind() => Assert.That(Given(Slow(planned: null, paid: 0)), Is.Zero);

    [Test]
    public void Late_land_keeps_what_was_spent_however_fast_that_was() => Assert.That(Given(LandLate("G", paid: 90)), Is.EqualTo(10));

    [TestCase(LandState.Unknown)]
    [TestCase(LandState.NotDue)]
    [TestCase(LandState.Cleared)]
    public void Land_that_is_not_late_takes_nothing(LandState land) =>
        Assert.That(Given(LandLate("G", paid: 90) with { Land = land }), Is.Zero);

    [TestCase(16, 10)]
    [TestCase(15, 0)]
    [TestCase(1, 0)]
    public void Land_late_by_more_than_the_threshold_keeps_what_was_spent(int days, long given) =>
        Assert.That(Given(LandLate("G", paid: 90) with { LandDaysLate = days }), Is.EqualTo(given));

    [TestCase("suspended")]
    [TestCase("cancelled")]
    public void Who_is_at_rest_gives_all_it_has_not_spent_and_keeps_no_share(string stage)
    {
        var resting = Slow(planned: null, paid: 35) with { AtRest = stage };
        var replan = Replanner.Plan(Request(resting, Ahead("T", need: 1_000)) with { Thresholds = Usual });
        Assert.That(Written(replan), Is.EqualTo(new[] { "G s 2027 -65", "T s 2027 65" }));
        Assert.That(PlanCase.Written(replan.Lines[0].Reason), Is.EqualTo(
            "replan.give.at_rest(available=100, carriedIn=0, date=2027-05-26, expected=35, keeps=35, paid=35, pending=0, plannedShare=-, "
            + $"safetyParameter=-, safetyShare=0, since=0, spentShare=3500, stage={stage}, takers=T)"));
    }

    [Test]
    public void Who_is_at_rest_gets_nothing_in_exchange()
    {
        var replan = Replanner.Plan(Request(Slow(planned: null, paid: 35) with { AtRest = "suspended" }, Ahead("T", need: 0, (2028, 50))));
        Assert.That(replan.Lines, Is.Empty);
        Assert.That(WrittenLeftovers(replan)[0], Is.EqualTo("G s 65 replan.left.at_rest(stage=suspended)"));
    }

    [Test]
    public void What_was_paid_after_the_date_is_never_given() => Assert.That(
        Given(LandLate("G", paid: 0) with { Spending = [new YearSpending("s", Vnd.Zero, Vnd.Zero, Vnd.Zero) { Since = new Vnd(75) }] }), Is.EqualTo(25));

    // Behind by what was paid till the date, with a pace to 50; but 60 are gone by now.
    [Test]
    public void What_was_paid_after_the_date_is_no_pace() => Assert.That(
        Given(Slow(planned: 4_000, paid: 0) with { Spending = [new YearSpending("s", Vnd.Zero, new Vnd(20), Vnd.Zero) { Since = new Vnd(40) }] }), Is.EqualTo(40));

    [TestCase(1, 16, 60)]
    [TestCase(1, 15, 0)]
    [TestCase(0, 16, 0)]
    public void Milestones_late_by_more_than_the_threshold_keep_what_was_spent(int late, int days, long given) =>
        Assert.That(Given(Slow(planned: 4_000, paid: 40) with { LateMilestones = late, DaysLate = days }), Is.EqualTo(given));

    [Test]
    public void A_share_of_what_will_not_be_spent_stays_and_odd_đồng_with_it()
    {
        var request = Request(LandLate("G", paid: 35), Ahead("T", need: 1_000));
        var replan = Replanner.Plan(request with { Thresholds = Usual });
        Assert.That(Written(replan), Is.EqualTo(new[] { "G s 2027 -58", "T s 2027 58" }));
    }

    [Test]
    public void Capital_carried_in_is_spendable_but_cannot_be_given()
    {
        var giver = LandLate("G", paid: 0) with { Spending = [new YearSpending("s", new Vnd(30), new Vnd(10), Vnd.Zero)] };
        var replan = Replanner.Plan(Request(giver, Ahead("T", need: 1_000)));
        Assert.That(Written(replan), Is.EqualTo(new[] { "G s 2027 -100", "T s 2027 100" }));
        Assert.That(WrittenLeftovers(replan)[0], Is.EqualTo("G s 20 replan.left.carried_in(carriedIn=30, keeps=10)"));
    }

    [Test]
    public void The_line_says_on_which_figures_and_parameters_it_rests()
    {
        var replan = Replanner.Plan(Request(
            LandLate("A", paid: 90), Slow(planned: 4_000, paid: 20) with { LateMilestones = 2, DaysLate = 40 },
            Slow(planned: 4_000, paid: 20, code: "H"), Ahead("T", need: 1_000)));
        Assert.That(replan.Lines.Take(3).Select(line => PlanCase.Written(line.Reason)), Is.EqualTo(new[]
        {
            "replan.give.land_late(available=100, carriedIn=0, date=2027-05-26, daysLate=16, expected=90, keeps=90, paid=90, "
                + "parameter=milestone.overdue, pending=0, plannedShare=4000, safetyParameter=replan.safety_share, safetyShare=0, since=0, "
                + "spentShare=9000, takers=T, threshold=15)",
            "replan.give.milestones_late(available=100, carriedIn=0, date=2027-05-26, daysLate=40, expected=20, keeps=20, lateMilestones=2, paid=20, "
                + "parameter=milestone.overdue, pending=0, plannedShare=4000, safetyParameter=replan.safety_share, safetyShare=0, since=0, "
                + "spentShare=2000, takers=T, threshold=15)",
            "replan.give.behind_curve(available=100, carriedIn=0, date=2027-05-26, expected=50, keeps=50, paid=20, parameter=disbursement.behind, "
                + "pending=0, plannedShare=4000, safetyParameter=replan.safety_share, safetyShare=0, since=0, spentShare=2000, takers=T, threshold=20)",
        }));
    }

    [Test]
    public void The_surest_cause_gives_first_then_who_is_farthest_behind_then_the_code()
    {
        var replan = Replanner.Plan(Request(
            Slow(4_000, 20, "slow"), Slow(4_000, 10, "slower"), Slow(4_000, 10, "slower still"),
            Slow(4_000, 39, "milestones") with { LateMilestones = 1, DaysLate = 16 }, LandLate("land", 99),
            Slow(4_000, 90, "z at rest") with { AtRest = "cancelled" }, Ahead("T", need: 1_000)));
        Assert.That(
            replan.Moves.Select(move => move.Giver), Is.EqualTo(new[] { "z at rest", "land", "milestones", "slower", "slower still", "slow" }));
    }

    private static YearProject Slow(int? planned, long paid, string code = "G") =>
        InYear(PlanCase.Project(code, 8, PlanCase.Source("s", 1_000, (Year, 100))), planned, ("s", paid));

    private static long Given(YearProject giver) =>
        Replanner.Plan(Request(giver, Ahead("T", need: 1_000_000))).Moves.Sum(move => move.Amount.Dong);
}
