namespace Portfolio.Milestones.Forecasts;

/// <summary>Finds circles among dependencies.</summary>
internal static class Circles
{
    /// <summary>
    /// The way round that a dependency would close: from the milestone that waits over its predecessors back to itself, both ends
    /// named. Null where it closes none.
    /// </summary>
    /// <param name="dependencies">What there is.</param>
    /// <param name="added">What shall be added.</param>
    public static IReadOnlyList<long>? Closed(IEnumerable<Dependency> dependencies, Dependency added)
    {
        if (added.MilestoneId == added.PredecessorId)
            return [added.MilestoneId, added.MilestoneId];
        var predecessors = dependencies.ToLookup(d => d.MilestoneId, d => d.PredecessorId);
        // The shortest way from the predecessor back to the one that waits; a step knows whence it was reached.
        var cameFrom = new Dictionary<long, long> { [added.PredecessorId] = added.MilestoneId };
        var next = new Queue<long>([added.PredecessorId]);
        while (next.TryDequeue(out var at))
            foreach (var before in predecessors[at].Order())
            {
                if (before == added.MilestoneId)
                    return Way(cameFrom, at, added.MilestoneId);
                if (cameFrom.TryAdd(before, at))
                    next.Enqueue(before);
            }
        return null;
    }

    private static IReadOnlyList<long> Way(Dictionary<long, long> cameFrom, long last, long start)
    {
        List<long> way = [start, last];
        while (way[^1] != start && cameFrom[way[^1]] != start)
            way.Add(cameFrom[way[^1]]);
        way.Add(start);
        way.Reverse();
        return way;
    }
}
