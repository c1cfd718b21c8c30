using Portfolio.Notifications.Warnings;

namespace Portfolio.Web.Mails;

/// <summary>The parts of a mail about warnings.</summary>
internal static class WarningParts
{
    /// <summary>In the order in which they are told.</summary>
    public static IReadOnlyList<string> All { get; } = ["new", "escalated", "due", "reminder", "resolved"];

    /// <summary>The parts that say something, each with its warnings in their order.</summary>
    public static IEnumerable<IGrouping<string, WarningItem>> Of(WarningMail mail) =>
        mail.Items.GroupBy(item => item.Part).OrderBy(part => All.ToList().IndexOf(part.Key));

    /// <summary>Page where one puts it right.</summary>
    public static string Path(WarningItem item) => (item.Facts.Rule.Split('.')[0], item.ProjectCode) switch
    {
        ("ledger", _) => "/capital/ledger",
        (_, null) => "/work",
        ("milestone" or "progress" or "update", var project) => $"/projects/{Uri.EscapeDataString(project)}/schedule",
        ("land", var project) => $"/projects/{Uri.EscapeDataString(project)}/land",
        ("disbursement" or "capital", var project) => $"/projects/{Uri.EscapeDataString(project)}/capital",
        (_, var project) => $"/projects/{Uri.EscapeDataString(project)}",
    };

    /// <summary>Name of what has ended; null = the project itself, which is named already.</summary>
    public static string? Ended(WarningItem item) => item.Part == "resolved" && item.Facts.Subject != item.ProjectName && item.Facts.Subject.Length > 0 ? item.Facts.Subject : null;
}
