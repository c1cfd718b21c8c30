using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Curves;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Funding.Curves;

/// <summary>Paid against planned of all plans of a province together.</summary>
internal sealed class ProvinceModel(CurveReports reports, ActorSource actors) : PageModel
{
    [FromQuery(Name = "year")]
    public string? Year { get; set; }

    public ProvinceCurve Report { get; private set; } = null!;

    public async Task OnGetAsync(string province, CancellationToken ct) =>
        Report = await reports.OfProvinceAsync(actors.Current, province, CurveView.YearOf(Year), ct);
}
