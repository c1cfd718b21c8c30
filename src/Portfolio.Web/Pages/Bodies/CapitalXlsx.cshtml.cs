using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Bodies;
using Portfolio.Web.Exports.Capital;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Bodies;

/// <summary>The capital of a body as a spreadsheet.</summary>
internal sealed class CapitalXlsxModel(BodyCapitalReports bodies, BodySheets sheets, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        var body = await bodies.GetAsync(actors.Current, code, 1, ct);
        var projects = bodies.AllAsync(actors.Current, code, body.Years, ct);
        await Response.AttachAsync($"von-{code}-{body.Today:yyyy-MM-dd}.xlsx", [sheets.Of(body, projects)], ct);
        return new EmptyResult();
    }
}
