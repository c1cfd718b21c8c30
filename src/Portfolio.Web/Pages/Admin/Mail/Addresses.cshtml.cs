using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Notifications.Mail;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Admin.Mail;

/// <summary>Addresses that the mail server refused for good.</summary>
internal sealed class AddressesModel(AddressDesk desk, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Which is to be lifted.</summary>
    [BindProperty]
    public long AddressId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public FormFaults Faults { get; } = new(errors);

    public IReadOnlyList<DeadAddress> List { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => List = await desk.ListAsync(actors.Current, ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await Faults.TryAsync(() => desk.LiftAsync(actors.Current, new LiftAddress(AddressId, Reason), ct)))
        {
            Notice = texts["admin_mail.lifted"].Value;
            return Redirect("/admin/mail/addresses");
        }
        List = await desk.ListAsync(actors.Current, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
