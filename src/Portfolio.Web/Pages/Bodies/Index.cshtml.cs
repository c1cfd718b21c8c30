using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Places;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Bodies;

/// <summary>The bodies of one province, with those of the centre.</summary>
internal sealed class IndexModel(PlaceReports places, ActorSource actors) : PageModel
{
    [FromQuery(Name = "province")]
    public string? Province { get; set; }

    [FromQuery(Name = "q")]
    public string? Text { get; set; }

    public IReadOnlyList<ProvinceRow> Provinces { get; private set; } = [];

    public IReadOnlyList<BodyRow> Bodies { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Provinces = await places.ProvincesAsync(actors.Current, ct);
        Province = Provinces.FirstOrDefault(p => p.Code == Province)?.Code ?? (Provinces is [var first, ..] ? first.Code : null);
        Bodies = await places.BodiesAsync(actors.Current, Province, Text, ct);
    }
}
