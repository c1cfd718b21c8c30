using System.Net.Mail;
using System.Text.RegularExpressions;

namespace Portfolio.Notifications.Mail;

/// <summary>What the refusal of a mail server means (RFC 5321, and the enhanced codes of RFC 3463).</summary>
internal static partial class SmtpAnswer
{
    private const int Longest = 500;

    public static MailAnswer Of(SmtpException fault)
    {
        var code = (int)fault.StatusCode;
        var said = Said().Match(fault.Message) is { Success: true } match ? match.Groups[1].Value.Trim() : null;
        var text = code > 0 ? $"{code} {said ?? fault.Message}" : Inner(fault);
        return new MailAnswer(Outcome(fault, code, said ?? ""), text.Length > Longest ? text[..Longest] : text);
    }

    /// <summary>
    /// Only what is said of the recipient or of the whole mail is for good. Wrong credentials, a refused sender and the like are
    /// faults of the settings: they are tried again, so that no mail is lost over them.
    /// </summary>
    private static MailOutcome Outcome(SmtpException fault, int code, string said) => fault switch
    {
        SmtpFailedRecipientException when code is 550 or 551 or 553 => IsDead(said) ? MailOutcome.NoSuchAddress : MailOutcome.Refused,
        SmtpFailedRecipientException when code >= 500 => MailOutcome.Refused,
        _ when code is 552 or 554 => MailOutcome.Refused,
        _ when code is < 0 or 421 => MailOutcome.Unreachable,
        _ => MailOutcome.Later,
    };

    // 5.1.x: bad address, 5.2.1: mailbox disabled. Where the server gives no such code, its 550 is all there is to go by. A policy (5.7.x) or a full
    // mailbox (5.2.2) says nothing against the address.
    private static bool IsDead(string said) => Enhanced().Match(said) is not { Success: true } match || match.Value.StartsWith("5.1.", StringComparison.Ordinal) || match.Value == "5.2.1";

    private static string Inner(SmtpException fault) => fault.InnerException is { } inner ? inner.Message : fault.Message;

    [GeneratedRegex(@"The server response was: (.*)$", RegexOptions.Singleline)]
    private static partial Regex Said();

    [GeneratedRegex(@"\b5\.[0-9]{1,3}\.[0-9]{1,3}\b")]
    private static partial Regex Enhanced();
}
