using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>What a replanning could not do, and why; asked for when all moves are made.</summary>
internal sealed class Leftovers(ReplanRequest request, IReadOnlyList<Giver> givers, IReadOnlyList<Taker> takers)
{
    private readonly HashSet<string> taken = [.. takers.SelectMany(taker => taker.Sources)];

    private readonly HashSet<string> wantedInExchange =
        [.. takers.Where(taker => taker.CanTake > 0).SelectMany(taker => taker.Sources.Where(source => taker.LaterYears(source).Count > 0))];

    private readonly ILookup<string, Giver> bySource = givers.ToLookup(giver => giver.Source);

    private readonly HashSet<string> unplaced = [.. givers.Where(giver => giver.Left > 0).Select(giver => giver.Source)];

    /// <summary>What givers keep, in their order, then what takers wanted in vain, in theirs.</summary>
    public IReadOnlyList<Leftover> All() =>
    [
        .. givers.SelectMany(Kept),
        .. from taker in takers
           from source in taker.Sources
           where bySource.Contains(source) && taker.Wants(source) > 0
           select new Leftover(taker.Standing.Code, source, new Vnd(taker.Wants(source)), Unserved(taker, source)),
    ];

    private IEnumerable<Leftover> Kept(Giver giver)
    {
        if (giver.Bound > 0)
        {
            yield return new Leftover(giver.Standing.Code, giver.Source, new Vnd(giver.Bound), Reasons.Of(
                "replan.left.carried_in", ("carriedIn", giver.Spending.CarriedIn), ("keeps", new Vnd(giver.Keeps))));
        }
        if (giver.Left > 0)
            yield return new Leftover(giver.Standing.Code, giver.Source, new Vnd(giver.Left), Unplaced(giver));
    }

    /// <summary>A taker that is served as far as anything was left wants what givers still have only if it may not go there in exchange.</summary>
    private Reason Unserved(Taker taker, string source) => Reasons.Of(
        unplaced.Contains(source) ? "replan.want.no_swap" : "replan.want.nothing_left", ("place", taker.Place), ("count", taker.Count));

    private Reason Unplaced(Giver giver)
    {
        if (!taken.Contains(giver.Source))
            return Reasons.Of("replan.left.no_taker");
        // Who can still take capital in exchange was held up by nothing but the years in which the giver may get it.
        if (!wantedInExchange.Contains(giver.Source))
            return Reasons.Of("replan.left.takers_full", ("parameter", request.Thresholds.BehindCurve.Parameter));
        if (giver.Standing.Project.AtRest is { } stage)
            return Reasons.Of("replan.left.at_rest", ("stage", stage));
        var limit = giver.Standing.Project.Project.Limit;
        return Reasons.Of("replan.left.duration", ("parameter", limit?.Parameter), ("limit", limit?.Years), ("last", giver.LastYear));
    }
}
