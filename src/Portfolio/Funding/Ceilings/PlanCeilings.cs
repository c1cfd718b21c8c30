using Portfolio.Common;

namespace Portfolio.Funding.Ceilings;

/// <summary>The ceilings (trần vốn) of a plan, with what has been given of them.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Its short name.</param>
/// <param name="Province">Its province.</param>
/// <param name="PeriodFrom">First year.</param>
/// <param name="PeriodTo">Last year.</param>
/// <param name="Version">Version of all ceilings and contingencies, for conditional changes; 0 while none was set.</param>
/// <param name="Sources">Every source, in order.</param>
/// <param name="Contingencies">What is kept back under a name.</param>
public sealed record PlanCeilings(
    string PlanCode, string PlanName, string Province, int PeriodFrom, int PeriodTo, long Version, IReadOnlyList<SourceCeilings> Sources,
    IReadOnlyList<Contingency> Contingencies)
{
    /// <summary>The years of the plan.</summary>
    public IEnumerable<int> Years => Enumerable.Range(PeriodFrom, PeriodTo - PeriodFrom + 1);

    /// <summary>What is kept back of a source under names and not drawn yet, whole đồng.</summary>
    /// <param name="source">Code of the source.</param>
    public Vnd KeptOf(string source) => Contingencies.Where(c => c.Source == source).Sum(c => c.Left);

    /// <summary>What a source can still give over all years, without what is kept back; null where a year has no ceiling.</summary>
    /// <param name="source">The source.</param>
    public Vnd? RoomOf(SourceCeilings source) =>
        source.Years.All(y => y.Room is not null) ? source.Years.Sum(y => y.Room!.Value) - KeptOf(source.Source) : null;
}

/// <summary>The ceilings of one source.</summary>
/// <param name="Source">Code.</param>
/// <param name="SourceClass"><see cref="SourceClass.State"/> or <see cref="SourceClass.Other"/>.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Years">Every year of the plan.</param>
public sealed record SourceCeilings(string Source, string SourceClass, string Name, string NameEn, IReadOnlyList<YearCeiling> Years);

/// <summary>The ceiling of a source in a year.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Ceiling">The most it can give, whole đồng; null where none is set.</param>
/// <param name="Allocated">Given by approved decisions, whole đồng.</param>
/// <param name="Illustrative">Whether the ceiling is made up for demonstration.</param>
public sealed record YearCeiling(int Year, Vnd? Ceiling, Vnd Allocated, bool Illustrative)
{
    /// <summary>
    /// What the ceiling leaves, whole đồng; null where there is no bound. What is kept back under a name is kept of all years together,
    /// so it is not taken off here: see <see cref="PlanCeilings.RoomOf"/>.
    /// </summary>
    public Vnd? Room => Ceiling is { } ceiling ? ceiling - Allocated : null;
}

/// <summary>A part of the ceilings of a source that is kept back under a name (dự phòng).</summary>
/// <param name="Id">Key.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Name">Its name.</param>
/// <param name="Amount">Kept back, whole đồng.</param>
/// <param name="Drawn">Drawn by approved adjustments, whole đồng.</param>
public sealed record Contingency(long Id, string Source, string Name, Vnd Amount, Vnd Drawn)
{
    /// <summary>What can still be drawn, whole đồng.</summary>
    public Vnd Left => Amount - Drawn;
}
