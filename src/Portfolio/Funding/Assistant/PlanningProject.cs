using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>What the assistant knows of a project.</summary>
/// <param name="Code">Its code, unique in a request.</param>
/// <param name="Priority">Its place in the legal order.</param>
/// <param name="Sources">Need and capital per source, each source once.</param>
internal sealed record PlanningProject(string Code, Priority Priority, IReadOnlyList<SourceCapital> Sources)
{
    /// <summary>For how many years it may receive capital; null where the law sets no limit.</summary>
    public FundingLimit? Limit { get; init; }

    /// <summary>First year that has capital already, also one before the years of planning; null without any.</summary>
    public int? FirstFundedYear { get; init; }

    /// <summary>Year in which the work begins; null where it is not known.</summary>
    public int? StartYear { get; init; }

    /// <summary>Year in which the work ends; null where it is not known.</summary>
    public int? FinishYear { get; init; }

    /// <summary>Approved cost, which all capital of all sources and years together never passes; null where none is approved.</summary>
    public Vnd? TotalInvestment { get; init; }

    /// <summary>Need of all sources.</summary>
    public Vnd Need => Sources.Aggregate(Vnd.Zero, (sum, source) => sum + source.Need);

    /// <summary>What all sources together still lack.</summary>
    public Vnd Missing => Sources.Aggregate(Vnd.Zero, (sum, source) => sum + source.Missing);

    /// <summary>Capital of all sources and years.</summary>
    public Vnd Allocated => Sources.Aggregate(Vnd.Zero, (sum, source) => sum + source.Allocated);

    /// <summary>What may still be added before the capital reaches the total investment; null without a bound.</summary>
    public Vnd? InvestmentLeft => TotalInvestment is { } total ? Max(Vnd.Zero, total - Allocated) : null;

    /// <summary>Capital of all sources in one year.</summary>
    public Vnd AllocatedIn(int year) => Sources.Aggregate(Vnd.Zero, (sum, source) => sum + source.AllocatedIn(year));

    private static Vnd Max(Vnd left, Vnd right) => left > right ? left : right;
}

/// <summary>Place of a project in the legal order of priority.</summary>
/// <param name="Rank">1 is served first.</param>
/// <param name="Parameter">Parameter of the law the rank rests on, <c>capital.priority.…</c>.</param>
/// <param name="SetByOfficer">Whether an officer set it; otherwise it was derived from the project's facts.</param>
internal sealed record Priority(int Rank, string Parameter, bool SetByOfficer);

/// <summary>For how long a project may receive capital.</summary>
/// <param name="Years">Longest span from the first to the last year with capital.</param>
/// <param name="Parameter">Parameter of the law, <c>capital.duration_years.…</c>.</param>
internal sealed record FundingLimit(int Years, string Parameter);

/// <summary>Need and capital of a project from one source.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Need">Need.</param>
/// <param name="Allocated">Capital of all years, also those before the years of planning.</param>
/// <param name="AllocatedByYear">Capital per year, at least that of the years of planning.</param>
internal sealed record SourceCapital(string Source, Vnd Need, Vnd Allocated, IReadOnlyDictionary<int, Vnd> AllocatedByYear)
{
    /// <summary>What the need still lacks.</summary>
    public Vnd Missing => Need > Allocated ? Need - Allocated : Vnd.Zero;

    /// <summary>Capital of one year.</summary>
    public Vnd AllocatedIn(int year) => AllocatedByYear.GetValueOrDefault(year);
}
