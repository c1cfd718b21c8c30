using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Work;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Work;

/// <summary>"Việc của tôi": what waits for whoever asks, what hangs most on it first.</summary>
internal sealed class WorkModel(WorkReports reports, ActorSource actors) : PageModel
{
    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    [TempData]
    public string? Notice { get; set; }

    public WorkReport Report { get; private set; } = null!;

    /// <summary>Address of what is shown now: where one comes back to from an update.</summary>
    public string Here => Address(Asked, Number);

    /// <summary>The kind that is asked for; null = all.</summary>
    public WorkKind? Asked => Enum.TryParse<WorkKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    /// <summary>Address of a page of a kind.</summary>
    public static string Address(WorkKind? kind, int page)
    {
        var asked = new[]
        {
            kind is { } k ? "kind=" + k.ToString().ToLowerInvariant() : null,
            page > 1 ? "page=" + page.ToString(CultureInfo.InvariantCulture) : null,
        }.OfType<string>().ToList();
        return "/work" + (asked.Count > 0 ? "?" + string.Join('&', asked) : "");
    }

    /// <summary>Where an item is dealt with.</summary>
    public static string Address(WorkItem item) => item.Kind switch
    {
        WorkKind.Land => $"/projects/{item.ProjectCode}/land",
        WorkKind.Obstacle => $"/obstacles/{item.Code}",
        WorkKind.Payment => $"/projects/{item.ProjectCode}/capital/payments/{item.Code}",
        _ => $"/projects/{item.ProjectCode}/schedule" + (item.Code is null ? "" : "/" + item.Code),
    };

    public async Task OnGetAsync(CancellationToken ct) => Report = await reports.GetAsync(actors.Current, new WorkRequest(Asked, Number), ct);
}
