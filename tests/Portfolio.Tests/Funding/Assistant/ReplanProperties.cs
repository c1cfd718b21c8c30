using FsCheck;
using FsCheck.Fluent;
using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>What holds for every replanning.</summary>
internal sealed class ReplanProperties
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(3_000);

    /// <summary>
    /// Nought per source and year, so that ceilings hold as they did; nothing below nought or below what was spent; needs, total investment
    /// and years of funding hold; only who cannot spend gives, only who is on its curve takes, and stays there; every đồng that a giver will
    /// not spend is given, or its staying explained.
    /// </summary>
    [Test]
    public void The_sums_stay_and_no_figure_breaks_a_rule() => Check.One(
        Thousands,
        Prop.ForAll(Arb.From(RandomYears.Any()), request =>
        {
            var broken = new ReplanRules(request, Replanner.Plan(request)).Broken().ToArray();
            return (broken.Length == 0).Label(string.Join("; ", broken));
        }));

    [Test]
    public void The_order_of_the_input_changes_nothing_not_even_a_reason() => Check.One(
        Thousands,
        Prop.ForAll(
            Arb.From(from request in RandomYears.Any() from shuffled in RandomYears.Shuffled(request) select (request, shuffled)),
            years => ReplanCase.WrittenInFull(Replanner.Plan(years.request))
                .SequenceEqual(ReplanCase.WrittenInFull(Replanner.Plan(years.shuffled)))));

    [Test]
    public void The_moves_sum_up_to_the_lines() => Check.One(
        Thousands,
        Prop.ForAll(Arb.From(RandomYears.Any()), request =>
        {
            var replan = Replanner.Plan(request);
            var moved = replan.Moves.SelectMany(Parts)
                .GroupBy(part => part.Cell)
                .ToDictionary(cell => cell.Key, cell => cell.Sum(part => part.Amount));
            return moved.Count == replan.Lines.Count
                && replan.Lines.All(line => moved[(line.ProjectCode, line.Source, line.Year)] == line.Amount.Dong);
        }));

    /// <summary>
    /// Who comes earlier among the takers and could use more of a source, while somebody later got of it, could use it only for capital of
    /// its own in years in which the giver may not get any.
    /// </summary>
    [Test]
    public void Nobody_later_takes_what_somebody_earlier_could_use() => Check.One(
        Thousands,
        Prop.ForAll(Arb.From(RandomYears.Any()), request =>
        {
            var replan = Replanner.Plan(request);
            var rules = new ReplanRules(request, replan);
            var order = ServiceOrder.Of(request.Projects.Select(project => project.Project)).Select(project => project.Code).ToList();
            var projects = request.Projects.ToDictionary(project => project.Project.Code);
            var envied =
                from want in replan.Leftovers.Where(left => left.Reason.Code.StartsWith("replan.want", StringComparison.Ordinal))
                let earlier = projects[want.ProjectCode]
                let source = earlier.Project.Sources.Single(source => source.Source == want.Source)
                from move in replan.Moves
                where move.Source == want.Source && order.IndexOf(move.Taker) > order.IndexOf(want.ProjectCode)
                where MissesNeed(rules, request, earlier, source)
                    || Enumerable.Range(2028, 3).Any(year => rules.After(earlier, source, year) > 0 && year <= rules.LastYear(projects[move.Giver]))
                select move;
            return !envied.Any();
        }));

    private static IEnumerable<((string Project, string Source, int Year) Cell, long Amount)> Parts(CapitalMove move)
    {
        yield return ((move.Giver, move.Source, 2027), -move.Amount.Dong);
        yield return ((move.Taker, move.Source, 2027), move.Amount.Dong);
        if (move.LaterYear is not { } year)
            yield break;
        yield return ((move.Giver, move.Source, year), move.Amount.Dong);
        yield return ((move.Taker, move.Source, year), -move.Amount.Dong);
    }

    private static bool MissesNeed(ReplanRules rules, ReplanRequest request, YearProject project, SourceCapital source) =>
        source.Need.Dong > source.Allocated.Dong + rules.Change(project, source.Source)
        && rules.Change(project) < (project.Project.InvestmentLeft?.Dong ?? long.MaxValue)
        && ProposalRules.YearsAllowed(project.Project, [request.Year]);
}
