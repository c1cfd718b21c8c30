using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Directories.Administration;
using Portfolio.Reporting.Places;
using Portfolio.Web.Api;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Admin.Bodies;

/// <summary>The bodies that owners are bound to, and which stands under which.</summary>
internal sealed class IndexModel(BodyAdministration bodies, PlaceReports places, ActorSource actors) : PageModel
{
    [FromQuery(Name = "q")]
    public string? Text { get; set; }

    [FromQuery(Name = "province")]
    public string? Province { get; set; }

    [FromQuery(Name = "after")]
    public string? After { get; set; }

    public Stretch<ManagedBody> List { get; private set; } = new([], null);

    /// <summary>The provinces one may choose from; empty for who is bound to one.</summary>
    public IReadOnlyList<ProvinceRow> Provinces { get; private set; } = [];

    public IReadOnlyDictionary<string, string> ProvinceNames { get; private set; } = new Dictionary<string, string>();

    public bool MayEnter => actors.Current.May(Permission.ManageBodies);

    /// <summary>Address of the next stretch; null at the end.</summary>
    public string? NextUrl => List.Next is null ? null : "/admin/bodies" + new QueryBuilder(
        new (string Name, string? Value)[] { ("q", Text), ("province", Province), ("after", List.Next) }
            .Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value!))).ToQueryString();

    public async Task OnGetAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        List = await bodies.ListAsync(
            actor, new BodyFilter(QueryText.Clean("q", Text), QueryText.Clean("province", Province), QueryText.Clean("after", After)), ct);
        var all = await places.ProvincesAsync(actor, ct);
        ProvinceNames = all.ToDictionary(p => p.Code, p => Display.Name(p.Name, p.NameEn), StringComparer.Ordinal);
        Provinces = actor.Reach.Province is null ? all : [];
    }
}
