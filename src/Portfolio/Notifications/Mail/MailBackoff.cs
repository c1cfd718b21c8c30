namespace Portfolio.Notifications.Mail;

/// <summary>When a mail that did not get through is tried again: after 1, 2, 4, … minutes, at most 4 hours; for about two days.</summary>
internal static class MailBackoff
{
    /// <summary>So often it is tried before it is given up, where everybody sees it.</summary>
    public const int MostAttempts = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>How long to wait after an attempt.</summary>
    /// <param name="attempts">Attempts so far, at least one.</param>
    public static TimeSpan After(int attempts) =>
        attempts > 8 ? Longest : TimeSpan.FromMinutes(Math.Min(1 << (attempts - 1), Longest.TotalMinutes));
}
