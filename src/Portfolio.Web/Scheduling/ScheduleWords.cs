using System.Globalization;
using Microsoft.Extensions.Localization;
using Portfolio.Web.Formatting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Scheduling;

/// <summary>Says in words when a job runs: "hằng ngày lúc 02:00". What has no words is shown as it is written.</summary>
internal sealed class ScheduleWords(IStringLocalizer<Texts> texts)
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>The words for a cron expression of six fields.</summary>
    public string Of(string cron) => Find(cron) ?? cron;

    /// <summary>The same; null = there are none.</summary>
    public string? Find(string cron) => cron.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var s, "*", "*", .. var day] when Step(s) is { } seconds && Every(day) => Often("second", seconds),
        ["0", "*", "*", .. var day] when Every(day) => texts["cron.minute"].Value,
        ["0", var m, "*", .. var day] when Step(m) is { } minutes && Every(day) => Often("minute", minutes),
        ["0", "0", "*", .. var day] when Every(day) => texts["cron.hour"].Value,
        ["0", var m, "*", .. var day] when Number(m) is { } minute && Every(day) => texts["cron.hour_at", minute].Value,
        ["0", "0", var h, .. var day] when Step(h) is { } hours && Every(day) => Often("hour", hours),
        ["0", var m, var h, .. var day] when Times(m, h) is { } at => On(day, at),
        _ => null,
    };

    private string? On(string[] day, string at) => day switch
    {
        _ when Every(day) => texts["cron.daily", at].Value,
        ["?", "*", "MON-FRI"] => texts["cron.workdays", at].Value,
        ["?", "*", var name] when Array.IndexOf(Days, name) is >= 0 and var weekday =>
            texts["cron.weekly", Display.Start(CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName((DayOfWeek)weekday)), at].Value,
        [var number, "*", "?"] when Number(number) is { } ofMonth => texts["cron.monthly", ofMonth, at].Value,
        _ => null,
    };

    private string Often(string unit, int step) => texts[unit switch { "second" => "cron.seconds", "minute" => "cron.minutes", _ => "cron.hours" }, step].Value;

    /// <summary>"07:30", or "07:30, 13:30" for several hours.</summary>
    private static string? Times(string minute, string hours)
    {
        var each = hours.Split(',').Select(Number).ToList();
        return Number(minute) is { } m && each.TrueForAll(h => h is not null)
            ? string.Join(", ", each.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h:00}:{m:00}")))
            : null;
    }

    private static bool Every(string[] day) => day is ["*", "*", "?"] or ["?", "*", "*"];

    /// <summary>The 5 of <c>0/5</c> and of <c>*/5</c>.</summary>
    private static int? Step(string field) => field.Split('/') is ["0" or "*", var step] ? Number(step) : null;

    private static int? Number(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
