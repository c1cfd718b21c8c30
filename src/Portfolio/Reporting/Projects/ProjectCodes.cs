namespace Portfolio.Reporting.Projects;

/// <summary>The codes a project may bear, in the order in which they are shown; the database holds the same lists as checks.</summary>
public static class ProjectCodes
{
    /// <summary>Sectors.</summary>
    public static IReadOnlyList<string> Sectors { get; } = ["road", "airport", "urban", "housing", "planning", "water", "waste", "other"];

    /// <summary>Kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["construction", "planning", "scheme", "task"];

    /// <summary>Stages in the life of a project.</summary>
    public static IReadOnlyList<string> Stages { get; } =
        ["preparation", "land_clearance", "procurement", "construction", "completion", "settlement", "suspended", "cancelled"];
}
