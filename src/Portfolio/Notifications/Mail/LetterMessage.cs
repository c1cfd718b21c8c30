using System.Net.Mail;
using System.Text;

namespace Portfolio.Notifications.Mail;

/// <summary>A mail in the form in which it leaves: headers, and plain text beside HTML.</summary>
internal static class LetterMessage
{
    public static MailMessage Of(Letter letter, MailSettings settings)
    {
        var message = new MailMessage(
            new MailAddress(settings.From, settings.FromName, Encoding.UTF8), new MailAddress(letter.Address, letter.Name, Encoding.UTF8))
        {
            // A line break in a subject would begin another header.
            Subject = letter.Words.Subject.ReplaceLineEndings(" "),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", letter.MessageId);
        // Nobody's notice of absence shall come back, and no machine answer another one.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        if (letter.Words.Unsubscribe is { } address)
            message.Headers.Add("List-Unsubscribe", $"<{address}>");
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(Lines(letter.Words.Text), Encoding.UTF8, "text/plain"));
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(Lines(letter.Words.Html), Encoding.UTF8, "text/html"));
        return message;
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\r\n");
}
