namespace Portfolio.Notifications.Mail;

/// <summary>Puts what a mail says into words. The words and their form are the web part's business.</summary>
public interface IMailWriter
{
    /// <summary>Writes a mail.</summary>
    /// <param name="kind">Its kind, one of <see cref="MailModels"/>.</param>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    /// <param name="name">Name of the recipient.</param>
    /// <param name="model">What it says, JSON.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<LetterWords> WriteAsync(string kind, string language, string name, string model, CancellationToken ct);
}
