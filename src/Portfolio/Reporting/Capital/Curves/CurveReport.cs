using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Curves;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Capital.Curves;

/// <summary>Paid against planned over a budget year, month by month (S-curve). Amounts are whole đồng, cumulative.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Years">Years that have capital.</param>
/// <param name="Payable">What may be paid out of the year's capital in all.</param>
/// <param name="Points">The ends of the months, the first being January; a thirteenth where the year is settled by payments of the next one.</param>
/// <param name="Today">Business date of the view.</param>
/// <param name="PlannedToday">What was to be paid out by today.</param>
/// <param name="Paid">What is paid out.</param>
/// <param name="Illustrative">Whether any of it is made up for demonstration.</param>
public sealed record CurveReport(
    int Year, IReadOnlyList<int> Years, Vnd Payable, IReadOnlyList<CurvePoint> Points, DateOnly Today, Vnd PlannedToday, Vnd Paid, bool Illustrative)
{
    /// <summary>Paid less planned by today; below nought = behind.</summary>
    public Vnd Ahead => Paid - PlannedToday;

    /// <summary>Part of what is payable; null where there is nothing.</summary>
    public decimal? ShareOf(Vnd amount) => Payable == Vnd.Zero ? null : amount.Dong / (decimal)Payable.Dong;
}

/// <summary>Where the curve stands at the end of a month.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Planned">To be paid out by its end.</param>
/// <param name="Paid">Paid out by its end; null while the month lies ahead.</param>
public sealed record CurvePoint(DateOnly Month, Vnd Planned, Vnd? Paid);

/// <summary>The curve of a project, and what its owner states.</summary>
/// <param name="Project">The project itself.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Curve">Paid against planned.</param>
/// <param name="Plan">The planned disbursement.</param>
/// <param name="Default">What it is where nobody states any.</param>
/// <param name="Closed">Whether the year is closed.</param>
public sealed record ProjectCurve(
    ProjectOverview Project, Place Place, CurveReport Curve, PlannedCurve Plan, IReadOnlyList<int> Default, bool Closed);

/// <summary>The curve of a plan or of one of its programmes.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Its short name.</param>
/// <param name="ProvinceCode">Code of its province.</param>
/// <param name="ProvinceName">Its province.</param>
/// <param name="ProvinceNameEn">The same in English.</param>
/// <param name="Programmes">Its programmes, to choose from.</param>
/// <param name="Curve">Paid against planned.</param>
public sealed record PlanCurve(
    string PlanCode, string PlanName, string ProvinceCode, string ProvinceName, string ProvinceNameEn, IReadOnlyList<CurveProgramme> Programmes,
    CurveReport Curve);

/// <summary>A programme to choose.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Short name.</param>
public sealed record CurveProgramme(string Code, string Name);

/// <summary>The curve of all plans of a province together.</summary>
/// <param name="Code">Province.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Curve">Paid against planned.</param>
public sealed record ProvinceCurve(string Code, string Name, string NameEn, CurveReport Curve);

/// <summary>The curve of what a body and those under it own or lead.</summary>
/// <param name="BodyCode">Body.</param>
/// <param name="BodyName">Its name.</param>
/// <param name="BodyNameEn">The same in English; null = none.</param>
/// <param name="Curve">Paid against planned.</param>
public sealed record BodyCurve(string BodyCode, string BodyName, string? BodyNameEn, CurveReport Curve);
