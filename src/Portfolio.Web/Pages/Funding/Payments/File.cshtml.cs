using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Funding.Payments;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Funding.Payments;

/// <summary>The document of a payment, to be saved.</summary>
internal sealed class FileModel(PaymentFiles files, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string code, long id, CancellationToken ct)
    {
        await Response.SendAsync(await files.OpenAsync(actors.Current, code, id, ct), ct);
        return new EmptyResult();
    }
}
