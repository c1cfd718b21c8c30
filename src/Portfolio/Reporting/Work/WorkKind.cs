namespace Portfolio.Reporting.Work;

/// <summary>Why something stands among somebody's work.</summary>
public enum WorkKind
{
    /// <summary>A milestone past due and not met.</summary>
    Late,

    /// <summary>A milestone due soon.</summary>
    Due,

    /// <summary>A milestone its owner reports done, for whoever confirms it.</summary>
    Unconfirmed,

    /// <summary>Land past its day of hand-over.</summary>
    Land,

    /// <summary>A step of land clearance past its limit, in the own commune.</summary>
    Step,

    /// <summary>
    /// An obstacle that waits for one of the own bodies, or holds up land in the own commune. To a department of the whole province: one
    /// that waits for it, is past due, or stays without an answer.
    /// </summary>
    Obstacle,

    /// <summary>A payment that came back.</summary>
    Payment,

    /// <summary>A project of which nobody has said anything for long.</summary>
    Stale,
}
