using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>The schedule of a project: where it stands, its Gantt chart, what drives the finish, and every milestone with its dates.</summary>
internal sealed class ScheduleModel(ScheduleReports reports, ActorSource actors) : PageModel
{
    public ScheduleReport Report { get; private set; } = null!;

    /// <summary>Scale of the chart; null where nothing has a date.</summary>
    public GanttScale? Scale { get; private set; }

    public Place Place => new(Report.Project.ProvinceCode, Report.Project.Bodies);

    [TempData]
    public string? Notice { get; set; }

    public bool MayUpdate => actors.Current.May(Permission.UpdateMilestones, Place);

    public bool MayViewHistory => actors.Current.May(Permission.ViewHistory, Place);

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        Report = await reports.GetAsync(actors.Current, code, ct);
        var days = Report.Milestones.SelectMany(m => new[] { m.BaselineOn, m.PlannedOn, m.ExpectedOn, m.StatedOn, m.MetOn })
            .Concat(Report.Packages.SelectMany(p => new[] { p.NotifiedOn, p.PlannedOn, p.ExpectedOn, p.HandedOverOn })).ToList();
        Scale = days.Exists(d => d is not null) ? GanttScale.Of(days.Append(Report.Today)) : null;
    }

    /// <summary>What is drawn of a milestone. Its work begins when the last of its predecessors is planned to end, else with its period.</summary>
    public GanttBar Bar(ScheduleMilestone milestone)
    {
        var predecessors = Report.Links.Where(l => l.Code == milestone.Code).Select(l => l.PredecessorCode).ToHashSet();
        var before = Report.Milestones.Where(m => predecessors.Contains(m.Code)).Max(m => m.MetOn ?? m.PlannedOn);
        return new GanttBar(Scale!, Report.Today)
        {
            From = before ?? (milestone.PlannedOn is { } planned && DatePrecisions.TryParse(milestone.PlannedPrecision, out var precision)
                ? precision.FirstDay(planned) : null),
            Baseline = milestone.BaselineOn,
            Planned = milestone.PlannedOn,
            Expected = milestone.ExpectedOn,
            Stated = milestone.StatedOn,
            Done = milestone.MetOn,
            Critical = Report.CriticalPath.Contains(milestone.Code),
        };
    }

    /// <summary>What is drawn of a land package: from the notice of recovery to the hand-over.</summary>
    public GanttBar Bar(SchedulePackage package) => new(Scale!, Report.Today)
    {
        From = package.NotifiedOn,
        Planned = package.PlannedOn,
        Expected = package.ExpectedOn,
        Done = package.HandedOverOn,
        Land = true,
    };
}
