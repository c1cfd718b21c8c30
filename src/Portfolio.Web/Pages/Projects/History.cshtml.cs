using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Projects;
using Portfolio.Reporting.Trail;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Projects;

/// <summary>Who changed what of a project, when and why.</summary>
internal sealed class HistoryModel(ProjectReports projects, TrailNames trail, ActorSource actors) : PageModel
{
    private const int PageSize = 50;

    /// <summary>Where in the history one is; null = its newest end.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; set; }

    public ProjectHistory History { get; private set; } = null!;

    public NameBook Names { get; private set; } = NameBook.Empty;

    /// <summary>Address of this history from after a place on; null = from the newest.</summary>
    public new string Url(string? after) =>
        $"/projects/{Uri.EscapeDataString(History.Project.Code)}/history" + (after is null ? "" : "?after=" + Uri.EscapeDataString(after));

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        After = string.IsNullOrWhiteSpace(After) ? null : After;
        History = await projects.HistoryAsync(actors.Current, code, After, PageSize, ct);
        Names = await trail.OfAsync(actors.Current, History.Entries.Items, ct);
    }
}
