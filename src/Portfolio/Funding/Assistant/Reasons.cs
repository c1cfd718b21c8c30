namespace Portfolio.Funding.Assistant;

/// <summary>Arguments that several reasons share.</summary>
internal static class Reasons
{
    /// <summary>Where a project stands in the order, and on what that rests.</summary>
    public static Dictionary<string, object?> Standing(PlanningProject project, int place, int count) => new(StringComparer.Ordinal)
    {
        ["rank"] = project.Priority.Rank,
        ["rankParameter"] = project.Priority.Parameter,
        ["rankBasis"] = project.Priority.SetByOfficer ? "officer" : "derived",
        ["place"] = place,
        ["count"] = count,
        ["finish"] = project.FinishYear,
    };

    /// <summary>A reason with its arguments.</summary>
    public static Reason Of(string code, params (string Name, object? Value)[] arguments) =>
        new(code, arguments.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal));
}
