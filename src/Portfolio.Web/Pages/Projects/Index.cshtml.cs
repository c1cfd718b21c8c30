using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Projects;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Projects;

/// <summary>Projects by filter; every filter stands in the address, so that a view can be mailed.</summary>
internal sealed class IndexModel(
    ProjectListService projects, ProjectChoiceLists choices, ActorSource actors, ErrorText errors) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public ProjectQuery Query { get; set; } = new();

    public Page<ProjectListRow> List { get; private set; } = new([], 0, 1, PageSize);

    public ProjectChoices Choices { get; private set; } = null!;

    /// <summary>What is wrong with the filter, in words; the filter itself stays as it was typed.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Whether rows of this page hold amounts or stages made up for demonstration.</summary>
    public bool Illustrative => List.Items.Any(p => p.Illustrative || p.StageBasis == "illustrative");

    public async Task OnGetAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        Choices = await choices.ForAsync(actor, Query, null, ct);
        try
        {
            List = await projects.PageAsync(actor, Query.ToRequest(PageSize), ct);
        }
        catch (ValidationFailedException failure)
        {
            Faults = [.. failure.Failures.Select(errors.Of)];
        }
    }
}
