using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Dated;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>The plan of capital as of a day.</summary>
internal sealed class AsOfModel(DatedPlanReports plans, ActorSource actors, ErrorText errors) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public DatedQuery Query { get; set; } = new();

    public DatedPlan Plan { get; private set; } = null!;

    /// <summary>What is wrong with the day that was asked for; the view then shows today.</summary>
    public string? Fault { get; private set; }

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        var unread = DateText.TryParse(Query.On, out var on);
        Fault = unread is null ? null : errors.Of(unread);
        Plan = await plans.GetAsync(actors.Current, new DatedPlanRequest(code, on, Query.ProgrammeCode, Query.Number ?? 1), ct);
    }
}
