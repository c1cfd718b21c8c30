namespace Portfolio.Web.Pages.Admin.Mail;

/// <summary>How the state of a mail is marked, and what its answer means.</summary>
internal static class MailBadge
{
    public static string OfStatus(string status) => status switch
    {
        "sent" => "badge-met",
        "queued" => "badge-wait",
        _ => "badge-late",
    };

    public static string OfOutcome(string outcome) => outcome switch
    {
        "sent" => "badge-met",
        "later" or "unreachable" => "badge-wait",
        _ => "badge-late",
    };

    /// <summary>What of the program itself kept a mail back: <c>file</c> or <c>program</c>; null = the answer is one of a server.</summary>
    public static string? FaultOf(string? answer) => answer?.Split(':')[0] switch
    {
        "IOException" or "DirectoryNotFoundException" or "FileNotFoundException" or "PathTooLongException" or "UnauthorizedAccessException" => "file",
        { } name when name.EndsWith("Exception", StringComparison.Ordinal) && !name.Contains(' ') => "program",
        _ => null,
    };
}
