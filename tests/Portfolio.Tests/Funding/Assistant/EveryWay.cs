using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>Tries every way of giving one project capital, đồng by đồng.</summary>
internal static class EveryWay
{
    /// <summary>The most that any way that keeps the rules gives.</summary>
    public static long Most(ProposalRequest request)
    {
        var project = request.Projects.Single();
        var cells = (
            from source in project.Sources
            from year in Enumerable.Range(request.FirstYear, request.LastYear - request.FirstYear + 1)
            let missing = Math.Max(0, source.Need.Dong - source.Allocated.Dong)
            let room = request.Rooms.TryGetValue(new RoomKey(source.Source, year), out var bound) ? Math.Max(0, bound.Dong) : missing
            select (source.Source, Year: year, Most: Math.Min(missing, room))).ToArray();
        return Amounts([.. cells.Select(cell => cell.Most)])
            .Where(amounts => Keeps(request, project, [.. cells.Select((cell, i) => (cell.Source, cell.Year, amounts[i])).Where(c => c.Item3 > 0)]))
            .Max(amounts => amounts.Sum());
    }

    private static IEnumerable<long[]> Amounts(long[] most)
    {
        var amounts = new long[most.Length];
        while (true)
        {
            yield return amounts;
            var i = 0;
            while (i < most.Length && amounts[i] == most[i])
                amounts[i++] = 0;
            if (i == most.Length)
                yield break;
            amounts[i]++;
        }
    }

    private static bool Keeps(ProposalRequest request, PlanningProject project, (string Source, int Year, long Amount)[] given)
    {
        var total = given.Sum(cell => cell.Amount);
        return total <= ProposalRules.Most(project)
            && given.GroupBy(cell => cell.Source).All(source => source.Sum(cell => cell.Amount) <= Missing(project, source.Key))
            && ProposalRules.YearsAllowed(project, [.. given.Select(cell => cell.Year)])
            && given.GroupBy(cell => cell.Year).All(year => year.Sum(cell => cell.Amount) is var inYear
                && (inYear == ProposalRules.Most(project) || Allocated(project, year.Key) + inYear >= request.Minimum.Dong));
    }

    private static long Missing(PlanningProject project, string source) =>
        project.Sources.Where(s => s.Source == source).Sum(s => Math.Max(0, s.Need.Dong - s.Allocated.Dong));

    private static long Allocated(PlanningProject project, int year) =>
        project.Sources.Sum(source => source.AllocatedIn(year).Dong);
}
