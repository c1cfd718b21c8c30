namespace Portfolio.Reporting.Capital;

/// <summary>The plan that a view of capital is about.</summary>
/// <param name="Id">Surrogate key.</param>
/// <param name="Code">Code.</param>
/// <param name="ShortName">Short title.</param>
/// <param name="ProvinceCode">Its province.</param>
/// <param name="ProvinceName">Name of the province.</param>
/// <param name="ProvinceNameEn">Its name in English.</param>
/// <param name="PeriodFrom">First year.</param>
/// <param name="PeriodTo">Last year.</param>
/// <param name="ClosedTo">Last budget year that is closed, the years before it too; 0 = none is.</param>
/// <param name="Illustrative">Whether needs, ceilings or decisions made up for demonstration are in force.</param>
public sealed record CapitalPlan(
    long Id, string Code, string ShortName, string ProvinceCode, string ProvinceName, string ProvinceNameEn, int PeriodFrom, int PeriodTo,
    int ClosedTo, bool Illustrative)
{
    /// <summary>The years of the plan.</summary>
    public IEnumerable<int> Years => Enumerable.Range(PeriodFrom, PeriodTo - PeriodFrom + 1);
}
