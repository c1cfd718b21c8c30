using Portfolio.Common;

namespace Portfolio.Reporting.Work;

/// <summary>Something that waits for whoever asks.</summary>
public sealed record WorkItem
{
    /// <summary>Why it stands here.</summary>
    public WorkKind Kind { get; init; }

    /// <summary>Project.</summary>
    public string ProjectCode { get; init; } = "";

    /// <summary>Its name.</summary>
    public string ProjectName { get; init; } = "";

    /// <summary>Milestone, package, obstacle or payment, as its address names it; null where the project as a whole is meant.</summary>
    public string? Code { get; init; }

    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>The same in English; null where it is called but one thing.</summary>
    public string? NameEn { get; init; }

    /// <summary>The day it hangs on: due, reported, since or last heard of; null = never heard of.</summary>
    public DateOnly? On { get; init; }

    /// <summary>That day as it is written, of what is reported done the day it was planned for; null where only the day is known.</summary>
    public string? OnText { get; init; }

    /// <summary>Days since that day; negative while it lies ahead.</summary>
    public int? Days { get; init; }

    /// <summary>When it was said to be done, for what waits to be confirmed; null = not known.</summary>
    public DateOnly? SaidOn { get; init; }

    /// <summary>Why its report was returned, while it is open again; null = it was not.</summary>
    public string? Returned { get; init; }

    /// <summary>When the program expects it; null where it does not.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>When its owner expects it, as he wrote it; null = he has not spoken.</summary>
    public string? StatedText { get; init; }

    /// <summary>How far it is, in percent; null where that means nothing.</summary>
    public int? Percent { get; init; }

    /// <summary>Version of the milestone, which an update is based on; null where there is none.</summary>
    public long? Revision { get; init; }

    /// <summary>Capital at risk: what of this year's capital of the project is not paid out, whole đồng.</summary>
    public Vnd AtRisk { get; init; }

    /// <summary>Colour of the project by its warnings: green, amber, red.</summary>
    public string Colour { get; init; } = "green";
}

/// <summary>A page of somebody's work, with how much there is of each kind.</summary>
/// <param name="Items">What hangs most on first.</param>
/// <param name="Counts">Number of items per kind, over all pages.</param>
/// <param name="Projects">Number of projects within reach.</param>
/// <param name="Today">Business date.</param>
/// <param name="Illustrative">Whether any of the items shown rests on figures made up for demonstration.</param>
public sealed record WorkReport(
    Page<WorkItem> Items, IReadOnlyDictionary<WorkKind, int> Counts, int Projects, DateOnly Today, bool Illustrative);

/// <summary>What of the work is asked for.</summary>
/// <param name="Kind">Only this kind; null = all.</param>
/// <param name="Page">Page, from 1.</param>
public sealed record WorkRequest(WorkKind? Kind, int Page);
