using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Curves;
using Portfolio.Web.Api;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Funding.Curves;

/// <summary>Paid against planned of a plan or of one of its programmes.</summary>
internal sealed class PlanModel(CurveReports reports, ActorSource actors) : PageModel
{
    [FromQuery(Name = "programme")]
    public string? Programme { get; set; }

    [FromQuery(Name = "year")]
    public string? Year { get; set; }

    public PlanCurve Report { get; private set; } = null!;

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        Programme = QueryText.Clean("programme", Programme);
        Report = await reports.OfPlanAsync(actors.Current, code, Programme, CurveView.YearOf(Year), ct);
    }
}
