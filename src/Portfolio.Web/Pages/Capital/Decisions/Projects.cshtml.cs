using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital.Decisions;

/// <summary>Looks for a project of the plan, to take it into a paper or to go on with it.</summary>
internal sealed class ProjectsModel(ProjectPapers reports, ActorSource actors) : PageModel
{
    private const int LongestText = 200;

    [FromQuery(Name = "q")]
    public string? Text { get; set; }

    public PaperProjects Found { get; private set; } = null!;

    public bool MayEdit => Found.Head.Decision.Editable && actors.Current.May(Permission.AllocateCapital, Found.Head.Place);

    public async Task OnGetAsync(long id, CancellationToken ct)
    {
        Text = Text is { Length: > LongestText } ? Text[..LongestText] : Text;
        Found = await reports.FindAsync(actors.Current, id, Text, ct);
        if (Found.Head.Decision.Kind == DecisionKind.Closing)
            throw new NotFoundException("decision", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
