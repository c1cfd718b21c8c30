using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts.Own;
using Portfolio.Notifications.Mail;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Account;

/// <summary>How one wants one's mail.</summary>
internal sealed class MailModel(MailPreferences preferences, OwnAccountService accounts, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public int DigestMinute { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public bool Reminders { get; set; }

    public FormFaults Faults { get; } = new(errors);

    /// <summary>Where mail goes; null = nowhere.</summary>
    public string? Address { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var now = await preferences.GetAsync(actors.Current, ct);
        (DigestMinute, Language, Reminders) = (now.DigestMinute, now.Language, now.Reminders);
        Address = (await accounts.GetAsync(actors.Current, ct)).Email;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await Faults.TryAsync(() => preferences.SetAsync(actors.Current, new MailPreference(DigestMinute, Language ?? "", Reminders), ct)))
        {
            TempData["Notice"] = texts["account_mail.saved"].Value;
            return LocalRedirect("/account/mail");
        }
        Address = (await accounts.GetAsync(actors.Current, ct)).Email;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
