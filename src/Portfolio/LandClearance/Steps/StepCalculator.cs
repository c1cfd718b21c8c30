namespace Portfolio.LandClearance.Steps;

/// <summary>Reckons by when steps are due. The day on which a limit starts does not count.</summary>
public static class StepCalculator
{
    /// <summary>Where a package stands with every step.</summary>
    /// <param name="steps">The steps of its province, in their order.</param>
    /// <param name="done">Days on which it did them.</param>
    /// <param name="today">Business date.</param>
    /// <param name="holidays">Days on which nobody works besides Saturdays and Sundays; null = none are known.</param>
    public static IReadOnlyList<StepState> States(
        IReadOnlyList<LandStep> steps, IReadOnlyDictionary<string, DateOnly> done, DateOnly today, IReadOnlySet<DateOnly>? holidays = null) =>
        [.. steps.Select(step => StateOf(step, done, today, holidays))];

    /// <summary>The last day of a limit that starts on a day.</summary>
    /// <param name="start">Day on which it starts.</param>
    /// <param name="value">How long it is.</param>
    /// <param name="unit"><c>day</c>, <c>working_day</c>, <c>month</c>. A month ends on the same day of the next, or on its last where it has no such day.</param>
    /// <param name="holidays">Days on which nobody works besides Saturdays and Sundays; null = none are known.</param>
    public static DateOnly LastDay(DateOnly start, int value, string unit, IReadOnlySet<DateOnly>? holidays = null) => unit switch
    {
        "day" => start.AddDays(value),
        "month" => start.AddMonths(value),
        "working_day" => AfterWorkingDays(start, value, holidays),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, null),
    };

    private static StepState StateOf(LandStep step, IReadOnlyDictionary<string, DateOnly> done, DateOnly today, IReadOnlySet<DateOnly>? holidays)
    {
        DateOnly? doneOn = done.TryGetValue(step.Code, out var day) ? day : null;
        DateOnly? due = step is { AfterStep: { } after, LimitValue: { } value, LimitUnit: { } unit } && done.TryGetValue(after, out var start)
            ? LastDay(start, value, unit, holidays)
            : null;
        return new StepState(step, doneOn, due, due is { } last ? Math.Max(0, (doneOn ?? today).DayNumber - last.DayNumber) : 0);
    }

    private static DateOnly AfterWorkingDays(DateOnly start, int count, IReadOnlySet<DateOnly>? holidays)
    {
        var day = start;
        while (count > 0)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && holidays?.Contains(day) != true)
                count--;
        }
        return day;
    }
}
