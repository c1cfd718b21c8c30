using Portfolio.Common;
using Portfolio.Funding.Assistant;
using static Portfolio.Tests.Funding.Assistant.PlanCase;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>What is said to keep a project from getting what it lacks.</summary>
internal sealed class ProposalBlockerTests
{
    private static readonly PlanningProject A = Project("A", 7, Source("s", 50));

    [Test]
    public void A_ceiling_that_others_used_up() => Assert.That(
        Blockers([Project("A", 7, Source("s", 5)), Project("B", 6, Source("s", 8))], Rooms("s", 4, 4, 2), last: 2028),
        Is.EqualTo(new[] { "2 A s 3 propose.blocked.ceiling(source=s, years=2026+2027+2028)" }));

    [Test]
    public void A_total_investment_that_is_used_up_whatever_room_there_is_elsewhere() => Assert.That(
        Blockers([A with { TotalInvestment = new Vnd(12), StartYear = 2028 }], Rooms("s", 9, 9, 9, 0)),
        Is.EqualTo(new[] { "1 A s 38 propose.blocked.ceiling(source=s, years=2029) propose.blocked.total_investment(totalInvestment=12)" }));

    [Test]
    public void A_total_investment_below_what_is_allocated() => Assert.That(
        Blockers([Project("A", 7, Source("s", 50, (2025, 9))) with { TotalInvestment = new Vnd(8) }], []),
        Is.EqualTo(new[] { "1 A s 41 propose.blocked.total_investment(totalInvestment=8)" }));

    [Test]
    public void Years_outside_the_work_where_they_have_room() => Assert.That(
        Blockers([A with { StartYear = 2028, FinishYear = 2028 }], Rooms("s", 0, 5, 5, 5, 0)),
        Is.EqualTo(new[]
        {
            "1 A s 45 propose.blocked.ceiling(source=s, years=2028) propose.blocked.before_start(start=2028, years=2027) "
                + "propose.blocked.after_finish(finish=2028, years=2029)",
        }));

    [Test]
    public void A_work_finished_before_the_years_of_planning_even_without_room() => Assert.That(
        Blockers([A with { FinishYear = 2025 }], Rooms("s", 0, 0, 0, 0, 0)),
        Is.EqualTo(new[] { "1 A s 50 propose.blocked.finished_before_plan(finish=2025, firstYear=2026)" }));

    [Test]
    public void A_limit_of_years_that_is_over() => Assert.That(
        Blockers([A with { FirstFundedYear = 2022, Limit = Limit(3) }], [], first: 2026, last: 2027),
        Is.EqualTo(new[] { $"1 A s 50 propose.blocked.duration(first=2022, last=2024, limit=3, parameter={LimitParameter}, years=2026+2027)" }));

    [Test]
    public void A_limit_of_years_that_begins_with_the_proposal() => Assert.That(
        Blockers([A with { Limit = Limit(2) }], Rooms("s", 1, 5, 5, 5, 1)),
        Is.EqualTo(new[]
        {
            "1 A s 40 propose.blocked.ceiling(source=s, years=2027+2028) "
                + $"propose.blocked.duration(first=2027, last=2028, limit=2, parameter={LimitParameter}, years=2026+2029+2030)",
        }));

    [Test]
    public void Each_source_by_itself() => Assert.That(
        Blockers([Project("A", 7, Source("t", 9), Source("s", 9), Source("u", 9))], [.. Rooms("s", 4), .. Rooms("t", 5)], last: 2026),
        Is.EqualTo(new[]
        {
            "1 A s 5 propose.blocked.ceiling(source=s, years=2026)",
            "1 A t 4 propose.blocked.ceiling(source=t, years=2026)",
        }));

    private static string[] Blockers(
        PlanningProject[] projects, (string Source, int Year, long Room)[] rooms, int first = 2026, int last = 2030)
    {
        var proposal = ProposalPlanner.Plan(Request(projects, rooms, first: first, last: last));
        return WrittenInFull(proposal with { Lines = [] });
    }
}
