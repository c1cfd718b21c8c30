using Portfolio.LandClearance.Packages;

namespace Portfolio.Reporting.Land;

/// <summary>The land of a commune over all projects: the view of its officer.</summary>
/// <param name="Code">Commune.</param>
/// <param name="Kind"><c>xa</c> or <c>phuong</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="ProvinceName">Its province.</param>
/// <param name="ProvinceNameEn">The province in English.</param>
/// <param name="Packages">Packages, those first whose planned hand-over comes first; those handed over last.</param>
/// <param name="More">Whether there are more packages than are shown.</param>
/// <param name="Sum">Counters of all packages together.</param>
/// <param name="Obstacles">Open obstacles of packages in the commune; null for whom they are not.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record CommuneLand(
    string Code, string Kind, string Name, string ProvinceName, string ProvinceNameEn, IReadOnlyList<LandPackage> Packages, bool More, LandFigures Sum,
    IReadOnlyList<ObstacleRow>? Obstacles, DateOnly Today);

/// <summary>The land that a body answers for, and what it must act on.</summary>
/// <param name="Code">Body.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Projects">Projects it owns or leads that need land, those with most area left first; no more than can be read.</param>
/// <param name="ProjectCount">All of these projects.</param>
/// <param name="Sum">Counters of all of them together.</param>
/// <param name="Obstacles">Open obstacles on which it must act; null for whom they are not.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record BodyLand(
    string Code, string Name, string? NameEn, IReadOnlyList<ProjectLandRow> Projects, int ProjectCount, LandFigures Sum,
    IReadOnlyList<ObstacleRow>? Obstacles, DateOnly Today)
{
    /// <summary>Whether anything shown is made up for demonstration.</summary>
    public bool Illustrative { get; init; }
}

/// <summary>The land of a project in one line.</summary>
/// <param name="Code">Project.</param>
/// <param name="Name">Its name.</param>
/// <param name="Packages">Number of packages.</param>
/// <param name="HandedOverPackages">Of these, handed over as a whole.</param>
/// <param name="Figures">Their counters together.</param>
/// <param name="LatePackages">Packages past their planned day and not handed over.</param>
/// <param name="NextOn">The earliest planned hand-over that is open; null = none.</param>
public sealed record ProjectLandRow(
    string Code, string Name, int Packages, int HandedOverPackages, LandFigures Figures, int LatePackages, DateOnly? NextOn);

/// <summary>The land of a province.</summary>
/// <param name="Code">Province.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Projects">Number of projects that need land.</param>
/// <param name="Packages">Number of packages.</param>
/// <param name="HandedOverPackages">Of these, handed over as a whole.</param>
/// <param name="Sum">Counters of all packages together.</param>
/// <param name="Late">Packages past their planned day, the latest first.</param>
/// <param name="Months">Area handed over against plan, month by month.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record ProvinceLand(
    string Code, string Name, string NameEn, int Projects, int Packages, int HandedOverPackages, LandFigures Sum, IReadOnlyList<LandPackage> Late,
    IReadOnlyList<AreaPoint> Months, DateOnly Today);
