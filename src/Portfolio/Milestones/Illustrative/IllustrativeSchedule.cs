namespace Portfolio.Milestones.Illustrative;

/// <summary>Milestones made up for demonstration, and what was said of them and of the documents' milestones since.</summary>
internal sealed record IllustrativeSchedule(
    IReadOnlyList<IllustrativeMilestone> Milestones, IReadOnlyList<IllustrativeLink> Links, IReadOnlyList<IllustrativeUpdate> Updates);

/// <summary>A milestone; without a planned date it is one of a document, of which the weight alone is made up.</summary>
// Name: null = that of its kind.
internal sealed record IllustrativeMilestone(
    long ProjectId, long PlanId, string Code, string KindCode, string? Name, int Weight, DateOnly? PlannedOn, string? PlannedPrecision, string? PlannedText)
{
    public bool OfDocument => PlannedPrecision is null;
}

/// <summary>One milestone waits for another.</summary>
internal sealed record IllustrativeLink(long ProjectId, string Code, string After, int LagDays);

/// <summary>A milestone waits for land.</summary>
internal sealed record IllustrativeBlock(long ProjectId, string Code, long PackageId, int LagDays);

/// <summary>What was said of a milestone on a day.</summary>
// Field: planned, stated, done, confirmed; null = a note or how far it is.
// NowPrecision, NowText: null for done and confirmed.
internal sealed record IllustrativeUpdate(
    long ProjectId, string Milestone, DateOnly SaidOn, string By, string? Field, DateOnly? NowOn, string? NowPrecision, string? NowText, string? Reason,
    string? Note, int? Percent);
