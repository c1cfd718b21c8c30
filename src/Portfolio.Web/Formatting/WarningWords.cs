using System.Globalization;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Notifications.Warnings;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>Warnings in words.</summary>
internal sealed class WarningWords(IStringLocalizer<Texts> texts, Display display)
{
    /// <summary>Name of a rule, as it begins a line.</summary>
    public string Rule(string code) => texts["warning_rule." + code].Value;

    /// <summary>What is wrong, in a sentence, as of a day.</summary>
    public string Sentence(WarningItem warning, DateOnly day) => texts[
        "warning_says." + warning.Rule, Date(warning.Since), Date(warning.Until), Days(warning, day), Number(warning.Measure), Number(warning.Bound), Amount(warning.Amount)].Value;

    /// <summary>What it is about: the milestone, commune, obstacle or report; null = the project itself.</summary>
    public static string? Subject(WarningItem warning) => warning.Subject;

    /// <summary>Page where one puts it right.</summary>
    public static string Path(WarningItem warning) => (warning.Rule.Split('.')[0], warning.ProjectCode) switch
    {
        ("ledger", _) => "/capital/ledger",
        (_, null) => "/work",
        ("milestone" or "progress" or "update", var project) => $"/projects/{Uri.EscapeDataString(project)}/schedule",
        ("land", var project) => $"/projects/{Uri.EscapeDataString(project)}/land",
        ("disbursement" or "capital", var project) => $"/projects/{Uri.EscapeDataString(project)}/capital",
        (_, var project) => $"/projects/{Uri.EscapeDataString(project)}",
    };

    private static string Date(DateOnly? day) => day is { } known ? Display.Date(known) : "–";

    private static string Days(WarningItem warning, DateOnly day) => warning.Since is { } since ? Display.Count(day.DayNumber - since.DayNumber + 1) : "–";

    private static string Number(decimal? number) => number is { } known ? known.ToString("#,##0.#", CultureInfo.CurrentCulture) : "–";

    private string Amount(long? amount) => amount is { } known ? display.BillionsWithUnit(new Vnd(known)) : "–";
}
