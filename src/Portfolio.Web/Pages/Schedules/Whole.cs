using System.Globalization;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>Reads whole numbers that are typed: days, weights.</summary>
internal static class Whole
{
    /// <summary>The number; null when it is none, or is blank.</summary>
    public static int? Of(string? typed) => int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
