using Portfolio.Funding.Assistant;
using static Portfolio.Tests.Funding.Assistant.PlanCase;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>Who is served first.</summary>
internal sealed class ProposalOrderTests
{
    [Test]
    public void The_higher_rank_is_served_first_and_the_lower_one_gets_what_is_left()
    {
        var proposal = ProposalPlanner.Plan(Request(
            [Project("A", 12, Source("s", 8)), Project("B", 7, Source("s", 8))], Rooms("s", 10), last: 2026));
        Assert.That(Written(proposal), Is.EqualTo(new[] { "B s 2026 8", "A s 2026 2" }));
    }

    [Test]
    public void Within_a_rank_who_finishes_soonest_comes_first_and_who_does_not_know_comes_last() => Assert.That(
        Order(
            Project("unknown", 7, Source("s", 5)),
            Project("later", 7, Source("s", 5)) with { FinishYear = 2028 },
            Project("sooner", 7, Source("s", 5)) with { FinishYear = 2027 }),
        Is.EqualTo(new[] { "sooner", "later", "unknown" }));

    [Test]
    public void Then_the_larger_share_missing_comes_first_and_shares_are_not_rounded() => Assert.That(
        Order(
            Project("third", 7, Source("s", 3_000_000_000_000_000, (2026, 1_000_000_000_000_001))),
            Project("two thirds", 7, Source("s", 3_000_000_000_000_000, (2026, 1_000_000_000_000_000))),
            Project("of two sources", 7, Source("s", 100, (2026, 100)), Source("t", 300))),
        Is.EqualTo(new[] { "of two sources", "two thirds", "third" }));

    [Test]
    public void Then_the_code_decides_character_by_character() => Assert.That(
        Order([.. new[] { "a", "B", "A-10", "A-9" }.Select(code => Project(code, 7, Source("s", 5)))]),
        Is.EqualTo(new[] { "A-10", "A-9", "B", "a" }));

    [Test]
    public void Who_lacks_nothing_is_neither_given_anything_nor_counted()
    {
        var proposal = ProposalPlanner.Plan(Request(
            [
                Project("full", 1, Source("s", 5, (2026, 5))), Project("none", 1), Project("over", 1, Source("s", 5, (2026, 6))),
                Project("A", 2, Source("s", 5)),
            ],
            last: 2026));
        Assert.That(Written(proposal), Is.EqualTo(new[] { "A s 2026 5" }));
        Assert.That(proposal.Shortfalls, Is.Empty);
        Assert.That(proposal.Lines[0].Reason.Arguments, Contains.Item(new KeyValuePair<string, object?>("place", 1)));
        Assert.That(proposal.Lines[0].Reason.Arguments, Contains.Item(new KeyValuePair<string, object?>("count", 1)));
    }

    [Test]
    public void A_line_names_rank_parameter_place_and_whether_an_officer_set_the_rank()
    {
        var officer = Project("B", 9, Source("s", 5)) with { Priority = new Priority(9, "capital.priority.older_debts", SetByOfficer: true) };
        var proposal = ProposalPlanner.Plan(Request([officer, Project("A", 7, Source("s", 4)) with { FinishYear = 2027 }], last: 2026));
        Assert.That(proposal.Lines.Select(line => Written(line.Reason)), Is.EqualTo(new[]
        {
            "propose.single_year(closed=, count=2, finish=2027, place=1, rank=7, rankBasis=derived, "
                + "rankParameter=capital.priority.ongoing_finishing_in_period, years=2026)",
            "propose.single_year(closed=, count=2, finish=-, place=2, rank=9, rankBasis=officer, "
                + "rankParameter=capital.priority.older_debts, years=2026)",
        }));
    }

    private static string[] Order(params PlanningProject[] projects) => [.. ServiceOrder.Of(projects).Select(project => project.Code)];
}
