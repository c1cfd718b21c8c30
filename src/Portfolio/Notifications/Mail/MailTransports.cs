namespace Portfolio.Notifications.Mail;

/// <summary>Chooses the way by which mails leave.</summary>
internal static class MailTransports
{
    public static IMailTransport Of(MailSettings settings) => settings.Host is null ? new FileTransport(settings) : new SmtpTransport(settings);
}
