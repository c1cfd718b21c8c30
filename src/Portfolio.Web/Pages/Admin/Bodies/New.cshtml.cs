using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Directories.Administration;
using Portfolio.Reporting.Places;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Admin.Bodies;

/// <summary>Enters a body that no document names.</summary>
internal sealed class NewModel(
    BodyAdministration bodies, PlaceReports places, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public BodyForm Form { get; set; } = new() { Kind = "pmu" };

    /// <summary>Whether only the choices of another province are asked for.</summary>
    [BindProperty]
    public bool Refill { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public FormFaults Faults { get; } = new(errors);

    /// <summary>Provinces to choose from; empty for who is bound to one.</summary>
    public IReadOnlyList<ProvinceRow> Provinces { get; private set; } = [];

    public BodyFieldsView Fields { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        actors.Current.Demand(Permission.ManageBodies);
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        actors.Current.Demand(Permission.ManageBodies);
        Form.Province = actors.Current.Reach.Province ?? Form.Province;
        if (!Refill && await SaveAsync(ct) is { } entered)
        {
            Notice = texts["admin.body_entered", entered.Name].Value;
            return Redirect("/admin/bodies/" + entered.Code);
        }
        await LoadAsync(ct);
        if (Faults.Any)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<BodyDetails?> SaveAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Form.Province))
            Faults.Add(nameof(Form.Province), "validation.missing");
        BodyDetails? entered = null;
        var request = new EnterBody(Form.ProvinceCode, string.IsNullOrWhiteSpace(Form.Code) ? null : Form.Code.Trim(), Form.ToFields());
        if (!Faults.Any)
            await Faults.TryAsync(async () => entered = await bodies.EnterAsync(actors.Current, request, ct));
        return entered;
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        Form.Province = actor.Reach.Province ?? Form.Province;
        Provinces = actor.Reach.Province is null ? await places.ProvincesAsync(actor, ct) : [];
        Fields = new BodyFieldsView(Form, Faults, await ChoicesAsync(actor, ct));
    }

    private async Task<BodyChoices> ChoicesAsync(Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Form.Province))
            return new BodyChoices([], []);
        var choices = await bodies.ChoicesAsync(actor, Form.ProvinceCode, ct);
        return Form.ProvinceCode is null ? choices with { Bodies = [.. choices.Bodies.Where(b => b.ProvinceCode is null)] } : choices;
    }
}
