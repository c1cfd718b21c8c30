using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>Sums the moves of a replanning up to one line per project, source and year.</summary>
internal sealed class AdjustmentLines(
    ReplanRequest request, IReadOnlyList<Giver> givers, IReadOnlyList<Taker> takers, IReadOnlyList<CapitalMove> moves)
{
    private readonly ILookup<(string Source, string Giver), CapitalMove> given = moves.ToLookup(move => (move.Source, move.Giver));
    private readonly ILookup<(string Source, string Taker), CapitalMove> taken = moves.ToLookup(move => (move.Source, move.Taker));

    /// <summary>The lines by source, givers before takers, each in their order, years ascending.</summary>
    public IReadOnlyList<AdjustmentLine> All() =>
    [
        .. from source in moves.Select(move => move.Source).Distinct().Order(StringComparer.Ordinal)
           let ofGivers = givers.Where(giver => giver.Source == source).SelectMany(GiverLines)
           let ofTakers = takers.SelectMany(taker => TakerLines(taker, source))
           from line in ofGivers.Concat(ofTakers)
           select line,
    ];

    private IEnumerable<AdjustmentLine> GiverLines(Giver giver)
    {
        CapitalMove[] mine = [.. given[(giver.Source, giver.Standing.Code)]];
        if (mine.Length == 0)
            yield break;
        yield return new AdjustmentLine(
            giver.Standing.Code, giver.Source, request.Year, Vnd.Zero - Sum(mine),
            ReplanReasons.Gives(giver, request, Codes(mine, move => move.Taker)));
        foreach (var year in ByLaterYear(mine))
        {
            yield return new AdjustmentLine(
                giver.Standing.Code, giver.Source, year.Key, Sum(year),
                Reasons.Of("replan.later.gets", ("year", request.Year), ("takers", Codes(year, move => move.Taker))));
        }
    }

    private IEnumerable<AdjustmentLine> TakerLines(Taker taker, string source)
    {
        CapitalMove[] mine = [.. taken[(source, taker.Standing.Code)]];
        if (mine.Length == 0)
            yield break;
        yield return new AdjustmentLine(taker.Standing.Code, source, request.Year, Sum(mine), ReplanReasons.Takes(taker, mine));
        foreach (var year in ByLaterYear(mine))
        {
            yield return new AdjustmentLine(
                taker.Standing.Code, source, year.Key, Vnd.Zero - Sum(year),
                Reasons.Of("replan.later.gives", ("year", request.Year), ("givers", Codes(year, move => move.Giver))));
        }
    }

    private static IEnumerable<IGrouping<int, CapitalMove>> ByLaterYear(IEnumerable<CapitalMove> moves) =>
        moves.Where(move => move.LaterYear is not null).GroupBy(move => move.LaterYear!.Value).OrderBy(year => year.Key);

    private static Vnd Sum(IEnumerable<CapitalMove> moves) => moves.Aggregate(Vnd.Zero, (sum, move) => sum + move.Amount);

    private static string[] Codes(IEnumerable<CapitalMove> moves, Func<CapitalMove, string> of) =>
        [.. moves.Select(of).Distinct().Order(StringComparer.Ordinal)];
}
