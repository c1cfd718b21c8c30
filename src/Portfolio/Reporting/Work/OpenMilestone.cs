namespace Portfolio.Reporting.Work;

/// <summary>A milestone as it stands, for whoever updates it.</summary>
public sealed record OpenMilestone
{
    /// <summary>Project.</summary>
    public string ProjectCode { get; init; } = "";

    /// <summary>Its name.</summary>
    public string ProjectName { get; init; } = "";

    /// <summary>Code within the project.</summary>
    public string Code { get; init; } = "";

    /// <summary>What is to be reached.</summary>
    public string Name { get; init; } = "";

    /// <summary>For when it is planned; null for continuous work.</summary>
    public DateOnly? PlannedOn { get; init; }

    /// <summary>That as it is written.</summary>
    public string PlannedText { get; init; } = "";

    /// <summary>When the program expects it; null where it does not.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>When its owner expects it, as he wrote it; null = he has not spoken.</summary>
    public string? StatedText { get; init; }

    /// <summary>How far it is, in percent.</summary>
    public int Percent { get; init; }

    /// <summary>Day on which it was met by the word of its owner; null = not reported.</summary>
    public DateOnly? ReportedOn { get; init; }

    /// <summary>Day on which it was met; null = open.</summary>
    public DateOnly? MetOn { get; init; }

    /// <summary>Day on which it was dropped; null = it counts.</summary>
    public DateOnly? DroppedOn { get; init; }

    /// <summary>Version, which an update is based on.</summary>
    public long Revision { get; init; }

    /// <summary>Who spoke of it last; null = nobody yet, or not asked for.</summary>
    public string? SaidBy { get; init; }

    /// <summary>When that was, UTC.</summary>
    public DateTime? SaidAt { get; init; }

    /// <summary>Whether figures of its project are made up for demonstration; not asked for where single ones are.</summary>
    public bool Illustrative { get; init; }

    /// <summary>Whether it waits to be met, and nobody has said that it is.</summary>
    public bool IsOpen => MetOn is null && ReportedOn is null && DroppedOn is null;
}

/// <summary>Which open milestones are asked for.</summary>
public enum OpenKind
{
    /// <summary>All.</summary>
    All,

    /// <summary>Past due.</summary>
    Late,

    /// <summary>Due soon.</summary>
    Due,

    /// <summary>Of projects of which nobody has said anything for long.</summary>
    Stale,
}

/// <summary>Which part of the open milestones is asked for.</summary>
/// <param name="Kind">Which ones.</param>
/// <param name="Project">Only of this project; null = all.</param>
/// <param name="Body">Only of projects of this body, by its code; null = all.</param>
/// <param name="Page">Page, from 1.</param>
public sealed record OpenRequest(OpenKind Kind, string? Project, string? Body, int Page);

/// <summary>A body that answers for somebody's projects.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
public sealed record WorkBody(string Code, string Name);
