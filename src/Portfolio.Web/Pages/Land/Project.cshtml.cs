using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Reporting.Land;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Land;

/// <summary>The land of a project: how far it is cleared, what comes next, what holds it up.</summary>
internal sealed class ProjectModel(LandReports reports, ActorSource actors) : PageModel
{
    [TempData]
    public string? Notice { get; set; }

    public ProjectLand Land { get; private set; } = null!;

    /// <summary>Whether packages may be made and obstacles reported here; an officer of a commune may in his.</summary>
    public bool MayCreate => actors.Current.May(
        Permission.UpdateLand, new Place(Land.Place.Province, [.. Land.Place.Bodies, .. Land.Packages.SelectMany(p => p.Bodies)]));

    public bool MayViewHistory => actors.Current.May(Permission.ViewHistory, Land.Place);

    public async Task OnGetAsync(string code, CancellationToken ct) => Land = await reports.OfProjectAsync(actors.Current, code, ct);
}
