using Portfolio.Reporting.Schedules;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>What a milestone waits for, as its page shows it and as it is changed.</summary>
/// <param name="Report">The schedule of its project.</param>
/// <param name="Milestone">The milestone.</param>
/// <param name="MayChange">Whether the forms are shown.</param>
internal sealed record MilestoneLinksView(ScheduleReport Report, ScheduleMilestone Milestone, bool MayChange)
{
    /// <summary>Where the forms go.</summary>
    public string Address => $"/projects/{Report.Project.Code}/schedule/{Milestone.Code}/links";

    /// <summary>Where the page of the milestone goes back to.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>What was typed; null = nothing was sent.</summary>
    public LinkForm? Typed { get; init; }

    /// <summary>What is wrong with it; null = nothing was sent.</summary>
    public FormFaults? Faults { get; init; }

    /// <summary>What it waits for.</summary>
    public IEnumerable<(ScheduleLink Link, ScheduleMilestone Before)> Links =>
        Report.Links.Where(l => l.Code == Milestone.Code).Select(l => (l, Report.Milestones.First(m => m.Code == l.PredecessorCode)));

    /// <summary>Milestones it may be made to wait for.</summary>
    public IEnumerable<ScheduleMilestone> Others =>
        Report.Milestones.Where(m => m.DroppedOn is null && m.Code != Milestone.Code && !Links.Any(l => l.Before.Code == m.Code));

    /// <summary>Land it waits for.</summary>
    public IEnumerable<(SchedulePackage Package, int LagDays)> Land =>
        Report.Packages.Select(p => (p, p.LagOf(Milestone.Code))).Where(p => p.Item2 is not null).Select(p => (p.p, p.Item2!.Value));

    /// <summary>Land it may be made to wait for.</summary>
    public IEnumerable<SchedulePackage> OtherLand => Report.Packages.Where(p => p.LagOf(Milestone.Code) is null);
}

/// <summary>What is typed of a link.</summary>
internal sealed class LinkForm
{
    /// <summary>Version of the milestone the form was filled from.</summary>
    public long Revision { get; set; }

    /// <summary>Code of a milestone, or key of a land package.</summary>
    public string? Of { get; set; }

    /// <summary>Days in between at least; blank = none.</summary>
    public string? Lag { get; set; }
}
