namespace Portfolio.Funding.Assistant;

/// <summary>
/// Lifts years that lie below their least by what other years have above theirs; the sum over all years and sources stays as it is.
/// </summary>
/// <remarks>
/// A year hands over within a source, or, where the total investment leaves needs of another source open, gives up one source for the
/// other. When no year with something to spare can hand over to the low one directly, it does so through years in between (the shortest
/// way, earliest years and first sources preferred). The years were chosen so that a way always exists; a shortest way uses no cell and
/// no open need twice, so that all its steps can be taken at once.
/// </remarks>
internal static class MinimumLift
{
    private readonly record struct Step(int From, int To, int Gives, int Takes, long Most);

    /// <summary>Lifts every chosen year to its least.</summary>
    public static void Apply(ProjectDemand demand, YearSpread spread)
    {
        foreach (var year in spread.Years)
        {
            while (Above(demand, spread, year) < 0)
                Hand(spread, ShortestWay(demand, spread, year), Above(demand, spread, year), demand);
        }
    }

    /// <summary>What a year has above its least; a whole rest that is smaller than the minimum is enough.</summary>
    private static long Above(ProjectDemand demand, YearSpread spread, int year) =>
        spread.Amounts.Sum(source => source[year]) - Math.Min(demand.Most, demand.Least[year]);

    private static void Hand(YearSpread spread, IReadOnlyList<Step> way, long above, ProjectDemand demand)
    {
        var amount = Math.Min(-above, Math.Min(Above(demand, spread, way[0].From), way.Min(step => step.Most)));
        foreach (var step in way)
        {
            spread.Amounts[step.Gives][step.From] -= amount;
            spread.Amounts[step.Takes][step.To] += amount;
        }
    }

    /// <summary>Steps from the nearest year with something to spare to the low one, searched backwards, breadth first.</summary>
    private static List<Step> ShortestWay(ProjectDemand demand, YearSpread spread, int low)
    {
        var stepFrom = new Dictionary<int, Step>();
        var reached = new Queue<int>([low]);
        while (reached.TryDequeue(out var to))
        {
            foreach (var from in spread.Years.Where(year => year != low && !stepFrom.ContainsKey(year)))
            {
                if (FindStep(demand, spread, from, to) is not { } step)
                    continue;
                stepFrom[from] = step;
                if (Above(demand, spread, from) > 0)
                    return Way(stepFrom, from, low);
                reached.Enqueue(from);
            }
        }
        throw new InvalidOperationException($"No year can lift {demand.Years[low]} of {demand.Project.Code} to the minimum.");
    }

    private static List<Step> Way(Dictionary<int, Step> stepFrom, int from, int low)
    {
        var way = new List<Step>();
        for (var year = from; year != low; year = stepFrom[year].To)
            way.Add(stepFrom[year]);
        return way;
    }

    private static Step? FindStep(ProjectDemand demand, YearSpread spread, int from, int to)
    {
        var sources = Enumerable.Range(0, demand.Missing.Length).ToArray();
        var givers = sources.Where(source => spread.Amounts[source][from] > 0).ToArray();
        long RoomTo(int source) => demand.Room[source][to] - spread.Amounts[source][to];
        long Open(int source) => demand.Missing[source] - spread.Amounts[source].Sum();
        foreach (var source in givers.Where(source => RoomTo(source) > 0))
            return new Step(from, to, source, source, Math.Min(spread.Amounts[source][from], RoomTo(source)));
        foreach (var giver in givers)
        {
            foreach (var taker in sources.Where(source => RoomTo(source) > 0 && Open(source) > 0))
                return new Step(from, to, giver, taker, Math.Min(spread.Amounts[giver][from], Math.Min(RoomTo(taker), Open(taker))));
        }
        return null;
    }
}
