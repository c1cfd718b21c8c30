using Portfolio.Common;
using Portfolio.Funding.Assistant;
using static Portfolio.Tests.Funding.Assistant.PlanCase;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>The least that a project gets in a year, if anything.</summary>
internal sealed class ProposalMinimumTests
{
    [Test]
    public void A_need_too_small_for_all_years_goes_to_as_many_as_reach_the_minimum_the_earliest_first() => Assert.That(
        Lines([Project("A", 7, Source("s", 25))], [], minimum: 10), Is.EqualTo(new[] { "A s 2026 13", "A s 2027 12" }));

    [Test]
    public void A_whole_need_below_the_minimum_is_given_in_one_year()
    {
        var proposal = ProposalPlanner.Plan(Request([Project("A", 7, Source("s", 3), Source("t", 4))], Rooms("s", 2), minimum: 10));
        Assert.That(Written(proposal), Is.EqualTo(new[] { "A s 2027 3", "A t 2027 4" }));
        Assert.That(proposal.Lines.Select(line => line.Reason.Code), Is.All.EqualTo("propose.whole_rest"));
    }

    [Test]
    public void The_whole_that_the_total_investment_still_allows_counts_as_the_whole_need() => Assert.That(
        Lines([Project("A", 7, Source("s", 30)) with { TotalInvestment = new Vnd(4) }], [], minimum: 10), Is.EqualTo(new[] { "A s 2026 4" }));

    [Test]
    public void A_part_of_a_need_below_the_minimum_is_not_given()
    {
        var proposal = ProposalPlanner.Plan(Request([Project("A", 7, Source("s", 8))], Rooms("s", 7, 7, 7, 0, 7), minimum: 10));
        Assert.That(proposal.Lines, Is.Empty);
        Assert.That(WrittenInFull(proposal), Is.EqualTo(new[]
        {
            "1 A s 8 propose.blocked.ceiling(source=s, years=2029) propose.blocked.minimum(minimum=10, years=2026+2027+2028+2030)",
        }));
    }

    [Test]
    public void What_is_allocated_already_counts_towards_the_minimum_of_its_year() => Assert.That(
        Lines([Project("A", 7, Source("s", 11, (2028, 9)), Source("t", 12, (2029, 10)))], Rooms("t", 9, 9, 9, 1, 9), minimum: 10),
        Is.EqualTo(new[] { "A s 2028 1", "A s 2029 1", "A t 2028 1", "A t 2029 1" }));

    [Test]
    public void Sources_reach_the_minimum_together() => Assert.That(
        Lines([Project("A", 7, Source("s", 10), Source("t", 10))], [], minimum: 10, last: 2027),
        Is.EqualTo(new[] { "A s 2026 5", "A s 2027 5", "A t 2026 5", "A t 2027 5" }));

    [Test]
    public void A_year_below_the_minimum_is_lifted_by_a_year_that_has_more_than_it()
    {
        var proposal = ProposalPlanner.Plan(Request(
            [Project("A", 7, Source("s", 10), Source("t", 12))], Rooms("s", 99, 0), minimum: 10, last: 2027));
        Assert.That(Written(proposal), Is.EqualTo(new[] { "A s 2026 10", "A t 2026 2", "A t 2027 10" }));
        Assert.That(
            proposal.Lines.Select(line => line.Reason.Code),
            Is.EqualTo(new[] { "propose.moved_in", "propose.minimum", "propose.minimum" }));
        Assert.That(Written(proposal.Lines[1].Reason), Does.StartWith("propose.minimum(change=-4, closed=, count=1").And.Contain("share=6"));
    }

    [Test]
    public void A_year_is_lifted_through_another_when_no_year_can_hand_over_directly()
    {
        // 2026 alone has something to spare, but only of s, which cannot go to 2028; 2027 takes s and hands over t.
        (string, int, long)[] rooms = [.. Rooms("s", 30, 10, 0), .. Rooms("t", 0, 10, 10)];
        var lines = Lines([Project("A", 7, Source("s", 24), Source("t", 14))], rooms, minimum: 10, last: 2028);
        Assert.That(lines, Is.EqualTo(new[] { "A s 2026 16", "A s 2027 8", "A t 2027 4", "A t 2028 10" }));
    }

    [Test]
    public void Where_the_total_investment_binds_one_source_makes_way_for_another_that_reaches_the_minimum()
    {
        // s alone could use the whole total investment, but 2027 has t only.
        (string, int, long)[] rooms = [.. Rooms("s", 8, 0), .. Rooms("t", 0, 3)];
        Assert.That(
            Lines([Project("A", 7, Source("s", 8), Source("t", 3)) with { TotalInvestment = new Vnd(10) }], rooms, minimum: 3, last: 2027),
            Is.EqualTo(new[] { "A s 2026 7", "A t 2027 3" }));
    }

    [Test]
    public void Of_years_that_cannot_all_reach_the_minimum_those_are_taken_that_give_most()
    {
        var proposal = ProposalPlanner.Plan(Request([Project("A", 7, Source("s", 15))], Rooms("s", 11, 12, 13), minimum: 10, last: 2028));
        Assert.That(WrittenInFull(proposal).Select(line => line.Split('(')[0]), Is.EqualTo(new[]
        {
            "A s 2028 13 propose.ceiling_cut",
            "1 A s 2 propose.blocked.ceiling",
        }));
        Assert.That(Written(proposal.Shortfalls[0].Sources[0].Blockers[1]), Is.EqualTo("propose.blocked.minimum(minimum=10, years=2026+2027)"));
    }

    private static string[] Lines(
        PlanningProject[] projects, (string Source, int Year, long Room)[] rooms, long minimum, int last = 2030) =>
        Written(ProposalPlanner.Plan(Request(projects, rooms, minimum, last: last)));
}
