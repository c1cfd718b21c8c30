using Portfolio.Files;

namespace Portfolio.Milestones.Updates;

/// <summary>What an owner says of a milestone.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
public abstract record MilestoneUpdate(string Project, string Milestone, long? Revision);

/// <summary>It is done.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="On">Day on which it was met; not ahead, and not before 1990.</param>
/// <param name="Note">Note; null = none.</param>
public sealed record ReportDone(string Project, string Milestone, long? Revision, DateOnly? On, string? Note = null)
    : MilestoneUpdate(Project, Milestone, Revision);

/// <summary>When the owner expects it.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Forecast">Date as people write it ("15/3/2027", "Quý IV/2027"); blank takes the word back.</param>
/// <param name="ReasonCode">One of <see cref="MoveReason.All"/>; not needed for taking back.</param>
/// <param name="Note">Note; "other" needs one.</param>
public sealed record StateForecast(string Project, string Milestone, long? Revision, string? Forecast, string? ReasonCode, string? Note = null)
    : MilestoneUpdate(Project, Milestone, Revision);

/// <summary>How far it is, a note, photos: one of them at least.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Percent">0 to 99; null = stays. Going back needs a note.</param>
/// <param name="Note">Note; null = none.</param>
public sealed record ReportProgress(string Project, string Milestone, long? Revision, int? Percent, string? Note = null)
    : MilestoneUpdate(Project, Milestone, Revision)
{
    /// <summary>Photos and files.</summary>
    public IReadOnlyList<NewFile> Files { get; init; } = [];
}

/// <summary>A wrong "done" is put right.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Reason">Why it was wrong.</param>
public sealed record UndoDone(string Project, string Milestone, long? Revision, string? Reason) : MilestoneUpdate(Project, Milestone, Revision);
