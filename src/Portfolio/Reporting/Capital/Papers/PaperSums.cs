using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Papers;

/// <summary>Sums over the projects of a decision, which are a few thousand at most.</summary>
internal static class PaperSums
{
    /// <summary>Per programme, in the order in which the projects come.</summary>
    public static IReadOnlyList<ProgrammeEffect> Programmes(IEnumerable<ProjectSum> sums) =>
    [
        .. sums.GroupBy(p => (p.ProgrammeCode, p.ProgrammeName)).Select(g => new ProgrammeEffect(
            g.Key.ProgrammeCode, g.Key.ProgrammeName, g.Count(), g.Sum(p => p.Given), g.Sum(p => p.Taken))),
    ];

    /// <summary>Who gives most and who gets most.</summary>
    public static GiversAndTakers Largest(List<ProjectSum> sums, int shown)
    {
        var givers = sums.FindAll(p => p.Taken > Vnd.Zero);
        var takers = sums.FindAll(p => p.Given > Vnd.Zero);
        return new GiversAndTakers(
            [.. givers.OrderByDescending(p => p.Taken).Take(shown)], [.. takers.OrderByDescending(p => p.Given).Take(shown)], givers.Count, takers.Count);
    }
}
