using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Balance;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>Cân đối vốn of a plan.</summary>
internal sealed class BalanceModel(BalanceReports balances, ActorSource actors) : PageModel
{
    public CapitalBalance Balance { get; private set; } = null!;

    public async Task OnGetAsync(string code, CancellationToken ct) => Balance = await balances.GetAsync(actors.Current, code, ct);
}
