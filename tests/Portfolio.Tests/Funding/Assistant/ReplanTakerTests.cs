using Portfolio.Common;
using Portfolio.Funding.Assistant;
using static Portfolio.Tests.Funding.Assistant.ReplanCase;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>Who takes in a budget year, and in which way.</summary>
internal sealed class ReplanTakerTests
{
    [Test]
    public void A_taker_pulls_its_own_later_capital_forward_the_nearest_year_first_and_the_giver_gets_it()
    {
        var replan = Replanner.Plan(Request(LandLate("G", paid: 10, (2028, 5)), Ahead("T", need: 1_000, (2028, 50), (2029, 60))));
        Assert.That(Written(replan), Is.EqualTo(new[]
        {
            "G s 2027 -90", "G s 2028 50", "G s 2029 40", "T s 2027 90", "T s 2028 -50", "T s 2029 -40",
        }));
        Assert.That(replan.Lines.Skip(1).Take(1).Concat(replan.Lines.Skip(3).Take(2)).Select(line => PlanCase.Written(line.Reason)), Is.EqualTo(new[]
        {
            "replan.later.gets(takers=T, year=2027)",
            "replan.take.forward(count=1, finish=-, forward=90, from=2028+2029, givers=G, need=0, place=1, plannedShare=1000, rank=7, "
                + "rankBasis=derived, rankParameter=capital.priority.ongoing_finishing_in_period, spentShare=6000)",
            "replan.later.gives(givers=G, year=2027)",
        }));
    }

    [Test]
    public void What_later_years_do_not_hold_comes_from_the_missing_need()
    {
        var replan = Replanner.Plan(Request(LandLate("G", paid: 10), Ahead("T", need: 140, (2028, 20))));
        Assert.That(Written(replan), Is.EqualTo(new[] { "G s 2027 -40", "G s 2028 20", "T s 2027 40", "T s 2028 -20" }));
        Assert.That(replan.Lines[2].Reason.Code, Is.EqualTo("replan.take.both"));
        Assert.That(WrittenLeftovers(replan), Is.EqualTo(new[] { "G s 50 replan.left.takers_full(parameter=disbursement.behind)" }));
    }

    [Test]
    public void The_missing_need_is_bound_by_the_total_investment()
    {
        var taker = Ahead("T", need: 1_000);
        var replan = Replanner.Plan(Request(
            LandLate("G", paid: 10), taker with { Project = taker.Project with { TotalInvestment = new Vnd(107) } }));
        Assert.That(Written(replan), Is.EqualTo(new[] { "G s 2027 -7", "T s 2027 7" }));
        Assert.That(replan.Lines[1].Reason.Code, Is.EqualTo("replan.take.need"));
    }

    [TestCase(2028, null, TestName = "No need is met before the start of the work")]
    [TestCase(null, 2026, TestName = "No need is met after the finish of the work")]
    public void Years_of_the_work(int? start, int? finish)
    {
        var taker = Ahead("T", need: 1_000, (2028, 20));
        var replan = Replanner.Plan(Request(
            LandLate("G", paid: 10), taker with { Project = taker.Project with { StartYear = start, FinishYear = finish } }));
        Assert.That(Written(replan), Is.EqualTo(new[] { "G s 2027 -20", "G s 2028 20", "T s 2027 20", "T s 2028 -20" }));
    }

    [Test]
    public void No_need_is_met_beyond_the_limit_of_years()
    {
        var taker = Ahead("T", need: 1_000);
        var replan = Replanner.Plan(Request(
            LandLate("G", paid: 10), taker with { Project = taker.Project with { FirstFundedYear = 2024, Limit = PlanCase.Limit(3) } }));
        Assert.That(replan.Lines, Is.Empty);
    }

