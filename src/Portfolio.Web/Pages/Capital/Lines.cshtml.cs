using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Lines;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>What a number is made of.</summary>
internal sealed class LinesModel(LineReports lines, ActorSource actors, ErrorText errors) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public LinesQuery Query { get; set; } = new();

    public LedgerLines Ledger { get; private set; } = null!;

    /// <summary>What of the number that was asked for cannot be read, and why; the sums are then those without it.</summary>
    public IReadOnlyList<(string Label, string Fault)> Faults { get; private set; } = [];

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        Faults = [.. Query.Unread().Select(f => (f.Label, errors.Of(f.Failure)))];
        Ledger = await lines.GetAsync(
            actors.Current, Query.ToFilter(code), LinesQuery.Key(Query.After), LinesQuery.Key(Query.PaidAfter), ct);
    }
}
