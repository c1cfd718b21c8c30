using System.Globalization;
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

    /// <summary>Which of the forms was sent: Link, Land; null = none.</summary>
    public string? Sent { get; init; }

    /// <summary>What was typed in it.</summary>
    public LinkForm? Typed { get; init; }

    /// <summary>What is wrong with it.</summary>
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

    /// <summary>What was typed at a link that is there; null = it was not sent.</summary>
    public LinkForm? TypedAt(string handler, string of) => Sent == handler && Typed?.Of == of ? Typed : null;

    /// <summary>What was typed of a new link; null = it was not sent.</summary>
    public LinkForm? TypedNew(string handler) => Sent == handler && !IsThere(handler, Typed?.Of) ? Typed : null;

    /// <summary>The key of a package in the forms.</summary>
    public static string Key(SchedulePackage package) => package.Id.ToString(CultureInfo.InvariantCulture);

    private bool IsThere(string handler, string? of) => handler == "Land" ? Land.Any(l => Key(l.Package) == of) : Links.Any(l => l.Before.Code == of);
}

/// <summary>The days after something that is waited for, as they are changed.</summary>
/// <param name="Links">All of the milestone.</param>
/// <param name="Handler">Link, Land.</param>
/// <param name="Of">Code of the milestone, or key of the package.</param>
/// <param name="Name">Its name.</param>
/// <param name="LagDays">Days as they stand.</param>
internal sealed record LinkLagView(MilestoneLinksView Links, string Handler, string Of, string Name, int LagDays)
{
    /// <summary>What the sentence of a fault is called after.</summary>
    public string Id => $"{Handler.ToLowerInvariant()}-{Of}";
}

/// <summary>Something that is not waited for yet, as it is chosen.</summary>
/// <param name="Links">All of the milestone.</param>
/// <param name="Handler">Link, Land.</param>
/// <param name="Label">What is chosen.</param>
/// <param name="Choose">What stands before anything is chosen.</param>
/// <param name="Choices">Keys and names.</param>
internal sealed record NewLinkView(MilestoneLinksView Links, string Handler, string Label, string Choose, IReadOnlyList<(string Key, string Name)> Choices)
{
    /// <summary>What its fields are called after.</summary>
    public string Id => "new-" + Handler.ToLowerInvariant();
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