    [Test]
    public void A_giver_gets_no_later_capital_beyond_its_limit_of_years_but_beyond_its_planned_finish()
    {
        var giver = LandLate("G", paid: 10);
        giver = giver with { Project = giver.Project with { FirstFundedYear = 2026, Limit = PlanCase.Limit(3), FinishYear = 2027 } };
        var replan = Replanner.Plan(Request(giver, Ahead("T", need: 0, (2028, 5), (2029, 60))));
        Assert.That(Written(replan), Is.EqualTo(new[] { "G s 2027 -5", "G s 2028 5", "T s 2027 5", "T s 2028 -5" }));
        Assert.That(WrittenLeftovers(replan), Is.EqualTo(new[]
        {
            $"G s 85 replan.left.duration(last=2028, limit=3, parameter={PlanCase.LimitParameter})",
            "T s 60 replan.want.no_swap(count=1, place=1)",
        }));
    }

    [Test]
    public void Takers_are_served_in_the_order_of_the_proposal_and_who_comes_too_late_is_named()
    {
        var second = Ahead("A", need: 150);
        var replan = Replanner.Plan(Request(
            second with { Project = second.Project with { Priority = new Priority(9, "p", SetByOfficer: true) } },
            LandLate("G", paid: 40), Ahead("T", need: 150)));
        Assert.That(Written(replan), Is.EqualTo(new[] { "G s 2027 -60", "T s 2027 50", "A s 2027 10" }));
        Assert.That(WrittenLeftovers(replan), Is.EqualTo(new[] { "A s 40 replan.want.nothing_left(count=2, place=2)" }));
    }

    [TestCase(39, 0, TestName = "A little behind the curve takes nothing")]
    [TestCase(40, 99, TestName = "On the curve takes as much as leaves it less than twenty points behind")]
    public void On_the_curve(long paid, long taken)
    {
        var taker = InYear(PlanCase.Project("T", 7, PlanCase.Source("s", 1_000, (Year, 100))), 4_000, ("s", paid));
        Assert.That(Replanner.Plan(Request(LandLate("G", 0), LandLate("H", 0), taker)).Moves.Sum(move => move.Amount.Dong), Is.EqualTo(taken));
    }

    [Test]
    public void What_leaves_a_taker_on_its_curve_is_shared_by_its_sources()
    {
        var taker = InYear(
            PlanCase.Project("T", 7, PlanCase.Source("t", 1_000), PlanCase.Source("s", 170, (Year, 100))), 4_000, ("s", 40));
        var giver = PlanCase.Project("G", 8, PlanCase.Source("s", 1_000, (Year, 100)), PlanCase.Source("t", 1_000, (Year, 100)));
        Assert.That(
            Written(Replanner.Plan(Request(taker, InYear(giver, 4_000) with { Land = LandState.Late, LandDaysLate = 16 }))),
            Is.EqualTo(new[] { "G s 2027 -70", "T s 2027 70", "G t 2027 -29", "T t 2027 29" }));
    }

    [Test]
    public void Capital_goes_to_projects_of_the_same_source_only()
    {
        var taker = InYear(PlanCase.Project("T", 7, PlanCase.Source("t", 1_000, (Year, 100))), 1_000, ("t", 60));
        var replan = Replanner.Plan(Request(LandLate("G", paid: 10), taker));
        Assert.That(replan.Lines, Is.Empty);
        Assert.That(WrittenLeftovers(replan), Is.EqualTo(new[] { "G s 90 replan.left.no_taker()" }));
    }

    [Test]
    public void Who_is_ahead_of_its_curve_but_has_late_land_takes_nothing() => Assert.That(
        Written(Replanner.Plan(Request(LandLate("G", paid: 10), Ahead("T", need: 1_000) with { Land = LandState.Late, LandDaysLate = 16 }))), Is.Empty);

    [Test]
    public void Who_is_ahead_of_its_curve_but_at_rest_takes_nothing() => Assert.That(
        Written(Replanner.Plan(Request(LandLate("G", paid: 10), Ahead("T", need: 1_000) with { AtRest = "suspended" }))), Is.Empty);

    [Test]
    public void The_plan_must_reach_the_budget_year() => Assert.That(
        () => Replanner.Plan(new ReplanRequest(Date, 2026, [], Usual)), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
