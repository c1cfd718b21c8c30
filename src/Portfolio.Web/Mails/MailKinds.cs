using Microsoft.Extensions.Localization;
using Portfolio.Notifications.Mail;
using Portfolio.Notifications.Warnings;
using Portfolio.Web.Formatting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Mails;

/// <summary>Every kind of mail.</summary>
internal static class MailKinds
{
    public static IReadOnlyList<MailKind> All { get; } =
    [
        new MailKind<TestMail>(MailModels.Test, "Test", (_, texts) => texts["mail.test.subject", texts["app.name"].Value].Value),
        new MailKind<WarningMail>(MailModels.Digest, "Warnings", (mail, texts) => texts["mail.digest.subject", Display.Date(mail.Day), mail.Total, mail.Red].Value),
        new MailKind<WarningMail>(MailModels.RedNow, "Warnings", (mail, texts) => Of("red_now", mail, texts)),
        new MailKind<WarningMail>(MailModels.Escalated, "Warnings", (mail, texts) => Of("escalated", mail, texts)),
        new MailKind<WarningMail>(MailModels.Resolved, "Warnings", (mail, texts) => Of("resolved", mail, texts)),
        new MailKind<AddressSuppressedMail>(MailModels.AddressSuppressed, "AddressSuppressed", (mail, texts) => texts["mail.address_suppressed.subject", mail.Name].Value),
    ];

    /// <summary>A subject that names the project where there is but one warning.</summary>
    private static string Of(string kind, WarningMail mail, IStringLocalizer<Texts> texts) => mail is { Total: 1, Items: [{ ProjectName: { } project }] }
        ? texts[$"mail.{kind}.subject_one", project].Value
        : texts[$"mail.{kind}.subject", mail.Total].Value;

    /// <summary>A kind by its code; null when there is none.</summary>
    public static MailKind? Find(string code) => All.FirstOrDefault(kind => kind.Code == code);
}
