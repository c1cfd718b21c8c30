namespace Portfolio.Reporting.Reports;

/// <summary>A report that a body owes on a day, or has handed in.</summary>
public sealed record OwedReport
{
    /// <summary>Key of the duty.</summary>
    public long Id { get; init; }

    /// <summary>What is to be reported.</summary>
    public required string Name { get; init; }

    /// <summary>Last day on which it is in time.</summary>
    public DateOnly DueOn { get; init; }

    /// <summary>Day on which its body owed the same report before; null = none is known, or a list was asked for.</summary>
    public DateOnly? PreviousDueOn { get; init; }

    /// <summary>Day on which it was handed in; null = not yet.</summary>
    public DateOnly? HandedInOn { get; init; }

    /// <summary>Who said so.</summary>
    public string? HandedInBy { get; init; }

    /// <summary>What was said of it last.</summary>
    public string? Note { get; init; }

    /// <summary>Version it stands in.</summary>
    public long Version { get; init; }

    /// <summary>Key of the body that reports.</summary>
    public long BodyId { get; init; }

    /// <summary>Code of that body.</summary>
    public required string BodyCode { get; init; }

    /// <summary>Its name.</summary>
    public required string BodyName { get; init; }

    /// <summary>Its name in English.</summary>
    public string? BodyNameEn { get; init; }

    /// <summary>Body that receives it; null = the document names none.</summary>
    public string? RecipientName { get; init; }

    /// <summary>Its name in English.</summary>
    public string? RecipientNameEn { get; init; }

    /// <summary>Plan that asks for it.</summary>
    public required string PlanCode { get; init; }

    /// <summary>Name of the plan.</summary>
    public required string PlanName { get; init; }

    /// <summary>Province of the plan.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Name of the report itself; null = none was added.</summary>
    public string? FileName { get; init; }

    /// <summary>What that file is, found by its content.</summary>
    public string? FileType { get; init; }

    /// <summary>Bytes of it.</summary>
    public int? FileSize { get; init; }

    /// <summary>One of <see cref="OwedRequest.States"/>.</summary>
    public string State(DateOnly today) => HandedInOn is not null ? "in" : DueOn < today ? "late" : "due";

    /// <summary>Days past the day it was due, to today or to the day it was handed in; below zero = days left, or days early.</summary>
    public int DaysLate(DateOnly today) => (HandedInOn ?? today).DayNumber - DueOn.DayNumber;
}
