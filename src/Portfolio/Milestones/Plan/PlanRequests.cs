namespace Portfolio.Milestones.Plan;

/// <summary>A milestone that is added to a project.</summary>
/// <param name="Project">Project.</param>
/// <param name="Name">What is to be reached.</param>
/// <param name="Planned">Date as people write it.</param>
/// <param name="Kind">Kind; null = other.</param>
/// <param name="Weight">Part of the physical progress, 0 to 1000.</param>
public sealed record AddMilestone(string Project, string? Name, string? Planned, string? Kind = null, int Weight = 1)
{
    /// <summary>Codes of the milestones it waits for, each with the days in between at least, 0 to 3650.</summary>
    public IReadOnlyList<(string Code, int LagDays)> After { get; init; } = [];

    /// <summary>Keys of the land packages it waits for, each with the days after the hand-over at least, 0 to 3650.</summary>
    public IReadOnlyList<(long Package, int LagDays)> Land { get; init; } = [];
}

/// <summary>The milestones of the standard set that a project lacks.</summary>
/// <param name="Project">Project.</param>
/// <param name="Dates">Planned date of each kind that shall be added.</param>
public sealed record AddStandardSet(string Project, IReadOnlyList<KindDate> Dates);

/// <summary>The planned date of a kind.</summary>
/// <param name="Kind">Kind of milestone.</param>
/// <param name="Planned">Date as people write it.</param>
/// <param name="Weight">Weight, 0 to 1000; null = as the set says.</param>
public sealed record KindDate(string Kind, string? Planned, int? Weight = null);

/// <summary>Name and weight of a milestone.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Name">New name; null = stays. What a document names keeps its name.</param>
/// <param name="Weight">New weight, 0 to 1000; null = stays.</param>
public sealed record ChangeMilestone(string Project, string Milestone, long? Revision, string? Name, int? Weight);

/// <summary>What milestones of a project weigh.</summary>
/// <param name="Project">Project.</param>
/// <param name="Weights">One or several.</param>
public sealed record SetWeights(string Project, IReadOnlyList<MilestoneWeight> Weights);

/// <summary>What a milestone weighs.</summary>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Weight">Part of the physical progress relative to the others, 0 to 1000.</param>
public sealed record MilestoneWeight(string Milestone, long? Revision, int Weight);

/// <summary>A planned date that is moved.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Planned">Date as people write it; in the past only to correct a slip.</param>
/// <param name="ReasonCode">One of <see cref="MoveReason.All"/>.</param>
/// <param name="Note">Note; "other" needs one.</param>
public sealed record MovePlanned(string Project, string Milestone, long? Revision, string? Planned, string? ReasonCode, string? Note = null);

/// <summary>Milestones whose baseline becomes what is planned.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestones">Their codes; null = all that are open.</param>
/// <param name="Reason">Why.</param>
public sealed record Rebaseline(string Project, IReadOnlyList<string>? Milestones, string? Reason);

/// <summary>A milestone that is dropped from its project, or taken up again.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Reason">Why.</param>
public sealed record DropMilestone(string Project, string Milestone, long? Revision, string? Reason);
