using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.LandClearance.Packages;
using Portfolio.Reporting.Land;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Land;

/// <summary>A package is made. What was typed stays until it is accepted.</summary>
internal sealed class NewModel(LandReports reports, PackageService packages, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Commune { get; set; }

    [BindProperty]
    public PackageForm Form { get; set; } = new();

    [BindProperty]
    public Dictionary<string, string?> Figures { get; set; } = [];

    [TempData]
    public string? Notice { get; set; }

    public LandChoice Choice { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        Commune = Choice.Communes is [var only] ? only.Code : null;
        Form = new PackageForm { LandUse = "agricultural" };
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        var figures = FigureForm.Read(Figures, Faults, blankIsNought: true).Aggregate(LandFigures.None, (all, one) => all.With(one.Key, one.Value));
        PackageReceipt? made = null;
        if (!Faults.Any && await Faults.TryAsync(async () =>
                made = await packages.CreateAsync(actors.Current, new CreatePackage(code, Commune ?? "", Form.Facts, figures), ct)))
        {
            Notice = texts["land.created", made!.Code].Value;
            return Redirect($"/projects/{Uri.EscapeDataString(Choice.Head.Project.Code)}/land");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.UpdateLand);
        Choice = await reports.ChoiceAsync(actors.Current, code, ct);
        actors.Current.Demand(Permission.UpdateLand, Choice.Place);
    }
}
