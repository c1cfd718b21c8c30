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
}
