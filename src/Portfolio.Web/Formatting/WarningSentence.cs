using System.Globalization;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Slippage;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>A warning in one plain sentence, for pages and mails alike, in the language of the request.</summary>
internal sealed class WarningSentence(IStringLocalizer<Texts> texts, Display display)
{
    /// <summary>What is wrong, since when and by how much, who must act, and what capital of which year hangs on it.</summary>
    /// <param name="warning">The warning.</param>
    /// <param name="today">Business date.</param>
    public string Whole(WarningFacts warning, DateOnly today)
    {
        var who = Display.IsVietnamese ? warning.Body : warning.BodyEn ?? warning.Body;
        var capital = warning.AtRisk is { Dong: > 0 } risk ? display.BillionsWithUnit(risk) : null;
        var (what, year) = (Of(warning, today), JudgedYear.Of(today));
        return (who, capital) switch
        {
            ({ }, { }) => texts["warning.whole", what, who, capital, year].Value,
            ({ }, null) => texts["warning.whole_body", what, who].Value,
            (null, { }) => texts["warning.whole_capital", what, capital, year].Value,
            _ => texts["warning.whole_bare", what].Value,
        };
    }

    /// <summary>What is wrong, since when and by how much; without a full stop.</summary>
    /// <param name="warning">The warning.</param>
    /// <param name="today">Business date; of a warning that has ended the day on which it did.</param>
    public string Of(WarningFacts warning, DateOnly today)
    {
        var name = Display.IsVietnamese ? warning.Subject : warning.SubjectEn ?? warning.Subject;
        var (since, until) = (Day(warning.Since), Day(warning.Until));
        var (ago, left) = (today.DayNumber - warning.Since?.DayNumber ?? 0, warning.Until?.DayNumber - today.DayNumber ?? 0);
        var (measure, bound, amount) = (Figure(warning.Measure), Figure(warning.Bound), display.BillionsWithUnit(warning.Amount ?? Vnd.Zero));
        var (passed, onDay) = (left < 0, left == 0);
        return warning.Rule switch
        {
            "milestone.overdue" => texts["warning.milestone.overdue", name, Count(-left), until],
            "milestone.due_soon" => texts[onDay ? "warning.milestone.due_today" : "warning.milestone.due_soon", name, Count(left), until],
            "milestone.forecast_late" => texts["warning.milestone.forecast_late", name, until, measure],
            "milestone.date_moved" => texts[warning.Bound is null ? "warning.milestone.forecast_grows" : "warning.milestone.date_moved", name, measure, bound, until],
            "progress.linear_late" => texts[warning.Until is null ? "warning.progress.not_begun" : "warning.progress.linear_late", name, measure, bound, until],
            "update.stale" => texts[warning.Until is null ? "warning.update.stale" : "warning.update.stale_report", since, Count(ago), until],
            "disbursement.behind" => texts["warning.disbursement.behind", measure, bound, amount, JudgedYear.Of(today)],
            "disbursement.run_rate" => texts["warning.disbursement.run_rate", until, measure, amount, JudgedYear.Of(today)],
            "progress.gap" => texts["warning.progress.gap", measure, bound],
            "land.behind_start" => texts[warning.Severity == "red" ? "warning.land.behind_start_blocked" : "warning.land.behind_start", Start(until, left), measure],
            "land.step_late" => Step(warning) is { } step
                ? texts["warning.land.step_late_named", name, Count(-left), until, step] : texts["warning.land.step_late", name, Count(-left), until],
            "land.unpaid" => texts["warning.land.unpaid", name, since, Count(ago), amount],
            "land.notice_expiring" => texts[passed ? "warning.land.notice_expired" : onDay ? "warning.land.notice_ends_today" : "warning.land.notice_expiring", name, until, Count(Math.Abs(left))],
            "land.obstacle_open" => texts["warning.land.obstacle_open", name, since, Count(ago)],
            "capital.duration" => texts[passed ? "warning.capital.duration_passed" : onDay ? "warning.capital.duration_today" : "warning.capital.duration", measure, until, Count(Math.Abs(left))],
            "capital.idle" => texts[Idle(warning.Measure), warning.Since?.Year.ToString(CultureInfo.InvariantCulture) ?? "", amount],
            "capital.other_source" => texts["warning.capital.other_source", Start(until, left), amount],
            "settlement.late" => texts[passed ? "warning.settlement.late_passed" : onDay ? "warning.settlement.due_today" : "warning.settlement.late", since, until, Count(Math.Abs(left))],
            "report.late" => texts[passed ? "warning.report.late" : onDay ? "warning.report.due_today" : "warning.report.due", name, until, Count(Math.Abs(left))],
            "ledger.broken" => texts["warning.ledger.broken", measure, since],
            _ => throw new ArgumentOutOfRangeException(nameof(warning), warning.Rule, null),
        };
    }

    // How the ground that is to be broken lies ahead or behind.
    private string Start(string day, int left) =>
        texts[left > 0 ? "warning.start_ahead" : left == 0 ? "warning.start_today" : "warning.start_passed", day, Count(Math.Abs(left))].Value;

    private static string? Step(WarningFacts warning) => Display.IsVietnamese ? warning.Detail : warning.DetailEn ?? warning.Detail;

    private static string Idle(decimal? lacking) => lacking switch
    {
        1 => "warning.capital.idle_approval",
        2 => "warning.capital.idle_contract",
        3 => "warning.capital.idle_both",
        _ => "warning.capital.idle",
    };

    private static string Day(DateOnly? day) => day is { } known ? Display.Date(known) : "";

    private static string Count(int days) => Display.Count(days);

    private static string Figure(decimal? figure) => figure?.ToString("#,0.#", CultureInfo.CurrentCulture) ?? "";
}
