using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Lines;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>What a number is made of.</summary>
internal sealed class LinesModel(LineReports lines, ActorSource actors) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public LinesQuery Query { get; set; } = new();

    public LedgerLines Ledger { get; private set; } = null!;

    public async Task OnGetAsync(string code, CancellationToken ct) => Ledger = await lines.GetAsync(
        actors.Current, Query.ToFilter(code), LinesQuery.Key(Query.After), LinesQuery.Key(Query.PaidAfter), ct);
}
