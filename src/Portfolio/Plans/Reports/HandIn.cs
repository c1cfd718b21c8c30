using Portfolio.Files;

namespace Portfolio.Plans.Reports;

/// <summary>A report is handed in, or was not after all.</summary>
/// <param name="Duty">Key of the duty.</param>
/// <param name="Version">Version it was read in; null = whatever it is.</param>
/// <param name="On">Day on which it was handed in; null = it was not.</param>
/// <param name="Note">Number of the letter, or why what was said before changes; needed for the latter.</param>
/// <param name="File">The report itself; null = none is added, and one that is there stays as long as the report is handed in.</param>
public sealed record HandIn(long Duty, long? Version, DateOnly? On, string? Note, NewFile? File)
{
    /// <summary>
    /// First day on which a report can have been handed in: that on which the one before it was due, since a report tells of the time
    /// after that; where none is known, a year before it is due.
    /// </summary>
    /// <param name="dueOn">Day on which it is due.</param>
    /// <param name="previousDueOn">Day on which the same body owed the same report before; null = none is known.</param>
    public static DateOnly Earliest(DateOnly dueOn, DateOnly? previousDueOn) => previousDueOn ?? dueOn.AddYears(-1);
}

/// <summary>A dated duty of a body before it changes.</summary>
internal sealed record ReportDutyRow(long Id, long PlanId, long BodyId, string Name, DateOnly DueOn, DateOnly? HandedInOn, string? Note, long Revision, DateOnly? PreviousDueOn);

/// <summary>A dated duty of a body and the file that was handed in.</summary>
internal sealed record ReportFileRow(long PlanId, long BodyId, long? FileId);
