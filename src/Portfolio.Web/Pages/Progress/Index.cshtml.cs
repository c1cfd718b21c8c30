using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Progress;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Projects;
using Portfolio.Web.Pages.Schedules;

namespace Portfolio.Web.Pages.Progress;

/// <summary>The schedules of a filtered portfolio side by side, those that slip most first.</summary>
internal sealed class IndexModel(ProgressReports reports, ProjectChoiceLists choices, BusinessCalendar calendar, ActorSource actors, ErrorText errors) : PageModel
{
    private const int PageSize = 25;

    [BindProperty(SupportsGet = true)]
    public ProgressQuery Query { get; set; } = new();

    /// <summary>Null where the filter is refused.</summary>
    public ProgressReport? Report { get; private set; }

    public ProjectChoices Choices { get; private set; } = null!;

    public DateOnly Today => calendar.Today;

    public bool MayViewWarnings => actors.Current.May(Permission.ViewWarnings);

    /// <summary>What is wrong with the filter, in words; the filter itself stays as it was typed.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Scale of the chart; null where nothing has a date.</summary>
    public GanttScale? Scale { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        // Whoever is bound to a province begins with its first plan; "all" is chosen, and then stands in the address.
        Choices = await choices.ForAsync(actor, Query, Request.Query.ContainsKey("plan") ? null : actor.Reach.Province, ct);
        try
        {
            Report = await reports.PageAsync(actor, Query.ToProgress(PageSize), ct);
        }
        catch (ValidationFailedException failure)
        {
            Faults = [.. failure.Failures.Select(errors.Of)];
            return;
        }
        var days = Report.Projects.Items.SelectMany(p => new[] { p.FinishBaselineOn, p.FinishPlannedOn, p.FinishExpectedOn, p.Land?.NotifiedOn, p.Land?.ExpectedOn }
            .Concat(p.Milestones.Select(m => (DateOnly?)m.On))).ToList();
        Scale = days.Exists(d => d is not null) ? GanttScale.Of(days.Append(Report.Today)) : null;
    }
}

/// <summary>What is drawn of a project.</summary>
/// <param name="Scale">Where days stand.</param>
/// <param name="Today">The line of today.</param>
/// <param name="Project">The project.</param>
internal sealed record ProgressBar(GanttScale Scale, DateOnly Today, ProgressRow Project)
{
    /// <summary>Where its work begins: its first milestone, or the notice of recovery of land.</summary>
    public DateOnly? From => new[] { Project.Milestones.Count > 0 ? Project.Milestones[0].On : null, Project.Land?.NotifiedOn }.Min();
}
