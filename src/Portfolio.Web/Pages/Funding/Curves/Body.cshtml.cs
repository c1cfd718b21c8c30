using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Curves;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Funding.Curves;

/// <summary>Paid against planned of all that a body owns or leads.</summary>
internal sealed class BodyModel(CurveReports reports, ActorSource actors) : PageModel
{
    [FromQuery(Name = "year")]
    public string? Year { get; set; }

    public BodyCurve Report { get; private set; } = null!;

    public async Task OnGetAsync(string code, CancellationToken ct) =>
        Report = await reports.OfBodyAsync(actors.Current, code, CurveView.YearOf(Year), ct);
}
