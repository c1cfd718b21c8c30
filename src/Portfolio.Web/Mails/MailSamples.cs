using System.Text.Json;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Notifications.Warnings;

namespace Portfolio.Web.Mails;

/// <summary>What a mail would say to who asks.</summary>
internal sealed class MailSamples(WarningMails warnings, BusinessCalendar calendar, MailSettings settings)
{
    /// <returns>The model, JSON; null when there is no such kind, or nothing to show.</returns>
    public async Task<string?> OfAsync(Actor actor, string kind, CancellationToken ct) => kind switch
    {
        MailModels.Test => Json(new TestMail(actor.Name, calendar.Now)),
        MailModels.AddressSuppressed => Json(new AddressSuppressedMail(actor.Name, settings.From, "550 5.1.1", MailModels.Test, calendar.Now)),
        _ => await warnings.SampleAsync(actor, kind, ct) is { } sample ? Json(sample) : null,
    };

    private static string Json<TModel>(TModel model) => JsonSerializer.Serialize(model, MailModels.Json);
}
