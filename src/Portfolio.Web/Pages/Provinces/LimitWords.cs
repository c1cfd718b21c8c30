using System.Globalization;
using Microsoft.Extensions.Localization;
using Portfolio.Web.Pages.Schedules;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Provinces;

/// <summary>Limits of warnings as people read and type them: a day of the year as day and month, everything else as a whole number.</summary>
internal static class LimitWords
{
    private const string DayOfYear = "month_day";

    /// <summary>A limit with its unit, as it is read.</summary>
    public static string Limit(this IStringLocalizer<Texts> texts, string unit, int value) => unit switch
    {
        DayOfYear => Typed(unit, value),
        _ => texts["warning_unit." + unit, value].Value,
    };

    /// <summary>A limit as it is typed.</summary>
    public static string Typed(string unit, int value) => unit == DayOfYear
        ? FormattableString.Invariant($"{value % 100}/{value / 100}") : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The limit that is typed; null = it is none.</summary>
    public static int? Read(string unit, string? typed)
    {
        if (unit != DayOfYear)
            return Whole.Of(typed);
        return typed?.Split('/') is [var day, var month] && Whole.Of(day) is { } d and <= 31 && Whole.Of(month) is { } m and <= 12 ? (m * 100) + d : null;
    }
}
