namespace Portfolio.LandClearance.Steps;

/// <summary>Tells where a package stands with its steps. When their limits end is told by <c>land_clearance.limit_ends</c> alone.</summary>
public static class StepCalculator
{
    /// <summary>Where a package stands with every step.</summary>
    /// <param name="steps">The steps of its province, in their order.</param>
    /// <param name="done">Days on which it did them.</param>
    /// <param name="due">Last days of the limits that have started.</param>
    /// <param name="today">Business date.</param>
    public static IReadOnlyList<StepState> States(
        IReadOnlyList<LandStep> steps, IReadOnlyDictionary<string, DateOnly> done, IReadOnlyDictionary<string, DateOnly> due, DateOnly today) =>
        [.. steps.Select(step => StateOf(step, done, due, today))];

    private static StepState StateOf(
        LandStep step, IReadOnlyDictionary<string, DateOnly> done, IReadOnlyDictionary<string, DateOnly> due, DateOnly today)
    {
        DateOnly? doneOn = done.TryGetValue(step.Code, out var day) ? day : null;
        DateOnly? dueOn = due.TryGetValue(step.Code, out var last) ? last : null;
        return new StepState(step, doneOn, dueOn, dueOn is { } end ? Math.Max(0, (doneOn ?? today).DayNumber - end.DayNumber) : 0);
    }
}
