using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Dated;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>Two days of a plan of capital beside each other.</summary>
internal sealed class ChangesModel(PlanChangeReports changes, ActorSource actors, ErrorText errors) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public ChangesQuery Query { get; set; } = new();

    public PlanChanges Changes { get; private set; } = null!;

    /// <summary>What is wrong with a day that was asked for; the view then shows its usual one.</summary>
    public string? Fault { get; private set; }

    /// <summary>How many projects each choice shows.</summary>
    public IReadOnlyList<(ChangeSide? Side, int Projects)> Choices =>
    [
        (null, Changes.Gained + Changes.Lost + Changes.Moved), (ChangeSide.Gained, Changes.Gained), (ChangeSide.Lost, Changes.Lost),
        (ChangeSide.Moved, Changes.Moved),
    ];

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        var unreadFrom = DateText.TryParse(Query.From, out var from);
        var unreadTo = DateText.TryParse(Query.To, out var to);
        Fault = (unreadFrom ?? unreadTo) is { } unread ? errors.Of(unread) : null;
        Changes = await changes.GetAsync(actors.Current, new PlanChangesRequest(code, from, to, Query.Side, Query.Number ?? 1), ct);
    }
}
