using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Admin.Jobs;

/// <summary>What runs by itself: when, how it went, and when next.</summary>
internal sealed class IndexModel(JobDesk desk, ActorSource actors) : PageModel
{
    [TempData]
    public string? Notice { get; set; }

    /// <inheritdoc cref="JobModel.Asked"/>
    [TempData]
    public bool Asked { get; set; }

    public IReadOnlyList<JobView> Jobs { get; private set; } = [];

    public bool IsOn => desk.IsOn;

    public bool IsBusy => Asked || Jobs.Any(job => job.IsBusy);

    public async Task OnGetAsync(CancellationToken ct) => Jobs = await desk.AllAsync(actors.Current, ct);
}
