using System.Globalization;
using Portfolio.Accounts;
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

    /// <summary>Page of the warning, from which one goes on; of mails of before there were links, that of its project.</summary>
    public static string Path(WarningItem item) => item switch
    {
        { Id: > 0 } => "/warnings/" + item.Id.ToString(CultureInfo.InvariantCulture),
        { ProjectCode: { } project } => "/projects/" + Uri.EscapeDataString(project),
        _ => "/warnings",
    };

    /// <summary>Page on which its reader goes on: his work, or, who has none here, all warnings.</summary>
    public static string Home(WarningMail mail) => HasWork(mail) ? "/work" : "/warnings";

    /// <summary>Key of the words for that.</summary>
    public static string HomeText(WarningMail mail) => HasWork(mail) ? "mail.open_work" : "mail.open_warnings";

    /// <summary>Name of what has ended; null = the project itself, which is named already.</summary>
    public static string? Ended(WarningItem item) => item.Part == "resolved" && item.Facts.Subject != item.ProjectName && item.Facts.Subject.Length > 0 ? item.Facts.Subject : null;

    private static bool HasWork(WarningMail mail) => mail.Role is not { } role || PermissionMatrix.Allows(role, Permission.UpdateMilestones);
}
