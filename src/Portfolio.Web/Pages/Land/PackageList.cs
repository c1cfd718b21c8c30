using Portfolio.Reporting.Land;

namespace Portfolio.Web.Pages.Land;

/// <summary>A table of packages.</summary>
/// <param name="Packages">The packages.</param>
/// <param name="Today">Business date.</param>
/// <param name="Projects">Whether they are of several projects, which are named then.</param>
internal sealed record PackageList(IReadOnlyList<LandPackage> Packages, DateOnly Today, bool Projects);

/// <summary>A table of obstacles.</summary>
/// <param name="Obstacles">The obstacles.</param>
/// <param name="Today">Business date.</param>
/// <param name="Projects">Whether they are of several projects, which are named then.</param>
internal sealed record ObstacleList(IReadOnlyList<ObstacleRow> Obstacles, DateOnly Today, bool Projects);
