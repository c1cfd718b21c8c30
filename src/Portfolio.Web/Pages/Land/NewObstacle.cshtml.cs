using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Obstacles;
using Portfolio.Reporting.Land;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Land;

/// <summary>An obstacle is reported. What was typed stays until it is accepted.</summary>
internal sealed class NewObstacleModel(ObstacleReports reports, ObstacleService obstacles, ActorSource actors, ErrorText errors) : PageModel
{
    /// <summary>The package it is about, from the address at first.</summary>
    [FromQuery(Name = "package")]
    public string? Asked { get; set; }

    [BindProperty]
    public string? TitleText { get; set; }

    [BindProperty]
    public string? PackageId { get; set; }

    [BindProperty]
    public string? Location { get; set; }

    [BindProperty]
    public string? MustAct { get; set; }

    [BindProperty]
    public string? Since { get; set; }

    [BindProperty]
    public string? DueOn { get; set; }

    public ObstacleChoice Choice { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        (PackageId, Since) = (Asked, Choice.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        var (since, due) = (Day(Since, nameof(Since)), Day(DueOn, nameof(DueOn)));
        long? package = null;
        if (!string.IsNullOrEmpty(PackageId))
        {
            if (long.TryParse(PackageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                package = id;
            else
                Faults.Add("Package", "obstacle.package_elsewhere");
        }
        ObstacleReceipt? made = null;
        if (!Faults.Any && await Faults.TryAsync(async () => made = await obstacles.ReportAsync(
                actors.Current, new ReportObstacle(code, package, TitleText ?? "", Location, MustAct ?? "", since, due), ct)))
            return Redirect($"/obstacles/{made!.Id.ToString(CultureInfo.InvariantCulture)}");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.UpdateLand);
        Choice = await reports.ChoiceAsync(actors.Current, code, ct);
        actors.Current.Demand(Permission.UpdateLand, Choice.Place);
    }

    private DateOnly? Day(string? text, string field)
    {
        if (DateText.TryParse(text, out var day) is { } fault)
            Faults.Add(field, fault);
        return day;
    }
}
