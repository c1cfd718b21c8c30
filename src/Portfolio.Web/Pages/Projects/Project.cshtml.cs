using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Reporting.Projects;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Projects;

internal sealed class ProjectModel(ProjectReports projects, ActorSource actors) : PageModel
{
    public ProjectReport Report { get; private set; } = null!;

    public bool MayViewHistory => actors.Current.May(Permission.ViewHistory, Report.Place);

    public bool MayEditNeeds => actors.Current.May(Permission.EditNeeds, Report.Place);

    /// <summary>Whether the needs were just saved.</summary>
    [TempData]
    public bool Saved { get; set; }

    /// <summary>Whether a form was just saved that changed nothing.</summary>
    [TempData]
    public bool Unchanged { get; set; }

    public bool MayViewWarnings => actors.Current.May(Permission.ViewWarnings, Report.Place);

    public async Task OnGetAsync(string code, CancellationToken ct) => Report = await projects.GetAsync(actors.Current, code, ct);
}
