using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Web.Api;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Mails;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Admin.Mail;

/// <summary>The outbox: what waits, what was sent, what failed and why.</summary>
internal sealed class IndexModel(
    MailDesk desk, TestMails tests, MailWriter writer, IMailTransport transport, MailSettings settings, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts)
    : PageModel
{
    private const int PageSize = 50;

    /// <summary>The lists, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["queued", "failed", "suppressed", "sent"];

    [FromQuery(Name = "status")]
    public string? Status { get; set; }

    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [FromQuery(Name = "address")]
    public string? Address { get; set; }

    [FromQuery(Name = "before")]
    public string? Before { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public FormFaults Faults { get; } = new(errors);

    public Stretch<MailRow> List { get; private set; } = new([], null);

    public MailStanding Standing { get; private set; } = new();

    /// <summary>The list that is shown.</summary>
    public string Shown => Status is { } asked && Statuses.Contains(asked) ? asked : Statuses[0];

    /// <summary>Server and port, or folder.</summary>
    public string Target => transport.Target;

    public string Via => transport.Via;

    public string From => settings.From;

    public long CountOf(string status) => status switch
    {
        "queued" => Standing.Queued,
        "failed" => Standing.Failed,
        "suppressed" => Standing.Suppressed,
        _ => Standing.SentToday,
    };

    /// <summary>Its subject, in the language of who looks.</summary>
    public string Subject(MailRow mail) => writer.Subject(mail.Kind, mail.Model);

    /// <summary>Address of another list with the same filters, or of a stretch of this one.</summary>
    public string Link(string status, string? before = null) => "/admin/mail" + new QueryBuilder(
        new (string Name, string? Value)[] { ("status", status), ("kind", Kind), ("address", Address), ("before", before) }
            .Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value!))).ToQueryString();

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    /// <summary>Queues a test mail to the own address.</summary>
    public async Task<IActionResult> OnPostTestAsync(CancellationToken ct)
    {
        var address = "";
        if (await Faults.TryAsync(async () => address = await tests.QueueAsync(actors.Current, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, ct)))
        {
            Notice = texts["admin_mail.test_queued", address].Value;
            return Redirect("/admin/mail");
        }
        await LoadAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var filter = new MailFilter(Shown, QueryText.Clean("kind", Kind), QueryText.Clean("address", Address)?.Trim(), QueryText.Key("before", Before));
        Standing = await desk.StandingAsync(actors.Current, ct);
        List = await desk.ListAsync(actors.Current, filter, PageSize, ct);
    }
}
