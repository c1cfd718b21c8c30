using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;
using Portfolio.Web.Mails;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Admin.Mail;

/// <summary>What a mail of a kind would say to who looks, with real data of his reach. A page of its own that runs and loads nothing.</summary>
internal sealed class PreviewModel(MailSamples samples, MailWriter writer, ActorSource actors, IStringLocalizer<Texts> texts) : PageModel
{
    private const string List = "/admin/mail";

    [TempData]
    public string? Notice { get; set; }

    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken ct)
    {
        actors.Current.Demand(Permission.ManageMail);
        if (MailKinds.Find(kind) is null)
            throw new NotFoundException("mail", kind);
        if (await samples.OfAsync(actors.Current, kind, ct) is not { } model)
        {
            Notice = texts["admin_mail.no_sample"].Value;
            return Redirect(List);
        }
        var words = await writer.SampleAsync(kind, Language, actors.Current.Name, model, List);
        Response.Attach("mail.html", "text/html; charset=utf-8", shown: true);
        return File(Encoding.UTF8.GetBytes(words.Html), "text/html; charset=utf-8");
    }

    private static string Language => Formatting.Display.IsVietnamese ? "vi" : "en";
}
