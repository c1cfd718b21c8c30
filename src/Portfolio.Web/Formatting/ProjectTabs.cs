namespace Portfolio.Web.Formatting;

/// <summary>The pages of one project, side by side.</summary>
/// <param name="Code">Project.</param>
/// <param name="Here">Which of them is shown.</param>
/// <param name="History">Whether its history is for whoever asks.</param>
internal sealed record ProjectTabs(string Code, ProjectTab Here, bool History);

/// <summary>A page of a project.</summary>
internal enum ProjectTab
{
    /// <summary>All that documents say of it.</summary>
    Overview,

    /// <summary>Milestones, forecast and what drives the finish.</summary>
    Schedule,

    /// <summary>What it needs, is given and has paid out.</summary>
    Capital,

    /// <summary>Payments out of its capital.</summary>
    Payments,

    /// <summary>Paid against planned, and the plan.</summary>
    Curve,

    /// <summary>Land to be cleared, and what holds it up.</summary>
    Land,

    /// <summary>Who changed what.</summary>
    History,
}
