using Portfolio.Common;

namespace Portfolio.Reporting.Plans;

/// <summary>What a plan shows of itself among others.</summary>
/// <param name="Code">Code.</param>
/// <param name="Kind">Kind of plan.</param>
/// <param name="ProvinceName">Name of its province.</param>
/// <param name="ProvinceNameEn">Its name in English.</param>
/// <param name="ShortName">Short title.</param>
/// <param name="DocumentNumber">Number of the document; null where it is blank.</param>
/// <param name="PeriodFrom">First year.</param>
/// <param name="PeriodTo">Last year.</param>
/// <param name="StatedNeedTotal">Need the document states, whole đồng; null where it states none.</param>
/// <param name="Projects">Number of projects.</param>
public sealed record PlanTile(
    string Code, string Kind, string ProvinceName, string ProvinceNameEn, string ShortName, string? DocumentNumber,
    int PeriodFrom, int PeriodTo, Vnd? StatedNeedTotal, int Projects);
