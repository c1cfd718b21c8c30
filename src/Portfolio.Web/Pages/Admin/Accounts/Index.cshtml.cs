using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Common;
using Portfolio.Reporting.Places;
using Portfolio.Web.Api;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Admin.Accounts;

/// <summary>Who has an account; whoever waits for a link comes first.</summary>
internal sealed class IndexModel(AccountAdministration accounts, PlaceReports places, ActorSource actors) : PageModel
{
    [FromQuery(Name = "q")]
    public string? Text { get; set; }

    [FromQuery(Name = "role")]
    public string? Role { get; set; }

    [FromQuery(Name = "province")]
    public string? Province { get; set; }

    [FromQuery(Name = "after")]
    public string? After { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public Stretch<AccountRow> List { get; private set; } = new([], null);

    /// <summary>Those who wait for a link, on the unfiltered list.</summary>
    public IReadOnlyList<AccountRow> Waiting { get; private set; } = [];

    /// <summary>The provinces one may choose from; empty for who is bound to one.</summary>
    public IReadOnlyList<ProvinceRow> Provinces { get; private set; } = [];

    public IReadOnlyDictionary<string, string> ProvinceNames { get; private set; } = new Dictionary<string, string>();

    public bool MayInvite => actors.Current.May(Permission.ManageAccounts);

    /// <summary>Address of the next stretch; null at the end.</summary>
    public string? NextUrl => List.Next is null ? null : "/admin/accounts" + new QueryBuilder(
        new (string Name, string? Value)[] { ("q", Text), ("role", Role), ("province", Province), ("after", List.Next) }
            .Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value!))).ToQueryString();

    public async Task OnGetAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        var filter = new AccountFilter(
            QueryText.Clean("q", Text), QueryText.Clean("role", Role), QueryText.Clean("province", Province), QueryText.Clean("after", After));
        List = await accounts.ListAsync(actor, filter, ct);
        if (filter == new AccountFilter(null, null, null, null))
            Waiting = await accounts.WaitingAsync(actor, ct);
        var all = await places.ProvincesAsync(actor, ct);
        ProvinceNames = all.ToDictionary(p => p.Code, p => Display.Name(p.Name, p.NameEn), StringComparer.Ordinal);
        Provinces = actor.Reach.Province is null ? all : [];
    }
}
