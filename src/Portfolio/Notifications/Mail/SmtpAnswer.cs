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
    /// Only what is said of the recipient is for good. Wrong credentials, a refused sender, a server that serves us not at all are faults of the
    /// settings or of our repute: such mails are tried again, and given up where everybody sees it, so that none is lost over them. 554 may greet
    /// us as well as answer a mail; the next mails would fare alike, as without a connection.
    /// </summary>
    private static MailOutcome Outcome(SmtpException fault, int code, string said) => fault switch
    {
        SmtpFailedRecipientException when code is 550 or 551 or 553 => OfAddress(said),
        SmtpFailedRecipientException when code >= 500 => MailOutcome.Refused,
        _ when code is < 0 or 421 or 554 => MailOutcome.Unreachable,
        _ => MailOutcome.Later,
    };

    // 5.1.x: bad address, 5.2.1: mailbox disabled. A policy (5.7.x) or a full mailbox (5.2.2) says nothing against the address. A bare 550 can mean all
    // of these: one is not enough.
    private static MailOutcome OfAddress(string said) => Enhanced().Match(said) switch
    {
        { Success: false } => MailOutcome.MaybeNoSuchAddress,
        { Value: "5.2.1" } => MailOutcome.NoSuchAddress,
        { Value: var value } when value.StartsWith("5.1.", StringComparison.Ordinal) => MailOutcome.NoSuchAddress,
        _ => MailOutcome.Refused,
    };

    private static string Inner(SmtpException fault) => fault.InnerException is { } inner ? inner.Message : fault.Message;

    [GeneratedRegex(@"The server response was: (.*)$", RegexOptions.Singleline)]
    private static partial Regex Said();

    [GeneratedRegex(@"\b5\.[0-9]{1,3}\.[0-9]{1,3}\b")]
    private static partial Regex Enhanced();
}
