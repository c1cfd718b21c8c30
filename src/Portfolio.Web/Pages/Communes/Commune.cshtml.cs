using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Places;
using Portfolio.Reporting.Projects;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Communes;

internal sealed class CommuneModel(PlaceReports places, ProjectListService projects, ActorSource actors) : PageModel
{
    private const int ProjectsShown = 25;

    public CommuneRow Commune { get; private set; } = null!;

    public Page<ProjectListRow> Projects { get; private set; } = null!;

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        Commune = await places.CommuneAsync(actors.Current, code, ct);
        Projects = await projects.PageAsync(
            actors.Current, new ProjectPageRequest(new ProjectFilter { Commune = code }, ProjectSort.Code, false, 1, ProjectsShown), ct);
    }
}
