using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>
/// The order in which projects are served: rank; within it who finishes soonest, unknown last; then who lacks the larger share of
/// its need; then the code. It does not depend on the order of the input.
/// </summary>
internal static class ServiceOrder
{
    /// <summary>The projects, first served first.</summary>
    public static IReadOnlyList<PlanningProject> Of(IEnumerable<PlanningProject> projects)
    {
        Entry[] entries = [.. projects.Select(project => new Entry(project, project.Missing, project.Need))];
        Array.Sort(entries, Compare);
        return [.. entries.Select(entry => entry.Project)];
    }

    private static int Compare(Entry left, Entry right)
    {
        var rank = left.Project.Priority.Rank.CompareTo(right.Project.Priority.Rank);
        if (rank != 0)
            return rank;
        var finish = (left.Project.FinishYear ?? int.MaxValue).CompareTo(right.Project.FinishYear ?? int.MaxValue);
        if (finish != 0)
            return finish;
        // Shares are compared crosswise, so that nothing is rounded.
        var share = ((Int128)right.Missing.Dong * left.Whole).CompareTo((Int128)left.Missing.Dong * right.Whole);
        return share != 0 ? share : string.CompareOrdinal(left.Project.Code, right.Project.Code);
    }

    private readonly record struct Entry(PlanningProject Project, Vnd Missing, Vnd Need)
    {
        /// <summary>What the missing is a share of; without any need nothing is missing of something.</summary>
        public long Whole => Math.Max(1, Need.Dong);
    }
}
