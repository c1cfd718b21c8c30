using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>First and last year in which a project has capital, and how far they may lie apart.</summary>
/// <param name="First">First year with capital; null without any.</param>
/// <param name="Last">Last year with capital; null without any.</param>
/// <param name="Limit">Longest span; null without a limit.</param>
internal readonly record struct FundingSpan(int? First, int? Last, FundingLimit? Limit)
{
    /// <summary>The span of the capital that a project has already.</summary>
    public static FundingSpan Of(PlanningProject project)
    {
        int[] funded =
        [
            .. project.Sources.SelectMany(source => source.AllocatedByYear).Where(year => year.Value > Vnd.Zero).Select(year => year.Key),
        ];
        var span = new FundingSpan(project.FirstFundedYear, project.FirstFundedYear, project.Limit);
        return funded.Length == 0 ? span : span.With(funded.Min(), funded.Max());
    }

    /// <summary>The span once there is capital from one year to another as well.</summary>
    public FundingSpan With(int first, int last) =>
        this with { First = Math.Min(First ?? first, first), Last = Math.Max(Last ?? last, last) };

    /// <summary>Last year the limit leaves open, counted from the first year with capital; null while nothing sets one.</summary>
    public int? LastAllowed => Limit is { } limit && First is { } first ? first + limit.Years - 1 : null;

    /// <summary>
    /// Whether capital from one year to another stays within the limit. Capital before the present first year moves that first year,
    /// and with it the end of what is allowed for the capital there is. A limit that was passed before is not held against later capital
    /// that lies within it.
    /// </summary>
    public bool Allows(int first, int last)
    {
        if (Limit is not { } limit)
            return true;
        return First <= first
            ? last < First + limit.Years
            : Math.Max(Last ?? last, last) < first + limit.Years;
    }
}
