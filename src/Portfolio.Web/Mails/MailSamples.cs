using System.Text.Json;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Notifications.Mail;

namespace Portfolio.Web.Mails;

/// <summary>What a mail would say to who asks, where none of its kind was written yet.</summary>
internal sealed class MailSamples(BusinessCalendar calendar, MailSettings settings)
{
    /// <returns>The model, JSON; null when there is no such kind, or nothing to show.</returns>
    public string? Of(Actor actor, string kind) => kind switch
    {
        MailModels.Test => Json(new TestMail(actor.Name, calendar.Now)),
        MailModels.AddressSuppressed => Json(new AddressSuppressedMail(actor.Name, settings.From, "550 5.1.1", MailModels.Test, calendar.Now)),
        _ => null,
    };

    private static string Json<TModel>(TModel model) => JsonSerializer.Serialize(model, MailModels.Json);
}
