namespace Portfolio.Web.Pages.Schedules;

/// <summary>What is drawn of one milestone, land package or project: everything is optional but its kind.</summary>
/// <param name="Scale">Where days stand.</param>
/// <param name="Today">The line of today.</param>
internal sealed record GanttBar(GanttScale Scale, DateOnly Today)
{
    /// <summary>Begin of the work, as planned; null = only its end is drawn.</summary>
    public DateOnly? From { get; init; }

    /// <summary>End by the baseline: the shadow.</summary>
    public DateOnly? Baseline { get; init; }

    /// <summary>End as planned.</summary>
    public DateOnly? Planned { get; init; }

    /// <summary>End as expected.</summary>
    public DateOnly? Expected { get; init; }

    /// <summary>End by the word of the owner.</summary>
    public DateOnly? Stated { get; init; }

    /// <summary>Day on which it was done.</summary>
    public DateOnly? Done { get; init; }

    /// <summary>Whether it drives the finish.</summary>
    public bool Critical { get; init; }

    /// <summary>Whether it is land.</summary>
    public bool Land { get; init; }
}
