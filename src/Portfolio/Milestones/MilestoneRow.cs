using Portfolio.Common;

namespace Portfolio.Milestones;

/// <summary>A milestone as services judge it, read under the lock of its project.</summary>
internal sealed record MilestoneRow
{
    public long Id { get; init; }

    public long ProjectId { get; init; }

    public string Code { get; init; } = "";

    public string KindCode { get; init; } = "";

    public bool IsKey { get; init; }

    public string Name { get; init; } = "";

    public int Weight { get; init; }

    public int Percent { get; init; }

    public DateOnly? BaselineOn { get; init; }

    public string? BaselinePrecision { get; init; }

    public string? BaselineText { get; init; }

    public DateOnly? PlannedOn { get; init; }

    public string PlannedPrecision { get; init; } = "";

    public string PlannedText { get; init; } = "";

    public DateOnly? StatedOn { get; init; }

    public string? StatedPrecision { get; init; }

    public string? StatedText { get; init; }

    public DateOnly? ReportedOn { get; init; }

    public DateOnly? MetOn { get; init; }

    public DateOnly? ConfirmedOn { get; init; }

    public DateOnly? DroppedOn { get; init; }

    /// <summary>Whether a document names it.</summary>
    public bool OfDocument { get; init; }

    public long Revision { get; init; }

    /// <summary>Whether it is done by the word of its owner and waits for confirmation.</summary>
    public bool Waits => ReportedOn is not null && MetOn is null;

    /// <summary>One of its dates; null = none.</summary>
    public DueDate? Date(string field) => field switch
    {
        DateField.Planned => new DueDate(PlannedOn, PlannedPrecision, PlannedText),
        DateField.Baseline => BaselineOn is null ? null : new DueDate(BaselineOn, BaselinePrecision, BaselineText),
        DateField.Stated => StatedOn is null ? null : new DueDate(StatedOn, StatedPrecision, StatedText),
        DateField.Reported => Day(ReportedOn),
        DateField.Met => Day(MetOn),
        DateField.Confirmed => Day(ConfirmedOn),
        DateField.Dropped => Day(DroppedOn),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    private static DueDate? Day(DateOnly? on) => on is null ? null : new DueDate(on, null, null);
}
