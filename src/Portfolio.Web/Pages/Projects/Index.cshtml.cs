using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Places;
using Portfolio.Reporting.Plans;
using Portfolio.Reporting.Projects;
using Portfolio.Reporting.Summary;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Projects;

/// <summary>Projects by filter; every filter stands in the address, so that a view can be mailed.</summary>
internal sealed class IndexModel(
    ProjectListService projects, PlanReports plans, SummaryService summaries, PlaceReports places, ActorSource actors, ErrorText errors) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public ProjectQuery Query { get; set; } = new();

    public Page<ProjectListRow> List { get; private set; } = new([], 0, 1, PageSize);

    public IReadOnlyList<PlanCard> Plans { get; private set; } = [];

    public IReadOnlyList<ProgrammeSummary> Programmes { get; private set; } = [];

    public IReadOnlyList<PlaceChoice> Places { get; private set; } = [];

    /// <summary>What is wrong with the filter, in words; the filter itself stays as it was typed.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Whether rows of this page hold amounts or stages made up for demonstration.</summary>
    public bool Illustrative => List.Items.Any(p => p.Illustrative || p.StageBasis == "illustrative");

    public async Task OnGetAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        Plans = await plans.ListAsync(actor, ct);
        Programmes = Query.Plan is null || Plans.All(p => p.Code != Query.Plan) ? [] : (await summaries.GetAsync(actor, Query.Plan, ct)).Programmes;
        // Who changes the plan in the form still has a programme of the plan before in it.
        if (Programmes.Count > 0 && Programmes.All(p => p.Code != Query.Programme))
            Query.Programme = null;
        var province = Plans.FirstOrDefault(p => p.Code == Query.Plan)?.ProvinceCode;
        Places = await places.ChoicesAsync(actor, province, Query.Body, Query.Commune, ct);
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
