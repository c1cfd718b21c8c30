using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Balance;
using Portfolio.Web.Exports.Capital;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>Cân đối vốn of a plan as a spreadsheet.</summary>
internal sealed class BalanceXlsxModel(BalanceReports balances, BalanceSheets sheets, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        var balance = await balances.GetAsync(actors.Current, code, ct);
        await Response.AttachAsync($"can-doi-von-{code}-{balance.Today:yyyy-MM-dd}.xlsx", sheets.Of(balance), ct);
        return new EmptyResult();
    }
}
