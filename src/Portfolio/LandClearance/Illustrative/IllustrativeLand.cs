using Portfolio.LandClearance.Packages;

namespace Portfolio.LandClearance.Illustrative;

/// <summary>Land made up for demonstration: packages with their counts, steps, and obstacles.</summary>
internal sealed record IllustrativeLand(
    IReadOnlyList<IllustrativePackage> Packages, IReadOnlyList<IllustrativeCount> Counts, IReadOnlyList<IllustrativeStep> Steps,
    IReadOnlyList<IllustrativeObstacle> Obstacles, IReadOnlyList<IllustrativeAnswer> Answers);

// ExpectedOn: null = as planned. HandedOverOn: null = not yet.
internal sealed record IllustrativePackage(
    long ProjectId, long PlanId, long CommuneId, string Code, string Section, string LandUse, DateOnly PlannedOn, string PlannedPrecision, string PlannedText,
    DateOnly? ExpectedOn, DateOnly? HandedOverOn);

/// <summary>The counters of a package as they stood on a day; a counter that is not named stayed as it was.</summary>
internal sealed record IllustrativeCount(long ProjectId, string Package, DateOnly CountedOn, string By, IReadOnlyDictionary<LandFigure, long> Figures);

internal sealed record IllustrativeStep(long ProjectId, string Package, string Step, DateOnly DoneOn, string By);

// Package: null = the work as such.
internal sealed record IllustrativeObstacle(
    long ProjectId, string? Package, string Title, string? Location, long MustActId, DateOnly Since, DateOnly? DueOn, string By, DateOnly? AnsweredOn,
    DateOnly? ClosedOn, string? ClosedBy, string? ClosingNote);

internal sealed record IllustrativeAnswer(long ProjectId, string Title, DateOnly AnsweredOn, string By, string Text);

/// <summary>A package that was made.</summary>
internal sealed record MadePackage(long Id, long ProjectId, string Code);
