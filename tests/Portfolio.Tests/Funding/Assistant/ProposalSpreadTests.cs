using Portfolio.Common;
using Portfolio.Funding.Assistant;
using static Portfolio.Tests.Funding.Assistant.PlanCase;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>How much a project gets in which year, without a minimum.</summary>
internal sealed class ProposalSpreadTests
{
    [Test]
    public void A_need_is_spread_evenly_with_odd_đồng_to_the_earliest_years() => Assert.That(
        Lines(Project("A", 7, Source("s", 12))),
        Is.EqualTo(new[] { "A s 2026 3", "A s 2027 3", "A s 2028 2", "A s 2029 2", "A s 2030 2" }));

    [Test]
    public void What_is_allocated_already_is_not_given_again() => Assert.That(
        Lines(Project("A", 7, Source("s", 12, (2024, 2), (2027, 5)))),
        Is.EqualTo(new[] { "A s 2026 1", "A s 2027 1", "A s 2028 1", "A s 2029 1", "A s 2030 1" }));

    [Test]
    public void Nothing_is_given_before_the_start_or_after_the_finish() => Assert.That(
        Lines(Project("A", 7, Source("s", 5)) with { StartYear = 2027, FinishYear = 2028 }),
        Is.EqualTo(new[] { "A s 2027 3", "A s 2028 2" }));

    [Test]
    public void What_a_ceiling_blocks_moves_to_the_earliest_year_with_room()
    {
        var proposal = ProposalPlanner.Plan(Request([Project("A", 7, Source("s", 50))], Rooms("s", 12, 0, 11, 5, 100)));
        Assert.That(Written(proposal), Is.EqualTo(new[] { "A s 2026 12", "A s 2028 11", "A s 2029 5", "A s 2030 22" }));
        Assert.That(
            proposal.Lines.Select(line => line.Reason.Code),
            Is.EqualTo(new[] { "propose.moved_in", "propose.moved_in", "propose.ceiling_cut", "propose.moved_in" }));
        Assert.That(Written(proposal.Lines[0].Reason), Does.Contain("from=2027+2029,").And.Contain("moved=2,").And.Contain("share=10,"));
        Assert.That(Written(proposal.Lines[2].Reason), Does.Contain("blocked=5,").And.Contain("share=10,"));
    }

    [Test]
    public void A_source_and_year_without_a_ceiling_has_no_bound() => Assert.That(
        Lines(Project("A", 7, Source("s", long.MaxValue / 8)) with { StartYear = 2029 }),
        Is.EqualTo(new[] { $"A s 2029 {long.MaxValue / 16 + 1}", $"A s 2030 {long.MaxValue / 16}" }));

    [Test]
    public void A_ceiling_below_what_is_allocated_leaves_nothing() => Assert.That(
        Written(ProposalPlanner.Plan(Request([Project("A", 7, Source("s", 5))], Rooms("s", -3, 0, 0, 0, 5)))),
        Is.EqualTo(new[] { "A s 2030 5" }));

    [Test]
    public void The_total_investment_bounds_all_sources_and_years_together() => Assert.That(
        Lines(Project("A", 7, Source("t", 6), Source("s", 6, (2026, 2)), Source("paid up", 3, (2025, 3))) with
        {
            TotalInvestment = new Vnd(12),
            StartYear = 2030,
        }),
        Is.EqualTo(new[] { "A s 2030 4", "A t 2030 3" }));

    [Test]
    public void What_one_source_cannot_give_leaves_the_total_investment_open_to_the_next() => Assert.That(
        Written(ProposalPlanner.Plan(Request(
            [Project("A", 7, Source("s", 6), Source("t", 6)) with { TotalInvestment = new Vnd(6) }], Rooms("s", 1), last: 2026))),
        Is.EqualTo(new[] { "A s 2026 1", "A t 2026 5" }));

    [Test]
    public void The_limit_of_years_counts_from_the_first_year_with_capital() => Assert.That(
        Lines(Project("A", 7, Source("s", 7, (2025, 1))) with { FirstFundedYear = 2025, Limit = Limit(3) }),
        Is.EqualTo(new[] { "A s 2026 3", "A s 2027 3" }));

    [Test]
    public void Who_never_had_capital_gets_it_in_years_no_further_apart_than_the_limit() => Assert.That(
        Lines(Project("A", 7, Source("s", 6)) with { Limit = Limit(3) }),
        Is.EqualTo(new[] { "A s 2026 2", "A s 2027 2", "A s 2028 2" }));

    [Test]
    public void The_years_within_the_limit_are_those_that_give_most() => Assert.That(
        Written(ProposalPlanner.Plan(Request([Project("A", 7, Source("s", 9)) with { Limit = Limit(3) }], Rooms("s", 1, 3, 2, 4, 0)))),
        Is.EqualTo(new[] { "A s 2027 3", "A s 2028 2", "A s 2029 4" }));

    [Test]
    public void Capital_in_a_later_year_counts_when_an_earlier_year_would_become_the_first() => Assert.That(
        Lines(Project("A", 7, Source("s", 10, (2029, 1))) with { Limit = Limit(3) }),
        Is.EqualTo(new[] { "A s 2027 3", "A s 2028 3", "A s 2029 3" }));

    [Test]
    public void Capital_beyond_the_limit_keeps_its_years_and_closes_no_year_within_the_limit() => Assert.That(
        Lines(Project("A", 7, Source("s", 10, (2027, 1), (2030, 1))) with { Limit = Limit(2) }),
        Is.EqualTo(new[] { "A s 2027 4", "A s 2028 4" }));

    [TestCase(2026, 2025)]
    [TestCase(2026, 2036)]
    public void A_plan_has_one_to_ten_years(int first, int last) => Assert.That(
        () => ProposalPlanner.Plan(Request([], first: first, last: last)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static string[] Lines(PlanningProject project) => Written(ProposalPlanner.Plan(Request([project])));
}
