namespace Portfolio.Milestones.Forecasts;

/// <summary>What the day on which a milestone is expected follows from.</summary>
public enum ForecastCause
{
    /// <summary>It was met on that day.</summary>
    Met,

    /// <summary>Nothing holds it up: the planned day.</summary>
    Plan,

    /// <summary>It is overdue: today at the earliest.</summary>
    Today,

    /// <summary>A predecessor and the lag after it.</summary>
    Predecessor,

    /// <summary>The hand-over of land and the lag after it.</summary>
    Land,
}
