using Portfolio.Common;
using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>The rules of a proposal, written down a second time from the issue and not from the code.</summary>
internal sealed class ProposalRules(ProposalRequest request, Proposal proposal)
{
    private readonly Dictionary<string, PlanningProject> projects = request.Projects.ToDictionary(project => project.Code);

    /// <summary>Every rule that does not hold.</summary>
    public IEnumerable<string> Broken()
    {
        foreach (var line in proposal.Lines.Where(line => line.Amount <= Vnd.Zero))
            yield return $"{line}: nothing or less";
        foreach (var twice in proposal.Lines.GroupBy(line => (line.ProjectCode, line.Source, line.Year)).Where(lines => lines.Count() > 1))
            yield return $"{twice.Key}: twice";
        foreach (var (cell, room) in request.Rooms.Where(room => Given(line => Cell(line) == room.Key) > Math.Max(0, room.Value.Dong)))
            yield return $"{cell}: over the ceiling of {room.Dong}";
        foreach (var project in projects.Values)
        {
            foreach (var fault in NeedFaults(project).Concat(YearFaults(project)).Concat(MinimumFaults(project)))
                yield return $"{project.Code}: {fault}";
        }
    }

    /// <summary>What is given, whole đồng.</summary>
    public long Given(Func<ProposalLine, bool> which) => proposal.Lines.Where(which).Sum(line => line.Amount.Dong);

    /// <summary>What is left of the ceiling of a cell after everybody was served.</summary>
    public long RoomLeft(string source, int year) => request.Rooms.TryGetValue(new RoomKey(source, year), out var room)
        ? Math.Max(0, room.Dong) - Given(line => line.Source == source && line.Year == year)
        : long.MaxValue / 4;

    /// <summary>What the project may get at most: its missing needs within the total investment.</summary>
    public static long Most(PlanningProject project)
    {
        var missing = project.Sources.Sum(source => Math.Max(0, source.Need.Dong - source.Allocated.Dong));
        var allocated = project.Sources.Sum(source => source.Allocated.Dong);
        return project.TotalInvestment is { } total ? Math.Min(missing, Math.Max(0, total.Dong - allocated)) : missing;
    }

    /// <summary>Whether capital in these years, beside what there is, lies within start, finish and limit.</summary>
    public static bool YearsAllowed(PlanningProject project, IReadOnlyCollection<int> years)
    {
        if (years.Count == 0)
            return true;
        if (years.Min() < (project.StartYear ?? 0) || years.Max() > (project.FinishYear ?? 9999))
            return false;
        if (project.Limit is not { } limit)
            return true;
        int[] funded = [.. project.Sources.SelectMany(s => s.AllocatedByYear).Where(y => y.Value > Vnd.Zero).Select(y => y.Key)];
        if (project.FirstFundedYear is { } past)
            funded = [.. funded, past];
        var becomesFirst = funded.Length == 0 || years.Min() < funded.Min();
        return becomesFirst
            ? years.Concat(funded).Max() - years.Min() < limit.Years
            : years.Max() - funded.Min() < limit.Years;
    }

    private static RoomKey Cell(ProposalLine line) => new(line.Source, line.Year);

    private IEnumerable<string> NeedFaults(PlanningProject project)
    {
        var shortfall = proposal.Shortfalls.SingleOrDefault(shortfall => shortfall.ProjectCode == project.Code);
        foreach (var source in project.Sources)
        {
            var missing = Math.Max(0, source.Need.Dong - source.Allocated.Dong);
            var given = Given(line => line.ProjectCode == project.Code && line.Source == source.Source);
            var lacking = shortfall?.Sources.SingleOrDefault(s => s.Source == source.Source);
            if (given + (lacking?.Amount.Dong ?? 0) != missing || lacking?.Amount.Dong <= 0)
                yield return $"{source.Source} gives {given}, lacks {lacking?.Amount}, missing {missing}";
            if (lacking is { Blockers.Count: 0 })
                yield return $"{source.Source} lacks {lacking.Amount} for no reason";
            foreach (var year in Years(lacking, "propose.blocked.ceiling").Where(year => RoomLeft(source.Source, year) != 0))
                yield return $"{source.Source} {year} is said to be exhausted";
        }
        if (Given(line => line.ProjectCode == project.Code) > Most(project))
            yield return "over the total investment";
    }

    private IEnumerable<string> YearFaults(PlanningProject project)
    {
        int[] years = [.. proposal.Lines.Where(line => line.ProjectCode == project.Code).Select(line => line.Year)];
        if (years.Any(year => year < request.FirstYear || year > request.LastYear) || !YearsAllowed(project, years))
            yield return $"has no business in {string.Join(", ", years)}";
    }

    private IEnumerable<string> MinimumFaults(PlanningProject project) =>
        from year in proposal.Lines.Where(line => line.ProjectCode == project.Code).GroupBy(line => line.Year)
        let given = year.Sum(line => line.Amount.Dong)
        let allocated = project.Sources.Sum(source => source.AllocatedIn(year.Key).Dong)
        where allocated + given < request.Minimum.Dong && given != Most(project)
        select $"{year.Key} has {allocated} and gets {given}, below the minimum of {request.Minimum.Dong}";

    private static IEnumerable<int> Years(SourceShortfall? shortfall, string code) =>
        shortfall?.Blockers.Where(blocker => blocker.Code == code).SelectMany(blocker => (IEnumerable<int>)blocker.Arguments["years"]!) ?? [];
}
