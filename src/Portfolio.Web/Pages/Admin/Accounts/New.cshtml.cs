using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Directories.Administration;
using Portfolio.Reporting.Places;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Admin.Accounts;

/// <summary>Makes an account, whose holder then chooses a password by a link.</summary>
internal sealed class NewModel(
    AccountAdministration accounts, BodyAdministration bodies, PlaceReports places, ActorSource actors, ErrorText errors,
    IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public AccountForm Form { get; set; } = new();

    /// <summary>Whether only the bodies of another province are asked for.</summary>
    [BindProperty]
    public bool Refill { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public FormFaults Faults { get; } = new(errors);

    public AccountFields Fields { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        actors.Current.Demand(Permission.ManageAccounts);
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        actors.Current.Demand(Permission.ManageAccounts);
        Form.Province = actors.Current.Reach.Province ?? Form.Province;
        if (!Refill && await SaveAsync(ct))
        {
            Notice = texts["admin.invited", Form.DisplayName ?? ""].Value;
            return Redirect("/admin/accounts/" + Uri.EscapeDataString(Form.UserName!.Trim()));
        }
        await LoadAsync(ct);
        if (Faults.Any)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> SaveAsync(CancellationToken ct)
    {
        // Every province is a wide reach: it has to be chosen, not left open.
        if (string.IsNullOrWhiteSpace(Form.Province))
            Faults.Add(nameof(Form.Province), "validation.missing");
        var request = new InviteAccount(Form.UserName ?? "", Form.DisplayName ?? "", Form.Email, Form.ToBinding());
        return !Faults.Any && await Faults.TryAsync(() => accounts.InviteAsync(actors.Current, request, ct));
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        Form.Province = actor.Reach.Province ?? Form.Province;
        Fields = new AccountFields(
            Form, Faults,
            actor.Reach.Province is null ? await places.ProvincesAsync(actor, ct) : [],
            string.IsNullOrWhiteSpace(Form.Province) ? [] : (await bodies.ChoicesAsync(actor, Form.ProvinceCode, ct)).Bodies,
            Own: false);
    }
}
