namespace Portfolio.Jobs;

/// <summary>How a run stands.</summary>
public enum JobResult
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It did what it should.</summary>
    Ok,

    /// <summary>It stopped at a fault.</summary>
    Failed,

    /// <summary>The program was stopped while it ran; it runs again on the next node that can.</summary>
    Cancelled,

    /// <summary>Its node ended without a word, or has given no sign of life for a minute.</summary>
    Lost,
}
