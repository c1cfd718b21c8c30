using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Places;
using Portfolio.Reporting.Projects;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Bodies;

internal sealed class BodyModel(PlaceReports places, ProjectListService projects, ActorSource actors, BusinessCalendar calendar) : PageModel
{
    private const int ProjectsShown = 25;

    public BodyReport Report { get; private set; } = null!;

    public Page<ProjectListRow> Projects { get; private set; } = null!;

    public DateOnly Today => calendar.Today;

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        Report = await places.BodyAsync(actors.Current, code, ct);
        Projects = await projects.PageAsync(
            actors.Current, new ProjectPageRequest(new ProjectFilter { Body = code }, ProjectSort.Code, false, 1, ProjectsShown), ct);
    }
}
