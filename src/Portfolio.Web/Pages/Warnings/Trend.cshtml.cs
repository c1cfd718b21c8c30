using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Warnings;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Warnings;

/// <summary>How warnings came and went over the past months.</summary>
internal sealed class TrendModel(TrendReports reports, ActorSource actors) : PageModel
{
    public TrendReport Report { get; private set; } = null!;

    public IReadOnlyList<TrendMonth> Months => Report.Months;

    /// <summary>The highest bar, at least 1.</summary>
    public int Most => Math.Max(1, Months.Max(m => m.Open));

    public async Task OnGetAsync(CancellationToken ct) => Report = await reports.GetAsync(actors.Current, ct);
}
