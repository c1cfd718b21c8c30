namespace Portfolio.Milestones;

internal sealed record MilestoneKindSeed(string Code, string Name, string NameEn, int Position);

// Project: Code of the project.
// PlannedOn: Last day of the planned period; null for continuous work.
internal sealed record MilestoneSeed(
    string Project, string Code, string KindCode, string Name, DateOnly? PlannedOn, string PlannedPrecision, string PlannedText,
    string SourceFile, string SourceSection, string SourceItem);

/// <summary>A milestone whose date a seed file changes, or that it no longer names (then <c>Now…</c> is null).</summary>
internal sealed record MilestoneChange(
    long ProjectId, string Code, string Name, DateOnly? WasOn, string WasPrecision, string WasText,
    DateOnly? NowOn, string? NowPrecision, string? NowText, DateOnly? MetOn);

/// <summary>A kind of milestone and the number of milestones of that kind.</summary>
internal sealed record MilestoneKindUse(string Code, long Milestones);
