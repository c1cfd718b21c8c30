using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Reporting.Capital.Projects;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Projects;

/// <summary>The capital of a project.</summary>
internal sealed class CapitalModel(ProjectCapitalReports projects, ActorSource actors) : PageModel
{
    public ProjectCapital Capital { get; private set; } = null!;

    public bool MayViewHistory => actors.Current.May(Permission.ViewHistory, Capital.Place);

    public async Task OnGetAsync(string code, CancellationToken ct) => Capital = await projects.GetAsync(actors.Current, code, ct);
}
