using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Land;

/// <summary>The land of a project.</summary>
/// <param name="Project">The project itself.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Communes">Communes in which it lies, as far as documents name any.</param>
/// <param name="Packages">Its packages, by commune and section.</param>
/// <param name="Months">Area handed over against plan, month by month; empty where nothing is planned or handed over.</param>
/// <param name="Obstacles">What holds it up, open ones first; null for whom it is not.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record ProjectLand(
    ProjectOverview Project, Place Place, IReadOnlyList<ProjectLink> Communes, IReadOnlyList<LandPackage> Packages, IReadOnlyList<AreaPoint> Months,
    IReadOnlyList<ObstacleRow>? Obstacles, DateOnly Today)
{
    /// <summary>The counters of all packages together.</summary>
    public LandFigures Sum { get; } = LandSums.Of(Packages.Select(p => p.Figures));

    /// <summary>Whether anything is made up for demonstration.</summary>
    public bool Illustrative => Packages.Any(p => p.Illustrative) || Obstacles?.Any(o => o.Illustrative) == true;

    /// <summary>Area of packages that are not planned, m²: no plan of the curve holds it.</summary>
    public long Unplanned => Packages.Where(p => p.Planned is null).Sum(p => p.Figures.AreaNeeded);
}

/// <summary>Area by the end of a month, m², all that came before with it.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Planned">Area of the packages planned to be handed over by then.</param>
/// <param name="HandedOver">Area handed over as it was reported; null = the month lies ahead.</param>
public sealed record AreaPoint(DateOnly Month, long Planned, long? HandedOver);

/// <summary>A package and what was entered of it last.</summary>
/// <param name="Project">Its project.</param>
/// <param name="Place">Where the package belongs: to whoever answers for the project and to its commune.</param>
/// <param name="Package">The package.</param>
/// <param name="Entries">Its latest entries, newest first; empty for whom they are not.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record PackageReport(ProjectOverview Project, Place Place, LandPackage Package, IReadOnlyList<LandEntry> Entries, DateOnly Today);

/// <summary>A change of a counter.</summary>
/// <param name="Field">Code of the counter.</param>
/// <param name="Was">Before.</param>
/// <param name="Now">After.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="EnteredBy">Who.</param>
/// <param name="EnteredAt">When, UTC.</param>
public sealed record LandEntry(string Field, long Was, long Now, string? Reason, string EnteredBy, DateTime EnteredAt)
{
    /// <summary>The counter.</summary>
    public LandFigure Figure => LandFigureNames.All.First(f => f.Code() == Field);
}

/// <summary>Sums of counters.</summary>
internal static class LandSums
{
    public static LandFigures Of(IEnumerable<LandFigures> all) =>
        all.Aggregate(LandFigures.None, (sum, one) => LandFigureNames.All.Aggregate(sum, (figures, f) => figures.With(f, checked(sum[f] + one[f]))));
}
