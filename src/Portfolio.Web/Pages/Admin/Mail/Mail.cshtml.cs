using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Notifications.Mail;
using Portfolio.Web.Errors;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Admin.Mail;

/// <summary>One mail: what it says, every attempt, and sending it again.</summary>
internal sealed class MailModel(MailDesk desk, FailedMails failed, IMailWriter writer, MailSettings settings, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [FromRoute(Name = "id")]
    public long Id { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public FormFaults Faults { get; } = new(errors);

    public MailDetails Details { get; private set; } = null!;

    public LetterWords Words { get; private set; } = null!;

    public string Path => "/admin/mail/" + Id.ToString(CultureInfo.InvariantCulture);

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    /// <summary>The mail as its recipient sees it: a page of its own that runs and loads nothing.</summary>
    public async Task<IActionResult> OnGetHtmlAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Response.Attach("mail.html", "text/html; charset=utf-8", shown: true);
        return File(Encoding.UTF8.GetBytes(Words.Html), "text/html; charset=utf-8");
    }

    /// <summary>The mail as a file, as it leaves.</summary>
    public async Task<IActionResult> OnGetEmlAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        var mail = Details.Mail;
        var eml = EmlFile.Of(new Letter(mail.MessageId ?? $"<{Id.ToString(CultureInfo.InvariantCulture)}@{settings.Domain}>", mail.RecipientName, mail.Address, Words), settings);
        Response.Attach($"mail-{Id.ToString(CultureInfo.InvariantCulture)}.eml", "message/rfc822");
        return File(eml, "message/rfc822");
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken ct)
    {
        if (await Faults.TryAsync(() => desk.AgainAsync(actors.Current, Id, ct)))
        {
            Notice = texts["admin_mail.queued_again"].Value;
            return Redirect(Path);
        }
        await LoadAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Says that it is dealt with although it did not arrive.</summary>
    public async Task<IActionResult> OnPostSettleAsync(CancellationToken ct)
    {
        if (await Faults.TryAsync(() => failed.SettleAsync(actors.Current, Id, ct)))
        {
            Notice = texts["admin_mail.settled"].Value;
            return Redirect(Path);
        }
        await LoadAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Details = await desk.GetAsync(actors.Current, Id, ct);
        // For nobody: an administrator must not answer for others.
        Words = await writer.WriteAsync(Details.Mail.Kind, Details.Mail.Language, Details.Mail.RecipientName, Details.Mail.Model, holder: null, ct);
    }
}
