using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Notifications.Mail;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;
using Portfolio.Web.Mails;

namespace Portfolio.Web.Pages.Admin.Mail;

/// <summary>What a mail of a kind looks like, with real data: the latest one, or one about who looks. A page of its own that runs and loads nothing.</summary>
internal sealed class PreviewModel(MailDesk desk, MailSamples samples, IMailWriter writer, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken ct)
    {
        var latest = await desk.LatestAsync(actors.Current, kind, ct);
        var (name, model) = latest is not null ? (latest.RecipientName, latest.Model) : (actors.Current.Name, await samples.OfAsync(actors.Current, kind, ct));
        // For nobody: an administrator must not answer for others.
        var words = await writer.WriteAsync(kind, Language, name, model ?? throw new NotFoundException("mail", kind), holder: null, ct);
        Response.Attach("mail.html", "text/html; charset=utf-8", shown: true);
        return File(Encoding.UTF8.GetBytes(words.Html), "text/html; charset=utf-8");
    }

    private static string Language => Formatting.Display.IsVietnamese ? "vi" : "en";
}
