namespace Portfolio.Milestones;

/// <summary>What a change left behind.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Its version now, on which the next change is based.</param>
/// <param name="Waits">Whether it is done by the word of its owner and waits for confirmation.</param>
/// <param name="ExpectedOn">When the program expects it now; null for continuous and dropped work.</param>
public sealed record MilestoneReceipt(string Project, string Milestone, long Revision, bool Waits, DateOnly? ExpectedOn);
