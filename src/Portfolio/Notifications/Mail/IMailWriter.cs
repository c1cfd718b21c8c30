namespace Portfolio.Notifications.Mail;

/// <summary>Puts what a mail says into words. The words and their form are the web part's business.</summary>
public interface IMailWriter
{
    /// <summary>Writes a mail.</summary>
    /// <param name="kind">Its kind, one of <see cref="MailModels"/>.</param>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    /// <param name="name">Name of the recipient.</param>
    /// <param name="model">What it says, JSON.</param>
    /// <param name="holder">For whom links in it act; null = it is only shown, and they lead nowhere.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<LetterWords> WriteAsync(string kind, string language, string name, string model, MailHolder? holder, CancellationToken ct);
}

/// <summary>For whom the links in a mail act.</summary>
/// <param name="AccountId">Account.</param>
/// <param name="Address">Address the mail goes to: whoever has another one by now is no longer reached there.</param>
public sealed record MailHolder(long AccountId, string Address);
