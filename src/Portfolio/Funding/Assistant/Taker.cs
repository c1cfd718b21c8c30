using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>What a project can still take, whole đồng.</summary>
internal sealed class Taker
{
    private readonly Dictionary<string, SortedDictionary<int, long>> later;
    private readonly Dictionary<string, long> missing;
    private long investmentLeft;

    public Taker(YearStanding standing, ReplanRequest request, int place, int count)
    {
        Standing = standing;
        Place = place;
        Count = count;
        CanTake = standing.CanTake;
        var project = standing.Project.Project;
        investmentLeft = project.InvestmentLeft?.Dong ?? long.MaxValue;
        later = project.Sources.ToDictionary(
            source => source.Source,
            source => new SortedDictionary<int, long>(source.AllocatedByYear
                .Where(year => year.Key > request.Year && year.Key <= request.LastYear && year.Value > Vnd.Zero)
                .ToDictionary(year => year.Key, year => year.Value.Dong)),
            StringComparer.Ordinal);
        var mayBeGiven = MayBeGiven(project, request.Year);
        missing = project.Sources.ToDictionary(source => source.Source, source => mayBeGiven ? source.Missing.Dong : 0, StringComparer.Ordinal);
        Sources = [.. later.Keys.Order(StringComparer.Ordinal)];
    }

    public YearStanding Standing { get; }

    /// <summary>Place among the takers, from 1.</summary>
    public int Place { get; }

    /// <summary>How many takers there are.</summary>
    public int Count { get; }

    /// <summary>What it can still take of all sources without falling behind its curve.</summary>
    public long CanTake { get; private set; }

    /// <summary>Its sources, in the order of their codes.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>Years after the budget year that have capital it could pull forward, the nearest first.</summary>
    public IReadOnlyList<int> LaterYears(string source) => later.TryGetValue(source, out var years) ? [.. years.Keys] : [];

    /// <summary>What it can take by pulling forward its own capital of a later year.</summary>
    public long Forward(string source, int year) =>
        later.TryGetValue(source, out var years) ? Math.Min(CanTake, years.GetValueOrDefault(year)) : 0;

    /// <summary>What it can take for a need that has no capital yet.</summary>
    public long Need(string source) => Math.Min(CanTake, Math.Min(investmentLeft, missing.GetValueOrDefault(source)));

    /// <summary>What it can take of a source in one way or the other.</summary>
    public long Wants(string source) => (long)Int128.Min(
        CanTake, LaterYears(source).Aggregate((Int128)Need(source), (sum, year) => sum + later[source][year]));

    /// <summary>Pulls capital forward.</summary>
    public void PullForward(string source, int year, long amount)
    {
        CanTake -= amount;
        later[source][year] -= amount;
        if (later[source][year] == 0)
            later[source].Remove(year);
    }

    /// <summary>Takes capital for a need that has none.</summary>
    public void MeetNeed(string source, long amount)
    {
        CanTake -= amount;
        missing[source] -= amount;
        investmentLeft -= amount;
    }

    /// <summary>Whether more capital than planned may be given in the budget year: the rule of years of the proposal.</summary>
    private static bool MayBeGiven(PlanningProject project, int year) =>
        year >= (project.StartYear ?? year) && year <= (project.FinishYear ?? year) && FundingSpan.Of(project).Allows(year, year);
}
