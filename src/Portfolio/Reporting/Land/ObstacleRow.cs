namespace Portfolio.Reporting.Land;

/// <summary>An obstacle in a list.</summary>
/// <param name="Id">Key, part of addresses.</param>
/// <param name="ProjectCode">Project it holds up.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="PackageId">Package it holds up; null = the work as such.</param>
/// <param name="PackageCode">Code of that package.</param>
/// <param name="Title">What it is.</param>
/// <param name="Location">Where.</param>
/// <param name="BodyCode">Body that must act.</param>
/// <param name="BodyName">Its name.</param>
/// <param name="BodyNameEn">Its name in English.</param>
/// <param name="Since">Since when.</param>
/// <param name="DueOn">By when it is to be solved; null = no day is set.</param>
/// <param name="AnsweredOn">Day of the latest answer; null = none.</param>
/// <param name="ClosedOn">Day on which it was closed; null = open.</param>
/// <param name="Illustrative">Whether it is made up for demonstration.</param>
/// <param name="Version">Version, for conditional changes.</param>
public sealed record ObstacleRow(
    long Id, string ProjectCode, string ProjectName, long? PackageId, string? PackageCode, string Title, string? Location, string BodyCode, string BodyName,
    string? BodyNameEn, DateOnly Since, DateOnly? DueOn, DateOnly? AnsweredOn, DateOnly? ClosedOn, bool Illustrative, long Version)
{
    /// <summary>Days since it holds up, until it was closed.</summary>
    public int Days(DateOnly today) => Math.Max(0, (ClosedOn ?? today).DayNumber - Since.DayNumber);

    /// <summary>Days by which it is past its day and open; 0 = in time.</summary>
    public int LateDays(DateOnly today) => ClosedOn is null && DueOn is { } due ? Math.Max(0, today.DayNumber - due.DayNumber) : 0;
}
