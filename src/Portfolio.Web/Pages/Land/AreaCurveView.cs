using Portfolio.Reporting.Land;

namespace Portfolio.Web.Pages.Land;

/// <summary>Area handed over against plan, as it is drawn.</summary>
/// <param name="Months">The points.</param>
/// <param name="Unplanned">Area of packages without a planned hand-over, m²: it is not in the plan.</param>
internal sealed record AreaCurveView(IReadOnlyList<AreaPoint> Months, long Unplanned);
