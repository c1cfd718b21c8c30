using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>
/// Proposes an adjustment of one budget year: takes from projects that cannot spend what they have and gives to those that can. Every move
/// leaves the sum of each source and year as it is, so that no ceiling is touched. Pure and deterministic; the rules in their order stand
/// in the README beside this file.
/// </summary>
internal static class Replanner
{
    /// <summary>Makes the adjustment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The plan ends before the budget year.</exception>
    public static Replan Plan(ReplanRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.LastYear, request.Year);
        YearStanding[] standings = [.. request.Projects.Select(project => new YearStanding(project, request))];
        var givers = Givers(standings, request);
        var takers = Takers(standings, request);
        var pools = givers.GroupBy(giver => giver.Source).ToDictionary(group => group.Key, group => new GiverPool(group), StringComparer.Ordinal);
        var moves = new List<CapitalMove>();
        foreach (var taker in takers)
        {
            foreach (var source in taker.Sources.Where(pools.ContainsKey))
                moves.AddRange(Serve(taker, source, pools[source]));
        }
        return new Replan(
            new AdjustmentLines(request, givers, takers, moves).All(), moves, new Leftovers(request, givers, takers).All());
    }

    /// <summary>Everything that could be given, the surest cause first, then who is farthest behind its curve, then by code.</summary>
    private static Giver[] Givers(YearStanding[] standings, ReplanRequest request) =>
    [
        .. from standing in standings
               .Where(standing => standing.Gives)
               .OrderBy(standing => standing.Role)
               .ThenByDescending(standing => standing.Behind)
               .ThenBy(standing => standing.Code, StringComparer.Ordinal)
           from source in standing.Project.Project.Sources.OrderBy(source => source.Source, StringComparer.Ordinal)
           let giver = new Giver(standing, source, request)
           where giver.Left > 0 || giver.Bound > 0
           select giver,
    ];

    /// <summary>Those that may take, in the order in which a proposal serves.</summary>
    private static Taker[] Takers(YearStanding[] standings, ReplanRequest request)
    {
        var onCurve = standings.Where(standing => standing.Role == YearRole.OnCurve).ToDictionary(standing => standing.Code, StringComparer.Ordinal);
        var order = ServiceOrder.Of(onCurve.Values.Select(standing => standing.Project.Project));
        return [.. order.Select((project, i) => new Taker(onCurve[project.Code], request, i + 1, order.Count))];
    }

    /// <summary>
    /// Gives a taker what it can use of a source: its own capital of later years first, the nearest year first, then its missing need.
    /// </summary>
    private static IEnumerable<CapitalMove> Serve(Taker taker, string source, GiverPool givers)
    {
        foreach (var year in taker.LaterYears(source))
        {
            while (taker.Forward(source, year) > 0 && givers.FirstUntil(year) is { } giver)
            {
                var amount = givers.Take(giver, taker.Forward(source, year));
                taker.PullForward(source, year, amount);
                yield return new CapitalMove(source, giver.Standing.Code, taker.Standing.Code, year, new Vnd(amount));
            }
        }
        while (taker.Need(source) > 0 && givers.First is { } giver)
        {
            var amount = givers.Take(giver, taker.Need(source));
            taker.MeetNeed(source, amount);
            yield return new CapitalMove(source, giver.Standing.Code, taker.Standing.Code, null, new Vnd(amount));
        }
    }
}
