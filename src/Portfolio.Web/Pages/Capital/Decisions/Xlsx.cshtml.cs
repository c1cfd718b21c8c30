using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Closings;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Web.Exports.Capital;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital.Decisions;

/// <summary>The annex of a decision as a spreadsheet.</summary>
internal sealed class XlsxModel(PaperAnnexes annexes, ClosingReports closings, AnnexSheets sheets, ActorSource actors) : PageModel
{
    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        var actor = actors.Current;
        var head = await annexes.HeadAsync(actor, id, ct);
        await Response.AttachAsync(FormattableString.Invariant($"phu-luc-{head.Decision.Number ?? $"du-thao-{id}"}.xlsx"), [Sheet(actor, head, ct)], ct);
        return new EmptyResult();
    }

    private XlsxPart Sheet(Actor actor, PaperHead head, CancellationToken ct) => head.Decision.Kind switch
    {
        DecisionKind.Closing => sheets.Closing(head, closings.AllAsync(actor, head.Decision.Id, ct)),
        DecisionKind.Adjustment => sheets.Adjustment(head, annexes.AllAsync(actor, head.Decision.Id, ct)),
        _ => sheets.Allocation(head, annexes.AllAsync(actor, head.Decision.Id, ct)),
    };
}
