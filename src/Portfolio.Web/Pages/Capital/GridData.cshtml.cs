using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Grid;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>The figures of a paper's grid, for its script.</summary>
internal sealed class GridDataModel(GridReports grids, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        var actor = actors.Current;
        var report = await grids.GetAsync(actor, id, ct);
        return GridJson.Answer(StatusCodes.Status200OK, json => GridJson.Write(json, report, GridModel.MayEdit(actor, report.Head)));
    }
}
