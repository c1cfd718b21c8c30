using Portfolio.Notifications.Mail;

namespace Portfolio.Web.Mails;

/// <summary>Every kind of mail.</summary>
internal static class MailKinds
{
    public static IReadOnlyList<MailKind> All { get; } =
    [
        new MailKind<TestMail>(MailModels.Test, "Test", (_, texts) => texts["mail.test.subject", texts["app.name"].Value].Value),
        new MailKind<AddressSuppressedMail>(MailModels.AddressSuppressed, "AddressSuppressed", (mail, texts) => texts["mail.address_suppressed.subject", mail.Name].Value),
    ];

    /// <summary>A kind by its code; null when there is none.</summary>
    public static MailKind? Find(string code) => All.FirstOrDefault(kind => kind.Code == code);
}
