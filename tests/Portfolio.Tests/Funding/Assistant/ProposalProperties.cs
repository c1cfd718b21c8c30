using FsCheck;
using FsCheck.Fluent;
using Portfolio.Common;
using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>What holds for every proposal.</summary>
internal sealed class ProposalProperties
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(3_000);

    [Test]
    public void Ceilings_needs_total_investment_years_and_minimum_hold_and_every_shortfall_is_explained() => Check.One(
        Thousands,
        Prop.ForAll(Arb.From(RandomPlans.Any()), request =>
        {
            var broken = new ProposalRules(request, ProposalPlanner.Plan(request)).Broken().ToArray();
            return (broken.Length == 0).Label($"{string.Join("; ", broken)} in {PlanCase.Written(request)}");
        }));

    [Test]
    public void The_order_of_the_input_changes_nothing_not_even_a_reason() => Check.One(
        Thousands,
        Prop.ForAll(
            Arb.From(from request in RandomPlans.Any() from shuffled in RandomPlans.Shuffled(request) select (request, shuffled)),
            plans => PlanCase.WrittenInFull(ProposalPlanner.Plan(plans.request))
                .SequenceEqual(PlanCase.WrittenInFull(ProposalPlanner.Plan(plans.shuffled)))));

    /// <summary>
    /// Who is served earlier lacks no capital that somebody later got, in a source and year that is open to it: unless it has used its
    /// total investment, or it gets nothing in that year because even with everything later ones got there it would stay below the
    /// minimum. Without a minimum the second never happens.
    /// </summary>
    [Test]
    public void Nobody_later_gets_what_somebody_earlier_lacks_and_could_use() => Check.One(
        Thousands,
        Prop.ForAll(Arb.From(RandomPlans.Any()), request =>
        {
            var envies = Envies(request, ProposalPlanner.Plan(request)).ToArray();
            return (envies.Length == 0).Label($"{string.Join("; ", envies)} in {PlanCase.Written(request)}");
        }));

    /// <summary>No way of giving a project capital gives it more in all. So what holds for one holds in turn for all, each on what is left.</summary>
    [Test]
    public void A_project_gets_the_most_that_the_rules_allow() => Check.One(
        Thousands,
        Prop.ForAll(Arb.From(RandomPlans.Tiny()), request =>
        {
            var most = EveryWay.Most(request);
            var given = ProposalPlanner.Plan(request).Lines.Sum(line => line.Amount.Dong);
            return (given == most).Label($"gives {given}, could give {most} in {PlanCase.Written(request)}");
        }));

    [Test]
    public void More_room_never_gives_less_to_who_is_served_first() => Check.One(
        Thousands,
        Prop.ForAll(
            Arb.From(
                from request in RandomPlans.Any()
                where request.Rooms.Count > 0
                from cell in Gen.Elements(request.Rooms.Keys.ToArray())
                from more in Gen.Choose(1, 12)
                select (request, cell, more)),
            plan =>
            {
                var rooms = plan.request.Rooms.ToDictionary();
                rooms[plan.cell] += new Vnd(plan.more);
                return FirstGets(plan.request with { Rooms = rooms }) >= FirstGets(plan.request);
            }));

    private static long FirstGets(ProposalRequest request)
    {
        var order = ServiceOrder.Of(request.Projects.Where(project => project.Missing > Vnd.Zero));
        return order.Count == 0
            ? 0
            : ProposalPlanner.Plan(request).Lines.Where(line => line.ProjectCode == order[0].Code).Sum(line => line.Amount.Dong);
    }

    private static IEnumerable<string> Envies(ProposalRequest request, Proposal proposal)
    {
        var order = ServiceOrder.Of(request.Projects).Select(project => project.Code).ToList();
        var rules = new ProposalRules(request, proposal);
        return
            from shortfall in proposal.Shortfalls
            let project = request.Projects.Single(project => project.Code == shortfall.ProjectCode)
            let mine = proposal.Lines.Where(line => line.ProjectCode == project.Code).ToArray()
            let investmentLeft = (project.InvestmentLeft?.Dong ?? long.MaxValue) - mine.Sum(line => line.Amount.Dong)
            where investmentLeft > 0
            let later = proposal.Lines.Where(line => order.IndexOf(line.ProjectCode) > order.IndexOf(project.Code)).ToArray()
            from year in later.Select(line => line.Year).Distinct()
            where ProposalRules.YearsAllowed(project, [.. mine.Select(line => line.Year), year])
            let couldTake = shortfall.Sources.Sum(lacking => Math.Min(
                lacking.Amount.Dong, later.Where(line => line.Source == lacking.Source && line.Year == year).Sum(line => line.Amount.Dong)))
            where couldTake > 0
            let couldTakeAtAll = shortfall.Sources.Sum(lacking => Math.Min(
                lacking.Amount.Dong,
                rules.RoomLeft(lacking.Source, year)
                    + later.Where(line => line.Source == lacking.Source && line.Year == year).Sum(line => line.Amount.Dong)))
            let has = project.AllocatedIn(year).Dong + mine.Where(line => line.Year == year).Sum(line => line.Amount.Dong)
            where has + Math.Min(couldTakeAtAll, investmentLeft) >= request.Minimum.Dong
            select $"{project.Code} lacks what others got in {year}";
    }
}
