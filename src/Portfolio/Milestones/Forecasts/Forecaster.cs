namespace Portfolio.Milestones.Forecasts;

/// <summary>
/// Pushes delays through the milestones of a project: a milestone is expected on its planned day, today at the earliest, and not
/// before its predecessors and its land permit. Of a predecessor counts the later of what is computed and what its owner states, so
/// that neither hides a delay; what the owner states of a milestone itself leaves its forecast alone and is shown beside it.
/// </summary>
internal static class Forecaster
{
    /// <summary>Expected days, in the order of the milestones; continuous work has none.</summary>
    /// <param name="work">Milestones without a circle among their dependencies.</param>
    /// <param name="today">Business date.</param>
    /// <exception cref="InvalidOperationException">The dependencies go round in a circle.</exception>
    public static IReadOnlyList<Expected> Compute(ForecastWork work, DateOnly today)
    {
        var milestones = work.Milestones.ToDictionary(m => m.Id);
        var predecessors = work.Dependencies.ToLookup(d => d.MilestoneId);
        var land = work.Land.ToLookup(l => l.MilestoneId);
        var expected = new Dictionary<long, Expected>(milestones.Count);
        foreach (var id in InOrder(work))
        {
            var milestone = milestones[id];
            if (milestone.PlannedOn is null && milestone.DoneOn is null)
                continue;
            var driver = predecessors[id].Where(d => expected.ContainsKey(d.PredecessorId))
                .Select(d => new Push(Effective(milestones[d.PredecessorId], expected[d.PredecessorId]).AddDays(d.LagDays), d.PredecessorId, null))
                .Concat(land[id].Where(l => l.HandedOverOn is not null || l.ExpectedOn is not null)
                    .Select(l => new Push((l.HandedOverOn ?? Later(l.ExpectedOn!.Value, today)).AddDays(l.LagDays), null, l.PackageId)))
                // Of several that push alike one is named, always the same.
                .OrderByDescending(p => p.To).ThenBy(p => p.PackageId ?? 0).ThenBy(p => p.PredecessorId).FirstOrDefault();
            expected[id] = Of(milestone, driver, today);
        }
        return [.. work.Milestones.Where(m => expected.ContainsKey(m.Id)).Select(m => expected[m.Id])];
    }

    /// <summary>The day that counts for whatever waits for it: the later of what is computed and what the owner states.</summary>
    public static DateOnly Effective(ForecastMilestone milestone, Expected expected) =>
        milestone.DoneOn is null && milestone.StatedOn is { } stated ? Later(expected.ExpectedOn, stated) : expected.ExpectedOn;

    private static Expected Of(ForecastMilestone milestone, Push? driver, DateOnly today)
    {
        if (milestone.DoneOn is { } done)
            return new Expected(milestone.Id, done, ForecastCause.Met, null, null, 0);
        var own = Later(milestone.PlannedOn!.Value, today);
        if (driver is { } push && push.To > own)
            return new Expected(
                milestone.Id, push.To, push.PackageId is null ? ForecastCause.Predecessor : ForecastCause.Land, push.PredecessorId, push.PackageId,
                push.To.DayNumber - own.DayNumber);
        return new Expected(milestone.Id, own, own == milestone.PlannedOn ? ForecastCause.Plan : ForecastCause.Today, null, null, 0);
    }

    // Predecessors first: each milestone comes once nothing it waits for is left.
    private static IEnumerable<long> InOrder(ForecastWork work)
    {
        var known = work.Milestones.Select(m => m.Id).ToHashSet();
        var links = work.Dependencies.Where(d => known.Contains(d.MilestoneId) && known.Contains(d.PredecessorId)).ToList();
        var waits = links.GroupBy(d => d.MilestoneId).ToDictionary(g => g.Key, g => g.Count());
        var followers = links.ToLookup(d => d.PredecessorId, d => d.MilestoneId);
        var free = new Queue<long>(work.Milestones.Select(m => m.Id).Where(id => !waits.ContainsKey(id)));
        var done = 0;
        while (free.TryDequeue(out var id))
        {
            done++;
            yield return id;
            foreach (var follower in followers[id])
                if (--waits[follower] == 0)
                    free.Enqueue(follower);
        }
        if (done != known.Count)
            throw new InvalidOperationException("The dependencies of the milestones go round in a circle.");
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private sealed record Push(DateOnly To, long? PredecessorId, long? PackageId);
}
