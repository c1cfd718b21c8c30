namespace Portfolio.Web.Pages.Admin.Mail;

/// <summary>How the state of a mail is marked.</summary>
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
}
