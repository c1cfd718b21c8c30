namespace Portfolio.Milestones;

internal sealed record MilestoneKindSeed(string Code, string Name, string NameEn, int Position, bool IsKey);

// AfterKind: Kind that comes before; null for the first.
internal sealed record MilestoneSetSeed(string ProjectKind, string KindCode, int Weight, string? AfterKind, int LagDays);

// Project: Code of the project.
// PlannedOn: Last day of the planned period; null for continuous work.
internal sealed record MilestoneSeed(
    string Project, string Code, string KindCode, string Name, DateOnly? PlannedOn, string PlannedPrecision, string PlannedText,
    string SourceFile, string SourceSection, string SourceItem);

/// <summary>
/// A milestone of which a seed file says another date, or that it no longer names (then <c>Now…</c> is null), or names again (then
/// <c>Was…</c> is null).
/// </summary>
// ReportedOn: Day on which it was met, or is said to have been met.
// WorkedOn: Whether anything hangs on it that must not be lost: entries, notes, links.
internal sealed record MilestoneChange(
    long ProjectId, string Code, DateOnly? WasOn, string? WasPrecision, DateOnly? NowOn, string? NowPrecision, DateOnly? ReportedOn, bool WorkedOn)
{
    /// <summary>Whether it is taken out.</summary>
    public bool Vanishes => NowPrecision is null;

    /// <summary>Whether another day is said, and not the same in other words.</summary>
    public bool MovesDate => (WasOn, WasPrecision) != (NowOn, NowPrecision);
}

/// <summary>A kind of milestone and the number of milestones of that kind.</summary>
internal sealed record MilestoneKindUse(string Code, long Milestones);
