using Portfolio.Common;
using Portfolio.Slippage.Rules;

namespace Portfolio.Slippage.Rulings;

/// <summary>What limits must be like.</summary>
internal static class LimitChecks
{
    private const int LongestReason = 1000;

    /// <summary>The reason of a ruling.</summary>
    /// <exception cref="ValidationFailedException">It is missing or too long.</exception>
    public static string Reason(RuleLimits ruling)
    {
        var reason = SafeText.OrNull(ruling.Reason);
        if (reason is null)
            throw new ValidationFailedException([Fault("Reason", "milestones.note_missing", [])]);
        return reason.Length <= LongestReason ? reason
            : throw new ValidationFailedException([Fault("Reason", "milestones.note_long", new() { ["most"] = LongestReason })]);
    }

    /// <summary>Demands that every limit is one of the rule, may be so, and fits the others, those among them that stay as they are.</summary>
    /// <exception cref="ValidationFailedException">One does not; every fault bears the name of its limit as field.</exception>
    public static void Demand(RuleLimits asked, ProvinceRule before)
    {
        var values = before.Limits.ToDictionary(l => l.Name, l => asked.Limits.TryGetValue(l.Name, out var value) ? value : l.Value, StringComparer.Ordinal);
        List<FieldFailure> faults = [.. asked.Limits.Keys.Where(name => !values.ContainsKey(name)).Select(name => Fault(name, "slippage.limit_unknown", []))];
        foreach (var limit in RuleLimit.All.Where(l => l.Rule == asked.Rule && values.ContainsKey(l.Name)))
        {
            if (!limit.Allows(values[limit.Name]))
                faults.Add(Outside(limit));
            else if (limit.Below is { } other && RuleLimit.Find(asked.Rule, other)!.Allows(values[other]) && values[limit.Name] > values[other])
                faults.Add(Order(limit, values[other]));
        }
        if (faults.Count > 0)
            throw new ValidationFailedException(faults);
    }

    // A day of the year is told as day and month: the number it is kept as says nothing to people.
    private static FieldFailure Outside(RuleLimit limit) => limit.Unit == "month_day"
        ? Fault(limit.Name, "slippage.limit_day", [])
        : Fault(limit.Name, "slippage.limit_outside", new() { ["least"] = limit.Least, ["most"] = limit.Most });

    private static FieldFailure Order(RuleLimit limit, int most) => limit.Unit == "month_day"
        ? Fault(limit.Name, "slippage.limit_day_late", new() { ["most"] = FormattableString.Invariant($"{most % 100}/{most / 100}") })
        : Fault(limit.Name, "slippage.limit_order", new() { ["limit"] = limit.Rule + "." + limit.Name, ["otherLimit"] = limit.Rule + "." + limit.Below, ["most"] = most });

    private static FieldFailure Fault(string field, string code, Dictionary<string, object?> args) => new(field, code, args);
}
