namespace Portfolio.Slippage.Rules;

/// <summary>A limit that a rule knows, and between what it may lie. That money does not add up (<c>ledger.broken</c>) knows none.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Name">Which limit (<c>amber_days</c>).</param>
/// <param name="Unit"><c>day</c>, <c>percent</c>, <c>point</c>, <c>time</c>, <c>month</c> or <c>month_day</c>.</param>
/// <param name="Below">Another limit of the rule that must not be smaller; null = none.</param>
public sealed record RuleLimit(string Rule, string Name, string Unit, string? Below = null)
{
    /// <summary>Every limit of every rule, in the order in which they are shown.</summary>
    public static IReadOnlyList<RuleLimit> All { get; } =
    [
        new("milestone.overdue", "amber_days", "day", "red_days"),
        new("milestone.overdue", "red_days", "day"),
        new("milestone.due_soon", "first_days", "day"),
        new("milestone.due_soon", "second_days", "day", "first_days"),
        new("milestone.due_soon", "third_days", "day", "second_days"),
        new("milestone.due_soon", "last_days", "day", "third_days"),
        new("milestone.forecast_late", "amber_days", "day", "red_days"),
        new("milestone.forecast_late", "amber_percent", "percent", "red_percent"),
        new("milestone.forecast_late", "red_days", "day"),
        new("milestone.forecast_late", "red_percent", "percent"),
        new("milestone.date_moved", "amber_times", "time", "red_times"),
        new("milestone.date_moved", "red_times", "time"),
        new("milestone.date_moved", "red_growing", "time"),
        new("progress.linear_late", "elapsed_percent", "percent"),
        new("update.stale", "amber_days", "day", "red_days"),
        new("update.stale", "red_days", "day"),
        new("update.stale", "before_report_days", "day"),
        new("disbursement.behind", "amber_points", "point", "red_points"),
        new("disbursement.behind", "red_points", "point"),
        new("disbursement.run_rate", "from_day", "month_day"),
        new("disbursement.run_rate", "amber_percent", "percent"),
        new("disbursement.run_rate", "red_percent", "percent", "amber_percent"),
        new("progress.gap", "amber_points", "point", "red_points"),
        new("progress.gap", "red_points", "point"),
        new("land.behind_start", "amber_days", "day"),
        new("land.behind_start", "amber_percent", "percent"),
        new("land.behind_start", "red_days", "day", "amber_days"),
        new("land.step_late", "amber_days", "day", "red_days"),
        new("land.step_late", "red_days", "day"),
        new("land.unpaid", "amber_days", "day", "red_days"),
        new("land.unpaid", "red_days", "day"),
        new("land.notice_expiring", "amber_days", "day"),
        new("land.obstacle_open", "amber_days", "day", "red_days"),
        new("land.obstacle_open", "red_days", "day"),
        new("capital.duration", "amber_months", "month"),
        new("capital.idle", "amber_day", "month_day", "red_day"),
        new("capital.idle", "red_day", "month_day"),
        new("capital.other_source", "amber_days", "day"),
        new("capital.other_source", "red_days", "day", "amber_days"),
        new("settlement.late", "amber_percent", "percent", "red_percent"),
        new("settlement.late", "red_percent", "percent"),
        new("report.late", "remind_days", "day"),
        new("report.late", "red_days", "day"),
    ];

    /// <summary>The smallest value.</summary>
    public int Least => Unit == "percent" ? 0 : Unit == "month_day" ? 101 : 1;

    /// <summary>The largest value.</summary>
    public int Most => Unit switch
    {
        "day" => 1000,
        "percent" => 200,
        "point" => 100,
        "time" => 50,
        "month" => 60,
        _ => 1231,
    };

    /// <summary>Whether the limit may be so. 29 February is no day of every year.</summary>
    public bool Allows(int value) => value >= Least && value <= Most
        && (Unit != "month_day" || (value / 100 is var month && value % 100 is var day && day >= 1 && day <= DateTime.DaysInMonth(2027, month)));

    /// <summary>The limit of a rule; null = there is none.</summary>
    public static RuleLimit? Find(string rule, string name) => All.FirstOrDefault(l => l.Rule == rule && l.Name == name);
}
