using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Dashboard;
using Portfolio.Reporting.Warnings;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Projects;

namespace Portfolio.Web.Pages.Warnings;

/// <summary>The board of warnings, what hangs on most first.</summary>
internal sealed class IndexModel(BoardReports reports, ProjectChoiceLists choices, ActorSource actors, ErrorText errors) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public WarningQuery Query { get; set; } = new();

    /// <summary>Null where the filter is refused.</summary>
    public BoardReport? Report { get; private set; }

    public ProjectChoices Choices { get; private set; } = null!;

    /// <summary>What is wrong with the filter, in words; the filter itself stays as it was typed.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ViewWarnings);
        if (Query.Plan == DashboardService.AllPlans)
            Query.Plan = null;
        Choices = await choices.ForAsync(actor, Query, null, ct);
        try
        {
            Report = await reports.PageAsync(actor, Query.ToBoard(), ct);
        }
        catch (ValidationFailedException failure)
        {
            Faults = [.. failure.Failures.Select(errors.Of)];
        }
    }
}
