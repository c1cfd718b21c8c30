using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Funding.Terms;

/// <summary>What bounds and orders the capital of a project: what documents say, and what the finance department has established.</summary>
/// <param name="ProjectCode">Project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="Place">Where the project belongs.</param>
/// <param name="PlanCode">Its plan.</param>
/// <param name="PlanName">Short name of the plan.</param>
/// <param name="Documented">What documents say.</param>
/// <param name="Set">What the finance department has established; it goes before what documents say.</param>
/// <param name="Reason">On what it rests; null = not said.</param>
/// <param name="SetBy">Who established it last; null = nothing was ever established.</param>
/// <param name="SetAt">When.</param>
/// <param name="Allocated">Capital given over all years and sources, whole đồng.</param>
/// <param name="FirstAllocatedYear">First year in which the plan gave it capital; null = none did.</param>
/// <param name="Priorities">The order of priority that the law knows today, the first served first.</param>
/// <param name="Version">Version, for conditional changes; 0 = nothing was ever established.</param>
public sealed record ProjectTerms(
    string ProjectCode, string ProjectName, Place Place, string PlanCode, string PlanName, FundingTerms Documented, FundingTerms Set, string? Reason, string? SetBy,
    DateTimeOffset? SetAt, Vnd Allocated, int? FirstAllocatedYear, IReadOnlyList<PriorityRank> Priorities, long Version)
{
    /// <summary>The bound of the capital of the project (F2), whole đồng; null = none is known.</summary>
    public Vnd? TotalInvestment => Set.TotalInvestment ?? Documented.TotalInvestment;

    /// <summary>Legal size group in force; null = none is known.</summary>
    public string? SizeGroup => Set.SizeGroup ?? Documented.SizeGroup;

    /// <summary>First year with capital, of this plan or of those before it, from which the limit of years counts; null = there was none.</summary>
    public int? FirstFundedYear => Set.FirstFundedYear < FirstAllocatedYear ? Set.FirstFundedYear : FirstAllocatedYear ?? Set.FirstFundedYear;

    /// <summary>What the bound leaves to give, whole đồng; null = there is no bound.</summary>
    public Vnd? Left => TotalInvestment is { } total ? total - Allocated : null;
}

/// <summary>Total investment, size, priority and first year with capital of a project.</summary>
/// <param name="TotalInvestment">Approved total investment, whole đồng; null = not said.</param>
/// <param name="SizeGroup"><c>national</c>, <c>a</c>, <c>b</c>, <c>c</c>; null = not said.</param>
/// <param name="Priority">Law parameter of the order of priority without its family, as <c>urgent</c>; null = as stage, kind, sources and dates say.</param>
/// <param name="FirstFundedYear">First year in which earlier plans gave it capital; null = not said.</param>
public sealed record FundingTerms(Vnd? TotalInvestment, string? SizeGroup, string? Priority, int? FirstFundedYear = null);

/// <summary>A place in the legal order of priority.</summary>
/// <param name="Priority">Law parameter without its family.</param>
/// <param name="Rank">Rank, 1 = served first.</param>
public sealed record PriorityRank(string Priority, int Rank);
