using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Dated;
using Portfolio.Web.Exports.Capital;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>The plan of capital as of a day as a spreadsheet.</summary>
internal sealed class AsOfXlsxModel(DatedPlanReports plans, DatedSheets sheets, ActorSource actors) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public DatedQuery Query { get; set; } = new();

    /// <exception cref="ValidationFailedException">The day cannot be read: a file of another day than was asked for would pass for it.</exception>
    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        var unread = DateText.TryParse(Query.On, out var on);
        if (unread is not null)
            throw new ValidationFailedException([new FieldFailure("on", unread, new Dictionary<string, object?>())]);
        var plan = await plans.GetAsync(actors.Current, new DatedPlanRequest(code, on, Query.ProgrammeCode), ct);
        var projects = plans.AllAsync(actors.Current, new DatedPlanRequest(code, plan.On, Query.ProgrammeCode), ct);
        await Response.AttachAsync($"ke-hoach-von-{code}-{plan.On:yyyy-MM-dd}.xlsx", sheets.Of(plan, projects), ct);
        return new EmptyResult();
    }
}
